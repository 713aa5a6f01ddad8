package dev.narthex.apps;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Says which scopes of the management API an app has been granted.
public final class GrantedScopes {
    private static final int CACHED = 10_000;

    private final Cache<String, Set<String>> byApp;

    public GrantedScopes(ScopeGrantStore store, Changes changes) {
        this.byApp = new Cache<String, Set<String>>(changes, CACHED, appId -> Optional.of(load(store, appId)))
                .droppedBy("scope-grants", appId -> appId);
    }

    private static Set<String> load(ScopeGrantStore store, String appId) {
        return store.of(appId).stream().map(ScopeGrant::scope).collect(Collectors.toUnmodifiableSet());
    }

    public Set<String> of(App app) {
        return byApp.get(app.id()).orElse(Set.of());
    }
}
