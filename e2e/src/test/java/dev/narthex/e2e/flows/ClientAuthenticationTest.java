package dev.narthex.e2e.flows;

import static dev.narthex.e2e.TokenClient.basic;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.http.Json;
import dev.narthex.jose.Jwk;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.Scope;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a client proves which one it is. Each request is good but for the one thing it is about.
class ClientAuthenticationTest {
    private static final String SECRET = "s3cret-s3cret-s3cret";
    private static final String ODD = "50% a+b/c:d é";
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final KeyPair KEYS = rsa();

    @AutoClose
    private static TestServer idp;

    private static TokenClient basic;
    private static TokenClient post;
    private static TokenClient signing;
    private static TokenClient page;

    @BeforeAll
    static void start() {
        idp = TestServer.on(Databases.postgresql());
        idp.fixture.scope("api:read", Scope.Consent.IMPLICIT, false);
        basic = TokenClient.withSecrets(idp, "client_secret_basic", SECRET, ODD);
        post = TokenClient.withSecrets(idp, "client_secret_post", SECRET);
        signing = TokenClient.withKeys(idp, publicKey("k1", KEYS));
        page = TokenClient.ofPage(idp);
    }

    private static Map<String, String> form(Map<String, String> more) {
        var form = new LinkedHashMap<>(Map.of("grant_type", "client_credentials", "scope", "api:read"));
        form.putAll(more);
        return form;
    }

    private static HttpResponse<String> ask(String authorization, Map<String, String> more) {
        return basic.send("token", authorization, form(more));
    }

