/// What a token is worth, told to a client that asks.
///
/// Route: `…/v1/introspect`. Receives authenticated clients from `clientauth`; knows tokens again by `issue` and
/// `token`.
package dev.narthex.introspect;
