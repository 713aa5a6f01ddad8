/// Signing keys of the authorization servers: made, sealed at rest, published ahead, rotated.
///
/// Routes: `…/v1/keys`, `/api/v1/authorizationServers/{id}/credentials/…`. Hands signers to `issue`, and verifying keys
/// to whoever must know our own tokens again.
package dev.narthex.keys;
