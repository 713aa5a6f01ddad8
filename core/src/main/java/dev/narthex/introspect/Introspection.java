package dev.narthex.introspect;

import dev.narthex.apps.App;
import dev.narthex.apps.Apps;
import dev.narthex.clientauth.AuthenticatedClient;
import dev.narthex.crypt.SecretHash;
import dev.narthex.groups.People;
import dev.narthex.issue.AccessToken;
import dev.narthex.issue.AccessTokens;
import dev.narthex.issue.IdTokenHints;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import dev.narthex.token.Authorization;
import dev.narthex.token.RefreshFamily;
import dev.narthex.token.RefreshTokenStore;
import dev.narthex.users.Person;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What may be said about a token. Nothing at all about one that does not count: whether it is expired, revoked, of
/// another server or no token is nobody's business.
public final class Introspection {
    /// Told under the names of RFC 7662 §2.2, or not at all.
    private static final Set<String> OUR_OWN = Set.of("ver", "scp", "cid", "auth_time");

    private final AccessTokens accessTokens;
    private final IdTokenHints idTokens;
    private final RefreshTokenStore refreshTokens;
    private final Holders holders;
    private final InstantSource clock;

    /// Whom tokens are for and from.
    public record Holders(People people, Apps apps, Issuers issuers) {}

    public Introspection(
            AccessTokens accessTokens,
            IdTokenHints idTokens,
            RefreshTokenStore refreshTokens,
            Holders holders,
            InstantSource clock) {
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
        this.refreshTokens = refreshTokens;
        this.holders = holders;
        this.clock = clock;
    }

    /// Empty if the token does not count, or is not this client's to ask about. Only what is named an ID token by
    /// `hint` is looked at as one.
    Optional<Map<String, Object>> of(
            AuthenticatedClient client, AuthorizationServer server, String token, Optional<String> hint) {
        if (hint.equals(Optional.of("id_token"))) return idToken(client, server, token);
        return accessToken(client, server, token).or(() -> refreshToken(client, server, token));
    }

    private Optional<Map<String, Object>> accessToken(
            AuthenticatedClient client, AuthorizationServer server, String token) {
        return accessTokens
                .verify(server, token)
                .filter(jwt -> isFor(client, jwt.string("cid")))
                .flatMap(jwt -> {
                    var uid = jwt.string("uid");
                    // A token of a client for itself has no person; any other only counts while its person does.
                    return uid.isEmpty()
                            ? Optional.of(ofAccessToken(jwt, Optional.empty()))
                            : living(uid.get(), jwt.string("cid"))
                                    .map(person -> ofAccessToken(jwt, Optional.of(person)));
                });
    }

    private Map<String, Object> ofAccessToken(VerifiedJwt jwt, Optional<Person> person) {
        var answer = active();
        answer.put("scope", Scopes.of(jwt.stringList("scp")).text());
        person.ifPresent(it -> answer.put("username", it.user().login()));
        putOthers(answer, jwt);
        // RFC 9449 §6.2: a bound token says so, and cnf comes along.
        answer.put("token_type", jwt.claims().containsKey("cnf") ? AccessToken.DPOP : AccessToken.BEARER);
        answer.put("client_id", jwt.string("cid").orElseThrow());
        return answer;
    }

    private Optional<Map<String, Object>> idToken(
            AuthenticatedClient client, AuthorizationServer server, String token) {
        return idTokens.verify(server, token)
                .filter(jwt -> isFor(client, jwt.string("aud")))
                .flatMap(jwt -> jwt.subject()
                        .flatMap(id -> living(id, jwt.string("aud")))
                        .map(person -> {
                            var answer = active();
                            answer.put("username", person.user().login());
                            answer.putAll(jwt.claims());
                            answer.put("client_id", jwt.string("aud").orElseThrow());
                            return answer;
                        }));
    }

    private Optional<Map<String, Object>> refreshToken(
            AuthenticatedClient client, AuthorizationServer server, String token) {
        return refreshTokens
                .find(SecretHash.of(token), clock.instant())
                .filter(family -> family.authorization().serverId().equals(server.id()))
                .filter(family ->
                        isFor(client, Optional.of(family.authorization().clientId())))
                .flatMap(family -> living(
                                family.authorization().userId(),
                                Optional.of(family.authorization().clientId()))
                        .map(it -> of(server, family, it)));
    }

    private Map<String, Object> of(AuthorizationServer server, RefreshFamily family, Person person) {
        Authorization authorization = family.authorization();
        var answer = active();
        answer.put("scope", authorization.scopes().text());
        answer.put("username", person.user().login());
        family.end().ifPresent(end -> answer.put("exp", end.getEpochSecond()));
        answer.put("iat", family.created().getEpochSecond());
        answer.put("sub", person.user().login());
        answer.put("iss", holders.issuers().issuer(server));
        answer.put("token_type", "Bearer");
        answer.put("client_id", authorization.clientId());
        answer.put("uid", person.id());
        return answer;
    }

    /// Who keeps a secret may ask about every token of the server, as a resource server does; others about their own.
    /// A token of an app that is no longer there counts for nobody.
    private boolean isFor(AuthenticatedClient client, Optional<String> owner) {
        boolean mayAsk = client.confidential() || owner.equals(Optional.of(client.clientId()));
        return mayAsk
                && owner.flatMap(holders.apps()::byClientId).filter(App::active).isPresent();
    }

    /// A person who may sign in, and may still use the app that the token was given to.
    private Optional<Person> living(String userId, Optional<String> clientId) {
        var app = clientId.flatMap(holders.apps()::byClientId);
        return holders.people()
                .byId(userId)
                .filter(person -> person.user().maySignIn())
                .filter(person ->
                        app.filter(it -> holders.apps().mayUse(person, it)).isPresent());
    }

    private static LinkedHashMap<String, Object> active() {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("active", true);
        return answer;
    }

    /// Claims that an administrator made up come along, and can't replace what the answer means.
    private static void putOthers(Map<String, Object> answer, VerifiedJwt jwt) {
        jwt.claims().forEach((name, value) -> {
            if (!OUR_OWN.contains(name)) answer.putIfAbsent(name, value);
        });
    }
}
