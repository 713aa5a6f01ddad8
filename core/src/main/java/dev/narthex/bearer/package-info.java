/// Requests that bring an access token of ours: which token, whether it is good, and whether whoever brings it holds
/// it.
///
/// Asked by `userinfo`, and by `access` for the management API. Knows tokens again by `issue`.
package dev.narthex.bearer;
