/// Secrets at rest and in transit through browsers: sealing, hashing of bearer secrets, keys derived from the master
/// key.
package dev.narthex.crypt;
