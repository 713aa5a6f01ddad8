/// Proof of possession (RFC 9449): requests that show the key which their tokens are bound to.
///
/// Asked by `token`, which binds tokens to the key, and by `bearer`, which lets nobody else use them.
package dev.narthex.dpop;
