/// A client gives up a token.
///
/// Route: `…/v1/revoke`. Receives authenticated clients from `clientauth`; ends tokens by `token`.
package dev.narthex.revoke;
