/// The log: one line an event on standard output, as text or as JSON. Anything that strangers can put into a message is
/// written so that it stays within its line. No routes.
package dev.narthex.server.logs;
