/// Authorization servers as data: scopes, claims, access policies and their rules.
///
/// Owned here: what a server may issue to whom. `authorize` and `issue` ask; nothing here knows them.
package dev.narthex.policy;
