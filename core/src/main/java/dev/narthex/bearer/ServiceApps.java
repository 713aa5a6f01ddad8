package dev.narthex.bearer;

import dev.narthex.access.Bearing;
import dev.narthex.access.TokenBearers;
import dev.narthex.apps.App;
import dev.narthex.apps.GrantedScopes;
import dev.narthex.http.Request;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.OrgScopes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Apps that call the management API for themselves, with access tokens of the org's server.
public final class ServiceApps implements TokenBearers {
    private final Bearers bearers;
    private final Supplier<AuthorizationServer> org;
    private final Function<String, Optional<App>> apps;
    private final GrantedScopes granted;

    public ServiceApps(
            Bearers bearers,
            Supplier<AuthorizationServer> org,
            Function<String, Optional<App>> apps,
            GrantedScopes granted) {
        this.bearers = bearers;
        this.org = org;
        this.apps = apps;
        this.granted = granted;
    }

    @Override
    public Bearing of(Request request) {
        return switch (bearers.of(request, org.get())) {
            case Presented.Nothing() -> new Bearing.None();
            case Presented.Unfit(var challenge) -> new Bearing.Refused(challenge);
            case Presented.Token(var scheme, var jwt) ->
                app(jwt).<Bearing>map(app -> known(scheme, app, jwt))
                        .orElseGet(() -> new Bearing.Refused(
                                Bearers.challenge(scheme, "invalid_token", "The app is not active")));
        };
    }

    private Optional<App> app(VerifiedJwt jwt) {
        return jwt.string("cid").flatMap(apps).filter(App::active);
    }

    private Bearing known(String scheme, App app, VerifiedJwt jwt) {
        var actor = new Actor(app.clientId(), "PublicClientApp", app.clientId(), app.label());
        var scopes = scopes(app, jwt);
        return new Bearing.Known(scheme, actor, needed -> OrgScopes.opens(scopes, needed));
    }

    /// What was granted when the token was issued and still is. A person's token holds no scope of an API: those who
    /// administer sign in otherwise.
    private Set<String> scopes(App app, VerifiedJwt jwt) {
        var scopes = new HashSet<>(jwt.scopes());
        scopes.retainAll(granted.of(app));
        return scopes;
    }
}
