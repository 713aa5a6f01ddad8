/// The management API of authorization servers: servers, their scopes, claims, policies and rules, by
/// `/api/v1/authorizationServers/…`.
///
/// A server is one document, read and changed as a whole. An `Edit` is what becomes of a wish to change it, decided by
/// the `…Edits` from values alone; `ServerChanges` stores it against the version that was read, and asks the edit again
/// when somebody else was first. What servers are and do is `policy`'s; their keys are `keys`'.
package dev.narthex.servers;
