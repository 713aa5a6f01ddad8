package dev.narthex.issue;

import static dev.narthex.issue.Issuing.ISSUER;
import static dev.narthex.issue.Issuing.KEYS;
import static dev.narthex.issue.Issuing.claims;
import static dev.narthex.issue.Issuing.entitlement;
import static dev.narthex.issue.Issuing.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import dev.narthex.issue.TokenIssuer.Binding;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.Expected;
import dev.narthex.jose.Verification;
import dev.narthex.jose.Verifier;
import dev.narthex.keys.ServerKeys;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TokenIssuerTest {
    private static final AuthorizationServer SERVER = Example.server(new Scope[0]);
    private static final Subject ADA = subject(Example.ada("Everyone"));
    private static final Binding ALONE = new Binding(Optional.of("n1"), Optional.empty(), Optional.empty());
    private static final int NOW = (int) Example.NOW.getEpochSecond();

    private static String idToken(String scopes, Binding binding) {
        return ISSUER.idToken(entitlement(SERVER, scopes), ADA, binding, Example.NOW);
    }

    private static AccessToken accessToken() {
        return ISSUER.accessToken(entitlement(SERVER, "openid email"), ADA, Optional.empty(), Example.NOW);
    }

    /// The claims without `jti`, which is chance.
    private static Map<String, Object> settled(String token) {
        var claims = new HashMap<>(claims(token));
        claims.remove("jti");
        return claims;
    }

    @Test
    @DisplayName("An access token has exactly the claims that resource servers expect")
    void accessTokenClaims() {
        var token = accessToken();
        var expected = Map.of(
                "ver",
                1,
                "iss",
                "https://id.example/oauth2/default",
                "aud",
                "api://default",
                "iat",
                NOW,
                "exp",
                NOW + 1800,
                "cid",
                Example.CLIENT,
                "uid",
                "00u1ada0000000000001",
                "scp",
                List.of("openid", "email"),
                "auth_time",
                NOW - 10,
                "sub",
                "ada@example.org");
        assertEquals(expected, settled(token.value()));
        assertEquals(token.id(), claims(token.value()).get("jti"));
        assertTrue(token.id().matches("AT\\.[A-Za-z0-9_-]{43}"), token.id());
        assertEquals(1800, token.lifetime().toSeconds());
    }

    @Test
    @DisplayName("The header is kid and alg, in this order, and nothing else")
    void header() {
        for (String token : List.of(accessToken().value(), idToken("openid", ALONE))) {
            var header = Issuing.part(token, 0);
            assertEquals(List.of("kid", "alg"), List.copyOf(header.keySet()));
            assertEquals(Map.of("kid", Issuing.KID, "alg", "ES256"), header);
        }
    }

    @Test
    @DisplayName("The org's tokens name the base URL as issuer and audience")
    void org() {
        var claims = claims(Issuing.accessToken(Example.org(), "openid").value());
        assertEquals("https://id.example", claims.get("iss"));
        assertEquals("https://id.example", claims.get("aud"));
    }

    @Test
    @DisplayName("An ID token names the user by id, the client as audience, and how and when they signed in")
    void idTokenClaims() {
        var expected = Map.of(
                "sub",
                "00u1ada0000000000001",
                "ver",
                1,
                "iss",
                "https://id.example/oauth2/default",
                "aud",
                Example.CLIENT,
                "iat",
                NOW,
                "exp",
                NOW + 3600,
                "amr",
                List.of("pwd"),
                "idp",
                Issuing.ORG_ID,
                "auth_time",
                NOW - 10,
                "nonce",
                "n1");
        String token = idToken("openid", ALONE);
        assertEquals(expected, settled(token));
        assertTrue(((String) claims(token).get("jti")).matches("ID\\.[A-Za-z0-9_-]{43}"));
    }

    @Test
    @DisplayName("Without an access token an ID token holds all claims of its scopes")
    void idTokenAlone() {
        var claims = claims(idToken("openid profile email", ALONE));
        assertEquals("Ada Byron", claims.get("name"));
        assertEquals("Ada", claims.get("given_name"));
        assertEquals(true, claims.get("email_verified"));
        assertFalse(claims.containsKey("at_hash"));
    }

    @Test
    @DisplayName("Beside an access token an ID token is thin: name, login and e-mail address are all of the person")
    void idTokenBesideAccessToken() {
        var beside = new Binding(Optional.of("n1"), Optional.of(accessToken()), Optional.empty());
        var thin = settled(idToken("openid profile email phone address", beside));
        thin.keySet().removeAll(settled(idToken("openid", beside)).keySet());
        assertEquals(
                Map.of("name", "Ada Byron", "preferred_username", "ada@example.org", "email", "ada@example.org"), thin);
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.2.2.10; abuse case 24: at_hash is the left half of the access token's SHA-256")
    void atHash() throws NoSuchAlgorithmException {
        var access = accessToken();
        var claims = claims(idToken("openid", new Binding(Optional.of("n1"), Optional.of(access), Optional.empty())));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(access.value().getBytes(StandardCharsets.US_ASCII));
        String left = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
        assertEquals(left, claims.get("at_hash"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.2.2.11: the nonce comes back as it was sent, and only if it was")
    void nonce() {
        String odd = " \"\\ <\u00fc> %2B+ \uD83D\uDE00 ";
        var sent = idToken("openid", new Binding(Optional.of(odd), Optional.empty(), Optional.empty()));
        assertEquals(odd, claims(sent).get("nonce"));
        var none = idToken("openid", new Binding(Optional.empty(), Optional.empty(), Optional.empty()));
        assertFalse(claims(none).containsKey("nonce"));
    }

    @Test
    @DisplayName("acr is there when the request asked for a class of authentication")
    void acr() {
        var asked = new Subject(ADA.person(), Issuing.SIGNED_IN, List.of("pwd"), Optional.of("urn:okta:loa:1fa:pwd"));
        String token = ISSUER.idToken(entitlement(SERVER, "openid"), asked, ALONE, Example.NOW);
        assertEquals("urn:okta:loa:1fa:pwd", claims(token).get("acr"));
        assertFalse(claims(idToken("openid", ALONE)).containsKey("acr"));
    }

    @Test
    @DisplayName("No two tokens have the same id")
    void ids() {
        assertNotEquals(accessToken().id(), accessToken().id());
        assertNotEquals(
                claims(idToken("openid", ALONE)).get("jti"),
                claims(idToken("openid", ALONE)).get("jti"));
    }

    private static boolean verifies(String token, String audience, ServerKeys keys) {
        var expected = Expected.of(Example.ISSUERS.issuer(SERVER), audience);
        var verifier = new Verifier(expected, keys.verifying(), () -> Example.NOW, CryptoProvider.jdk());
        return verifier.verify(token) instanceof Verification.Valid;
    }

    @Test
    @DisplayName("Both tokens verify with the published key, and with no other of its name")
    void signatures() {
        String access = accessToken().value();
        String id = idToken("openid", ALONE);
        assertTrue(verifies(access, "api://default", KEYS));
        assertTrue(verifies(id, Example.CLIENT, KEYS));
        assertFalse(verifies(access, "api://default", Issuing.newKeys()));
        assertFalse(verifies(id, Example.CLIENT, Issuing.newKeys()));
    }

    @Test
    @DisplayName("Userinfo says all of the scopes, about the user whom the ID token names")
    void userinfo() {
        var claims = ISSUER.userinfo(entitlement(SERVER, "openid profile email"), ADA, Example.NOW);
        assertEquals("00u1ada0000000000001", claims.get("sub"));
        assertEquals("Byron", claims.get("family_name"));
        assertEquals(true, claims.get("email_verified"));
        assertFalse(claims.containsKey("iss"));
    }

    @Test
    @DisplayName("A token does not show itself in a log line")
    void neverShown() {
        var token = accessToken();
        assertEquals("AccessToken[" + token.id() + "]", token.toString());
    }
}
