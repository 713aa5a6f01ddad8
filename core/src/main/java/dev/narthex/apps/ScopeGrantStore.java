package dev.narthex.apps;

import java.util.List;
import java.util.Optional;

/// Grants of scopes to apps. An app that is deleted loses its grants. Every change publishes topic `scope-grants` with
/// the app's id.
public interface ScopeGrantStore {

    /// Adds a grant, unless the app has one for this scope; answers with the one that is there afterwards.
    ScopeGrant grant(ScopeGrant grant);

    /// All of an app's grants, in the order of their scopes.
    List<ScopeGrant> of(String appId);

    Optional<ScopeGrant> byId(String appId, String grantId);

    /// False if there was none. Access tokens that were issued no longer open what it opened.
    boolean revoke(String appId, String grantId);
}
