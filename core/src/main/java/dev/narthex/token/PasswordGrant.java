package dev.narthex.token;

import static dev.narthex.oauth.OAuthError.ACCESS_DENIED;
import static dev.narthex.oauth.OAuthError.CONSENT_REQUIRED;
import static dev.narthex.oauth.OAuthError.INVALID_GRANT;
import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;
import static dev.narthex.oauth.OAuthError.INVALID_SCOPE;

import dev.narthex.id.Ids;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Scope;
import dev.narthex.signin.AppSignIn;
import dev.narthex.token.Authorization.Authentication;
import dev.narthex.token.PersonTokens.Making;
import dev.narthex.users.User;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `grant_type=password`: the app has asked the person for name and password itself.
///
/// RFC 9700 §2.4 says that it must not be used: no app has it unless an administrator gives it, and the log warns of
/// each
/// that does. It is here for those who move from it.
final class PasswordGrant implements TokenGrant {
    private static final String NO_SESSION = "";

    private final AppSignIn signIns;
    private final PersonTokens tokens;
    private final FirstTokens firstTokens;
    private final Ids ids;
    private final InstantSource clock;

    PasswordGrant(AppSignIn signIns, PersonTokens tokens, FirstTokens firstTokens, Ids ids, InstantSource clock) {
        this.signIns = signIns;
        this.tokens = tokens;
        this.firstTokens = firstTokens;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public TokenResult grant(Asking asking) {
        var username = asking.form().first("username");
        var password = asking.form().first("password");
        // RFC 6749 §4.3.2: both are required.
        if (username.isEmpty() || password.isEmpty()) {
            return TokenResult.refused(INVALID_REQUEST, "The 'username' and 'password' parameters must both be there.");
        }
        var scopes = scopes(asking);
        if (scopes.isEmpty() || scopes.get().isEmpty()) {
            return TokenResult.refused(INVALID_SCOPE, "The 'scope' parameter is missing or not well formed.");
        }
        return problem(asking.server(), scopes.get())
                .<TokenResult>map(problem -> new TokenResult.Refused(400, problem))
                .orElseGet(() -> checked(asking, scopes.get(), username.get(), password.get()));
    }

    private static Optional<Scopes> scopes(Asking asking) {
        boolean refreshable =
                asking.client().app().settings().oauth().grantTypes().contains("refresh_token");
        var asked = asking.form().first("scope");
        return (asked.isPresent()
                        ? Scopes.parse(asked.get())
                        : Optional.of(asking.server().defaultScopes()))
                .map(scopes -> refreshable ? scopes : scopes.without(Set.of(Scopes.OFFLINE_ACCESS)));
    }

    /// Nobody can be asked here, so what needs a person's consent is refused.
    private static Optional<Problem> problem(AuthorizationServer server, Scopes scopes) {
        for (String name : scopes.names()) {
            Optional<Scope> scope = server.scope(name);
            if (scope.isEmpty()) {
                return Optional.of(new Problem(INVALID_SCOPE, "The authorization server does not know a scope."));
            }
            if (scope.get().consent() == Scope.Consent.REQUIRED) {
                return Optional.of(new Problem(CONSENT_REQUIRED, "A scope needs the consent of the person."));
            }
        }
        return Optional.empty();
    }

    private TokenResult checked(Asking asking, Scopes scopes, String username, String password) {
        var client = asking.client();
        var attempt = new AppSignIn.Attempt(asking.request(), client.app(), client.confidential(), username, password);
        return switch (signIns.attempt(attempt)) {
            case AppSignIn.Answer.Right(var user) -> issued(asking, scopes, user);
            // RFC 6749 §5.2: one answer, whatever was wrong.
            case AppSignIn.Answer.Wrong() ->
                TokenResult.refused(INVALID_GRANT, "The credentials provided were invalid.");
            case AppSignIn.Answer.TooMany() ->
                new TokenResult.Refused(
                        429, new Problem(INVALID_GRANT, "Too many tries in a short time. Wait a minute."));
        };
    }

    private TokenResult issued(Asking asking, Scopes scopes, User user) {
        var authentication = new Authentication(clock.instant(), List.of("pwd"), Optional.empty(), NO_SESSION);
        var authorization = new Authorization(
                ids.next("oar"),
                asking.client().clientId(),
                asking.server().id(),
                user.id(),
                scopes,
                authentication,
                "password");
        var making = new Making(
                asking.client().app(), asking.server(), authorization, scopes, Optional.empty(), asking.key());
        return tokens.eligible(making)
                .<TokenResult>map(eligible -> firstTokens.make(making, eligible))
                .orElseGet(() -> TokenResult.refused(
                        ACCESS_DENIED, "The person may not use the app, or the access policy does not permit it."));
    }
}
