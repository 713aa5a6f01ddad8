package dev.narthex.token;

import dev.narthex.apps.App;
import dev.narthex.apps.Apps;
import dev.narthex.crypt.Secrets;
import dev.narthex.groups.People;
import dev.narthex.issue.Entitlement;
import dev.narthex.issue.Subject;
import dev.narthex.issue.TokenIssuer;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.Access;
import dev.narthex.policy.AccessPolicies;
import dev.narthex.policy.AccessPolicies.Asker;
import dev.narthex.policy.AccessRule.Lifetimes;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.users.Person;
import java.time.InstantSource;
import java.util.Optional;

/// Makes the tokens of an authorization, if the person and the policies of the server still allow it.
final class PersonTokens {
    private final People people;
    private final Apps apps;
    private final TokenIssuer issuer;
    private final Secrets secrets;
    private final InstantSource clock;
    private final Revocations revocations;

    PersonTokens(Grants.Rooms rooms, Revocations revocations) {
        this.revocations = revocations;
        this.people = rooms.people();
        this.apps = rooms.apps();
        this.issuer = rooms.issuer();
        this.secrets = rooms.secrets();
        this.clock = rooms.clock();
    }

    /// A person who may still have tokens, and for how long.
    record Eligible(Person person, Lifetimes lifetimes) {}

    /// A person who has been suspended or taken off the app gets nothing more, nor one who has ended what they gave,
    /// and
    /// nobody a scope that is gone.
    Optional<Eligible> eligible(Making making) {
        var server = making.server();
        if (revocations.isRevoked(making.authorization(), issuer.iss(server))) return Optional.empty();
        boolean there = making.scopes().names().stream()
                .allMatch(name -> server.scope(name).isPresent());
        if (!server.isOrg() && !there) return Optional.empty();
        return people.byId(making.authorization().userId())
                .filter(person -> person.user().maySignIn() && apps.mayUse(person, making.app()))
                .flatMap(person -> {
                    var asker = new Asker(person.id(), person.groupIds());
                    var question = new AccessPolicies.Question(
                            making.app().clientId(), making.authorization().grantType(), asker, making.scopes());
                    return AccessPolicies.decide(making.server(), question) instanceof Access.Permitted(var lifetimes)
                            ? Optional.of(new Eligible(person, lifetimes))
                            : Optional.empty();
                });
    }

    /// What tokens are made for.
    ///
    /// @param key the thumbprint of the key that they are bound to
    record Making(
            App app,
            AuthorizationServer server,
            Authorization authorization,
            Scopes scopes,
            Optional<String> nonce,
            Optional<String> key) {}

    TokenResult.Granted make(Making making, Eligible eligible, Optional<String> refreshToken) {
        var now = clock.instant();
        var authentication = making.authorization().authentication();
        var subject = new Subject(
                eligible.person(),
                authentication.at(),
                authentication.amr(),
                authentication.acr(),
                Optional.of(authentication.sessionId()).filter(id -> !id.isEmpty()),
                authentication.claims());
        var lifetime = eligible.lifetimes().accessToken();
        var entitlement = new Entitlement(making.app(), making.server(), making.scopes(), lifetime, making.key());
        var family = Optional.of(making.authorization().id());
        var access = issuer.accessToken(entitlement, subject, family, now);
        // OIDC Core 1.0 §3.1.3.3: an ID token when the scope has openid.
        Optional<String> idToken = making.scopes().has(Scopes.OPENID)
                ? Optional.of(
                        issuer.idToken(entitlement, subject, TokenIssuer.Binding.beside(making.nonce(), access), now))
                : Optional.empty();
        return new TokenResult.Granted(access, idToken, refreshToken, making.scopes());
    }

    String newRefreshToken() {
        return secrets.next();
    }
}
