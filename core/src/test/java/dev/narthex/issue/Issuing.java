package dev.narthex.issue;

import dev.narthex.Example;
import dev.narthex.crypt.Secrets;
import dev.narthex.http.Json;
import dev.narthex.jose.Base64Url;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.JwkSet;
import dev.narthex.jose.LocalKeys;
import dev.narthex.jose.Signers;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import dev.narthex.keys.ServerKeys;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.users.Person;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An issuer with a real key, and what goes into it.
public final class Issuing {
    public static final String ORG_ID = "00o1org0000000000001";
    public static final Instant SIGNED_IN = Example.NOW.minusSeconds(10);
    public static final String KID = "key1";
    public static final ServerKeys KEYS = newKeys();
    public static final TokenIssuer ISSUER = issuer(KEYS);

    private Issuing() {}

    public static TokenIssuer issuer(ServerKeys keys) {
        return new TokenIssuer(_ -> keys, Example.ISSUERS, new Secrets(new SecureRandom()), ORG_ID);
    }

    /// Another key each time, of the same name.
    public static ServerKeys newKeys() {
        var pair = SigningKeyPair.generate(SigningAlgorithm.ES256);
        return new ServerKeys(
                Signers.of(KID, pair, CryptoProvider.jdk()),
                new JwkSet(List.of(Jwk.publicKey(KID, pair))),
                LocalKeys.of(Map.of(KID, pair)));
    }

    public static IdTokenHints hints(Instant now) {
        return new IdTokenHints(_ -> KEYS, Example.ISSUERS, () -> now, CryptoProvider.jdk());
    }

    public static Entitlement entitlement(AuthorizationServer server, String scopes) {
        return new Entitlement(Example.app(), server, Scopes.parse(scopes).orElseThrow(), Duration.ofMinutes(30));
    }

    public static Subject subject(Person person) {
        return new Subject(person, SIGNED_IN, List.of("pwd"), Optional.empty());
    }

    public static String idToken(AuthorizationServer server, String scopes) {
        var binding = new TokenIssuer.Binding(Optional.of("n1"), Optional.empty(), Optional.empty());
        return ISSUER.idToken(entitlement(server, scopes), subject(Example.ada("Everyone")), binding, Example.NOW);
    }

    public static AccessToken accessToken(AuthorizationServer server, String scopes) {
        return ISSUER.accessToken(
                entitlement(server, scopes), subject(Example.ada("Everyone")), Optional.empty(), Example.NOW);
    }

    static Map<String, Object> part(String token, int index) {
        return Json.readObject(Base64Url.decode(token.split("\\.")[index]).orElseThrow());
    }

    static Map<String, Object> claims(String token) {
        return part(token, 1);
    }
}