    private static void assertGranted(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                List.of("api:read"),
                List.copyOf(Scopes.parse(TokenClient.json(response).get("scope").toString())
                        .orElseThrow()
                        .names()));
    }

    private static void assertRefused(int status, String error, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(error, TokenClient.json(response).get("error"));
    }

    private static void assertStranger(HttpResponse<String> response) {
        assertRefused(401, "invalid_client", response);
    }

    @Test
    @DisplayName("RFC 6749 §2.3.1: a secret in the header, as it stands or form-encoded; either of two secrets")
    void inTheHeader() {
        assertGranted(ask(basic(basic.id() + ":" + SECRET), Map.of()));
        assertGranted(ask(basic(basic.id() + ":" + ODD), Map.of()));
        assertGranted(ask(basic(Browser.encode(basic.id()) + ":" + Browser.encode(ODD)), Map.of()));
        assertGranted(ask(basic(basic.id() + ":" + SECRET).replace("Basic", "bAsIc"), Map.of()));
        assertGranted(ask(basic(basic.id() + ":" + SECRET), Map.of("client_id", basic.id())));
    }

    @Test
    @DisplayName("RFC 6749 §2.3.1: a secret in the form")
    void inTheForm() {
        assertGranted(ask("", Map.of("client_id", post.id(), "client_secret", SECRET)));
        assertStranger(ask("", Map.of("client_id", post.id(), "client_secret", "wrong")));
        assertStranger(ask("", Map.of("client_secret", SECRET)));
    }

    @Test
    @DisplayName("RFC 6749 §5.2: what proves nothing is refused alike, with a challenge where the header was tried")
    void proofless() {
        var wrong = ask(basic(basic.id() + ":wrong"), Map.of());
        var unknown = ask(basic("0oaNobody:" + SECRET), Map.of());
        assertStranger(wrong);
        assertEquals(wrong.body(), unknown.body(), "nobody learns which clients there are");
        assertTrue(wrong.headers().firstValue("www-authenticate").orElse("").startsWith("Basic "));
        var silent = ask("", Map.of("client_id", basic.id()));
        assertStranger(silent);
        assertFalse(silent.headers().firstValue("www-authenticate").isPresent());
        assertStranger(ask("", Map.of()));
        assertStranger(ask("Basic !!!", Map.of()));
        assertStranger(ask(basic(""), Map.of()));
        assertStranger(ask(basic(basic.id()), Map.of()));
        assertStranger(ask(basic(basic.id() + ":"), Map.of()));
        assertStranger(ask("", Map.of("client_id", signing.id())));
        assertStranger(ask("", Map.of("client_id", page.id(), "client_secret", SECRET)));
    }

    @Test
    @DisplayName("RFC 6749 §2.3: one way in one request, and never in the address")
    void oneWay() {
        var twice = Map.of("client_id", post.id(), "client_secret", SECRET);
        assertRefused(401, "invalid_request", ask(basic(post.id() + ":" + SECRET), twice));
        assertRefused(
                401,
                "invalid_request",
                ask("", assertion(it -> it, Map.of("client_id", signing.id(), "client_secret", SECRET))));
        assertRefused(401, "invalid_request", ask(basic(basic.id() + ":" + SECRET), Map.of("client_id", post.id())));
        for (String name : List.of("client_secret", "client_assertion")) {
            var inAddress = basic.send("token?" + name + "=x", basic(basic.id() + ":" + SECRET), form(Map.of()));
            assertRefused(400, "invalid_request", inAddress);
        }
    }

    @Test
    @DisplayName("RFC 6749 §4.4: a public client can't ask for itself; nor anybody for openid or unknown scopes")
    void clientCredentials() {
        assertRefused(400, "unauthorized_client", page.post("token", form(Map.of())));
        String header = basic(basic.id() + ":" + SECRET);
        for (String scope : List.of("openid", "api:read offline_access", "unknown", "")) {
            assertRefused(400, "invalid_scope", ask(header, Map.of("scope", scope)));
        }
        // At the org's server a service proves itself by a key.
        assertRefused(401, "invalid_client", basic.at("/oauth2").send("token", header, form(Map.of())));
        idp.fixture.scope("api:ask", Scope.Consent.REQUIRED, false);
        assertRefused(400, "consent_required", ask(header, Map.of("scope", "api:ask")));
    }

    @Test
    @DisplayName("RFC 7523 §3: a signed assertion for the token endpoint or the issuer, with or without a client_id")
    void signed() {
        assertGranted(ask("", assertion(it -> it, Map.of())));
        assertGranted(ask("", assertion(it -> it, Map.of("client_id", signing.id()))));
        assertGranted(ask("", assertion(with("aud", idp.issuer()), Map.of())));
        assertGranted(ask("", assertion(with("aud", List.of("https://other.example", idp.issuer())), Map.of())));
        var form = assertion(with("aud", idp.issuer() + "/v1/introspect"), Map.of("token", "x"));
        assertEquals(200, signing.send("introspect", "", form).statusCode());
    }

    @Test
    @DisplayName("RFC 7523 §3: Abuse 56: an assertion works once, also while clocks are late")
    void replayed() {
        var form = assertion(with("exp", now() + 60), Map.of());
        assertGranted(ask("", form));
        assertStranger(ask("", form));
        idp.clock.advance(Duration.ofSeconds(90));
        assertStranger(ask("", form));
        var odd = assertion(with("jti", "\0" + "é".repeat(4000)), Map.of());
        assertGranted(ask("", odd));
        assertStranger(ask("", odd));
        var number = assertion(with("jti", 7), Map.of());
        assertStranger(ask("", number));
        var nameless = assertion(with("jti", null), Map.of());
        assertGranted(ask("", nameless));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "exp", "late", "far", "nbf", "client_id"})
    @DisplayName("RFC 7523 §3: Abuse 55, 60: an assertion of others, for others, or of another time proves nothing")
    void wrongClaim(String what) {
        var form = switch (what) {
            case "iss" -> assertion(with("iss", page.id()), Map.of());
            case "sub" -> assertion(with("sub", page.id()), Map.of());
            case "aud" -> assertion(with("aud", "https://evil.example/token"), Map.of());
            case "exp" -> assertion(with("exp", null), Map.of());
            case "late" -> assertion(with("exp", now() - 61), Map.of());
            case "far" -> assertion(with("exp", now() + 3700), Map.of());
            case "nbf" -> assertion(with("nbf", now() + 600), Map.of());
            default -> assertion(it -> it, Map.of("client_id", page.id()));
        };
        assertStranger(ask("", form));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "key", "kid", "jwk", "cut", "type"})
    @DisplayName("Abuse 52, 53, 57: only a signature by a registered key counts, whatever the header says")
    void wrongSignature(String what) {
        var claims = claims();
        String jwt = switch (what) {
            case "none" -> unsigned(Map.of("alg", "none", "kid", "k1"), claims) + ".";
            case "HS256" -> byPublicKey(claims);
            case "key" -> jwt(Map.of("alg", "RS256", "kid", "k1"), claims, rsa());
            case "kid" -> jwt(Map.of("alg", "RS256", "kid", "k2"), claims, KEYS);
            case "jwk" -> byOwnKey(claims);
            case "cut" -> jwt(Map.of("alg", "RS256", "kid", "k1"), claims, KEYS).replaceAll("\\.[^.]*$", ".");
            default -> jwt(Map.of("alg", "RS256", "kid", "k1", "typ", "logout+jwt"), claims, KEYS);
        };
        assertStranger(ask("", Map.of("client_assertion_type", ASSERTION_TYPE, "client_assertion", jwt)));
    }

    @Test
    @DisplayName("RFC 7523 §3: an assertion of an unknown type, or by a client that is registered otherwise")
    void wrongKind() {
        var form = new HashMap<>(assertion(it -> it, Map.of()));
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer");
        assertStranger(ask("", form));
        assertStranger(ask("", assertion(with("iss", basic.id(), "sub", basic.id()), Map.of())));
    }

    private static long now() {
        return idp.clock.instant().getEpochSecond();
    }

    private static Map<String, Object> claims() {
        return new LinkedHashMap<>(Map.of(
                "iss",
                signing.id(),
                "sub",
                signing.id(),
                "aud",
                idp.issuer() + "/v1/token",
                "iat",
                now(),
                "exp",
                now() + 300,
                "jti",
                "jti" + System.nanoTime()));
    }

    /// Claims with these changed; without those that become null.
    private static UnaryOperator<Map<String, Object>> with(Object... changes) {
        return claims -> {
            for (int i = 0; i < changes.length; i += 2) {
                if (changes[i + 1] == null) claims.remove(changes[i]);
                else claims.put(changes[i].toString(), changes[i + 1]);
            }
            return claims;
        };
    }

    private static Map<String, String> assertion(UnaryOperator<Map<String, Object>> change, Map<String, String> more) {
        var form = new LinkedHashMap<>(more);
        form.put("client_assertion_type", ASSERTION_TYPE);
        form.put("client_assertion", jwt(Map.of("alg", "RS256", "kid", "k1"), change.apply(claims()), KEYS));
        return form;
    }

    private static String unsigned(Map<String, Object> header, Map<String, Object> claims) {
        return base64(Json.text(header).getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(Json.text(claims).getBytes(StandardCharsets.UTF_8));
    }

    private static String jwt(Map<String, Object> header, Map<String, Object> claims, KeyPair keys) {
        try {
            String text = unsigned(header, claims);
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The public key, which everybody knows, as the secret of a MAC.
    private static String byPublicKey(Map<String, Object> claims) {
        try {
            String text = unsigned(Map.of("alg", "HS256", "kid", "k1"), claims);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEYS.getPublic().getEncoded(), "HmacSHA256"));
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The attacker's key, brought along in the header.
    private static String byOwnKey(Map<String, Object> claims) {
        var own = rsa();
        var header =
                Map.of("alg", "RS256", "kid", "k1", "jwk", publicKey("k1", own).members());
        return jwt(header, claims, own);
    }

    private static KeyPair rsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Jwk publicKey(String kid, KeyPair keys) {
        var key = (RSAPublicKey) keys.getPublic();
        return new Jwk(new LinkedHashMap<>(Map.of(
                "kty",
                "RSA",
                "kid",
                kid,
                "use",
                "sig",
                "n",
                number(key.getModulus()),
                "e",
                number(key.getPublicExponent()))));
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return base64(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
