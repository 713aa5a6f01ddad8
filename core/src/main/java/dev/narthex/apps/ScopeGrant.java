package dev.narthex.apps;

import java.time.Instant;

/// An administrator's word that an app may have one scope of the management API, such as `okta.users.read`, for itself.
///
/// @param id        with the prefix `oag`
/// @param createdBy the id of whoever granted it: an API token, an app, a user; or `seed`
public record ScopeGrant(String id, String appId, String scope, Instant created, String createdBy) {}
