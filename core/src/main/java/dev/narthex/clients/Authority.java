package dev.narthex.clients;

import dev.narthex.apps.App;
import dev.narthex.apps.ScopeGrant;
import dev.narthex.apps.ScopeGrantStore;
import dev.narthex.http.Request;
import dev.narthex.jose.UnverifiedClaims;
import dev.narthex.policy.OrgScopes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a caller's credential stands for, beyond the scope that an operation asks for. An API token may do everything.
/// Who
/// comes with an access token can't give more than it holds, nor become an app that may more than it may.
public final class Authority {
    private final ScopeGrantStore grants;

    public Authority(ScopeGrantStore grants) {
        this.grants = grants;
    }

    /// Whether it is an API token.
    static boolean isWhole(Request request) {
        return credential(request, "SSWS").isPresent();
    }

    /// Whether the caller may give a scope to an app.
    boolean mayGrant(Request request, String scope) {
        return isWhole(request) || opens(request, List.of(scope));
    }

    /// Whether the caller may give itself means to be this app.
    boolean mayBe(Request request, App app) {
        return isWhole(request)
                || opens(
                        request,
                        grants.of(app.id()).stream().map(ScopeGrant::scope).toList());
    }

    private static boolean opens(Request request, Collection<String> scopes) {
        var held = held(request);
        return scopes.stream().allMatch(scope -> OrgScopes.opens(held, scope));
    }

    /// The scopes of an access token, which the guard of the operation has verified.
    private static Set<String> held(Request request) {
        return credential(request, "Bearer")
                .or(() -> credential(request, "DPoP"))
                .flatMap(UnverifiedClaims::of)
                .map(claims -> claims.get("scp"))
                .filter(List.class::isInstance)
                .map(scopes -> ((List<?>) scopes).stream().map(String::valueOf).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private static Optional<String> credential(Request request, String scheme) {
        return request.header("authorization")
                .filter(header -> header.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1))
                .map(header -> header.substring(scheme.length() + 1).strip());
    }
}
