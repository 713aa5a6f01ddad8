package dev.narthex.token;

import static dev.narthex.oauth.OAuthError.ACCESS_DENIED;
import static dev.narthex.oauth.OAuthError.CONSENT_REQUIRED;
import static dev.narthex.oauth.OAuthError.INVALID_CLIENT;
import static dev.narthex.oauth.OAuthError.INVALID_SCOPE;
import static dev.narthex.oauth.OAuthError.UNAUTHORIZED_CLIENT;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.GrantedScopes;
import dev.narthex.issue.Entitlement;
import dev.narthex.issue.TokenIssuer;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.Access;
import dev.narthex.policy.AccessPolicies;
import dev.narthex.policy.AccessPolicies.Asker;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.OrgScopes;
import dev.narthex.policy.Scope;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// `grant_type=client_credentials`: a client for itself; at the org's server, for the management API.
final class ClientCredentialsGrant implements TokenGrant {
    private final TokenIssuer issuer;
    private final GrantedScopes granted;
    private final InstantSource clock;

    ClientCredentialsGrant(TokenIssuer issuer, GrantedScopes granted, InstantSource clock) {
        this.issuer = issuer;
        this.granted = granted;
        this.clock = clock;
    }

    @Override
    public TokenResult grant(Asking asking) {
        // RFC 6749 §4.4: only confidential clients.
        if (!asking.client().confidential()) {
            return TokenResult.refused(UNAUTHORIZED_CLIENT, "A public client can't ask for itself.");
        }
        if (asking.server().isOrg()) return forTheManagementApi(asking);
        var scopes = scopes(asking);
        if (scopes.isEmpty() || scopes.get().isEmpty()) {
            return TokenResult.refused(INVALID_SCOPE, "A custom scope must be asked for, and there is no default.");
        }
        return scoped(asking, scopes.get());
    }

    /// Okta OAuth for Okta APIs: a service that has a key gets what an administrator granted it, all or nothing.
    private TokenResult forTheManagementApi(Asking asking) {
        var app = asking.client().app();
        if (!app.settings().oauth().authentication().method().equals("private_key_jwt")) {
            String why = "Client Credentials requests to the Org Authorization Server must use the private_key_jwt"
                    + " token_endpoint_auth_method.";
            return new TokenResult.Refused(401, new Problem(INVALID_CLIENT, why));
        }
        if (app.settings().type() != AppSettings.Type.SERVICE) {
            return TokenResult.refused(UNAUTHORIZED_CLIENT, "Only a service app can ask for itself here.");
        }
        var scopes = asking.form().first("scope").flatMap(Scopes::parse).orElse(Scopes.NONE);
        if (scopes.isEmpty() || !scopes.names().stream().allMatch(OrgScopes::has)) {
            return TokenResult.refused(INVALID_SCOPE, "One or more scopes are none of the management API.");
        }
        var held = granted.of(app);
        if (Collections.disjoint(held, scopes.names())) {
            return TokenResult.refused(CONSENT_REQUIRED, "You are not allowed any of the requested scopes.");
        }
        if (!held.containsAll(scopes.names())) {
            return TokenResult.refused(INVALID_SCOPE, "One or more scopes have not been granted to the app.");
        }
        return decided(asking, asking.server(), scopes);
    }

    private static Optional<Scopes> scopes(Asking asking) {
        return asking.form()
                .first("scope")
                .map(Scopes::parse)
                .orElse(Optional.of(asking.server().defaultScopes()));
    }

    private TokenResult scoped(Asking asking, Scopes scopes) {
        for (String name : scopes.names()) {
            Optional<Scope> scope = asking.server().scope(name);
            if (scope.isEmpty() || scope.get().flags().system()) {
                return TokenResult.refused(INVALID_SCOPE, "One or more scopes can't be granted to a client.");
            }
            if (scope.get().consent() == Scope.Consent.REQUIRED) {
                return TokenResult.refused(CONSENT_REQUIRED, "A scope needs the consent of a person.");
            }
        }
        return decided(asking, asking.server(), scopes);
    }

    private TokenResult decided(Asking asking, AuthorizationServer server, Scopes scopes) {
        var question = new AccessPolicies.Question(
                asking.client().clientId(), "client_credentials", new Asker("", Set.of()), scopes);
        return switch (AccessPolicies.decide(server, question)) {
            case Access.Permitted(var lifetimes) -> {
                var entitlement =
                        new Entitlement(asking.client().app(), server, scopes, lifetimes.accessToken(), asking.key());
                var access = issuer.clientAccessToken(entitlement, clock.instant());
                yield new TokenResult.Granted(access, Optional.empty(), Optional.empty(), scopes);
            }
            case Access.NoRule(), Access.ScopesNotPermitted() ->
                TokenResult.refused(
                        ACCESS_DENIED,
                        "Policy evaluation failed for this request, please check the policy configurations.");
        };
    }
}
