package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Assertion;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import dev.narthex.jose.dpop.DpopProof;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that are worth nothing to a thief: whoever uses one must prove to have the key that it is bound to.
class DpopTest {
    private static final SigningKeyPair KEY = SigningKeyPair.generate(SigningAlgorithm.ES256);
    private static final SigningKeyPair THIEF = SigningKeyPair.generate(SigningAlgorithm.ES256);
    private static final String USERINFO = "/oauth2/default/v1/userinfo";

    @AutoClose
    private static TestServer idp;

    private static TokenClient page;

    @BeforeAll
    static void start() {
        idp = TestServer.on(Databases.postgresql());
        idp.fixture.user("ada@example.org");
        page = TokenClient.of(
                idp,
                AppSettings.Type.BROWSER,
                new ClientAuthentication("none", true),
                Map.of("dpop_bound_access_tokens", true));
    }

    private static Map<String, Object> claims(String method, String path) {
        return new LinkedHashMap<>(Map.of(
                "jti",
                "proof" + System.nanoTime(),
                "htm",
                method,
                "htu",
                idp.baseUrl() + path,
                "iat",
                idp.clock.instant().getEpochSecond()));
    }

    private static String proof(SigningKeyPair pair, Map<String, Object> claims) {
        var header = Map.of("typ", "dpop+jwt", "jwk", Jwk.publicKey("k", pair).members());
        return Assertion.signed(header, claims, pair);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String... proofs) {
        for (String proof : proofs) request.header("DPoP", proof);
        return idp.browser().send(request);
    }

    private static HttpResponse<String> token(Map<String, String> form, String... proofs) {
        var fields = new LinkedHashMap<>(form);
        fields.put("client_id", page.id());
        return send(
                idp.browser()
                        .request("/oauth2/default/v1/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Browser.encode(fields))),
                proofs);
    }

    private static String nonce() {
        var asked =
                token(Map.of("grant_type", "refresh_token"), proof(KEY, claims("POST", "/oauth2/default/v1/token")));
        assertEquals("use_dpop_nonce", Api.json(asked).get("error"), asked.body());
        assertEquals(400, asked.statusCode());
        return asked.headers().firstValue("dpop-nonce").orElseThrow();
    }

    private static String good(SigningKeyPair pair) {
        var claims = claims("POST", "/oauth2/default/v1/token");
        claims.put("nonce", nonce());
        return proof(pair, claims);
    }

    private static Map<String, String> code() {
        return TokenClient.redeeming(page.code(idp.browser(), "ada@example.org", "openid offline_access"));
    }

    private static Map<String, Object> granted(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return Api.json(response);
    }

    private static HttpResponse<String> userinfo(String scheme, Object token, String... proofs) {
        return send(
                idp.browser()
                        .request(USERINFO)
                        .header("Authorization", scheme + " " + token)
                        .GET(),
                proofs);
    }

    private static Map<String, Object> using(Object token) {
        var claims = claims("GET", USERINFO);
        claims.put("ath", DpopProof.hashOf(token.toString()));
        return claims;
    }

    private static String challenge(HttpResponse<String> response) {
        assertEquals(401, response.statusCode());
        return response.headers().firstValue("www-authenticate").orElse("");
    }

    @Test
    @DisplayName("RFC 9449 §5, §6.1, §8: a proof with the server's nonce binds the tokens to its key")
    void bound() {
        var form = code();
        var missing = token(form);
        assertEquals("invalid_dpop_proof", Api.json(missing).get("error"), "and the code is not used up");
        var tokens = granted(token(form, good(KEY)));
        assertEquals("DPoP", tokens.get("token_type"));
        var cnf = (Map<?, ?>)
                Answer.part(tokens.get("access_token").toString(), 1).get("cnf");
        assertEquals(Jwk.thumbprint(KEY), cnf.get("jkt"));
        var told = Api.json(page.post(
                "introspect", Map.of("token", tokens.get("access_token").toString())));
        assertEquals("DPoP", told.get("token_type"), "RFC 9449 §6.2");
        assertEquals(cnf, told.get("cnf"));
    }

    @Test
    @DisplayName("RFC 9449 §7.1, §7.2, §6.2: a bound token works with a proof for it, once, and never as Bearer")
    void used() {
        var token = granted(token(code(), good(KEY))).get("access_token");
        String proof = proof(KEY, using(token));
        assertEquals(200, userinfo("DPoP", token, proof).statusCode());
        assertTrue(challenge(userinfo("DPoP", token, proof)).contains("invalid_dpop_proof"), "used before");
        assertEquals(200, userinfo("dpop", token, proof(KEY, using(token))).statusCode());
        assertTrue(challenge(userinfo("Bearer", token, proof(KEY, using(token))))
                .startsWith("DPoP error=\"invalid_token\""));
        assertTrue(challenge(userinfo("Bearer", token)).startsWith("DPoP error=\"invalid_token\""));
        assertTrue(challenge(userinfo("DPoP", token)).contains("invalid_dpop_proof"));
        assertTrue(
                challenge(userinfo("DPoP", token, proof(THIEF, using(token)))).contains("invalid_dpop_proof"));
        assertTrue(
                challenge(userinfo("DPoP", token, proof(KEY, using("another")))).contains("invalid_dpop_proof"));
        assertTrue(challenge(userinfo("DPoP", token, proof(KEY, claims("GET", USERINFO))))
                .contains("invalid_dpop_proof"));
        String first = proof(KEY, using(token));
        assertTrue(challenge(userinfo("DPoP", token, first, proof(KEY, using(token))))
                .contains("invalid_dpop_proof"));
    }

    private static Map<String, String> codeFor(String thumbprint) {
        var ask = page.asking("openid").with("dpop_jkt", thumbprint);
        var answer = Answer.inQuery(idp.browser().signIn(ask.url(), "ada@example.org", Fixture.PASSWORD));
        return TokenClient.redeeming(answer.get("code"));
    }

    @Test
    @DisplayName("RFC 9449 §10: a code that was asked for with a key is for nobody who has another")
    void boundCode() {
        String mine = Jwk.thumbprint(KEY);
        granted(token(codeFor(mine), good(KEY)));
        var stolen = token(codeFor(mine), good(THIEF));
        assertEquals(400, stolen.statusCode());
        assertEquals("invalid_grant", Api.json(stolen).get("error"));
        var odd = idp.browser()
                .get(page.asking("openid").with("dpop_jkt", "short").url());
        assertEquals("invalid_request", Answer.inQuery(odd).error());
    }

    private static HttpResponse<String> push(Map<String, String> form, String... proofs) {
        return send(
                idp.browser()
                        .request("/oauth2/default/v1/par")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Browser.encode(form))),
                proofs);
    }

    private static String pushing(SigningKeyPair pair) {
        var claims = claims("POST", "/oauth2/default/v1/par");
        claims.put("nonce", nonce());
        return proof(pair, claims);
    }

    @Test
    @DisplayName("RFC 9449 §10.1: a proof beside a pushed request binds its code, and agrees with dpop_jkt")
    void pushedWithProof() {
        var form = page.asking("openid").asMap();
        var unprompted = push(form, proof(KEY, claims("POST", "/oauth2/default/v1/par")));
        assertEquals("use_dpop_nonce", Api.json(unprompted).get("error"));
        assertTrue(unprompted.headers().firstValue("dpop-nonce").isPresent());
        var pushed = push(form, pushing(KEY));
        assertEquals(201, pushed.statusCode(), pushed.body());
        var uri = (String) Api.json(pushed).get("request_uri");
        var url = "/oauth2/default/v1/authorize?" + Browser.encode(Map.of("client_id", page.id(), "request_uri", uri));
        var answer = Answer.inQuery(idp.browser().signIn(url, "ada@example.org", Fixture.PASSWORD));
        var stolen = token(TokenClient.redeeming(answer.get("code")), good(THIEF));
        assertEquals("invalid_grant", Api.json(stolen).get("error"));
        form.put("dpop_jkt", Jwk.thumbprint(THIEF));
        assertEquals("invalid_request", Api.json(push(form, pushing(KEY))).get("error"));
        assertEquals(201, push(form, pushing(THIEF)).statusCode());
    }

    @Test
    @DisplayName("RFC 9449 §5: the refresh token of a public client is bound to the key, too")
    void refresh() {
        var tokens = granted(token(code(), good(KEY)));
        var form = Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.get("refresh_token").toString());
        var stolen = token(form, good(THIEF));
        assertEquals("invalid_grant", Api.json(stolen).get("error"), stolen.body());
        assertEquals("DPoP", granted(token(form, good(KEY))).get("token_type"), "and the thief did not use it up");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "htm", "htu", "host", "jti", "iat", "old", "future", "typ", "none", "private", "key", "nonce", "stale"
            })
    @DisplayName("RFC 9449 §4.3, §11.1: Abuse 52, 57: a proof of something else, of another time, or of no key is none")
    void badProof(String what) {
        var claims = claims("POST", "/oauth2/default/v1/token");
        claims.put("nonce", nonce());
        Consumer<String> without = claims::remove;
        switch (what) {
            case "htm" -> claims.put("htm", "GET");
            case "htu" -> claims.put("htu", idp.baseUrl() + USERINFO);
            case "host" -> claims.put("htu", "https://other.example/oauth2/default/v1/token");
            case "jti", "iat" -> without.accept(what);
            case "old" -> claims.put("iat", idp.clock.instant().getEpochSecond() - 301);
            case "future" -> claims.put("iat", idp.clock.instant().getEpochSecond() + 61);
            case "nonce" -> claims.put("nonce", "invented");
            case "stale" -> {
                idp.clock.advance(Duration.ofMinutes(6));
                claims.put("iat", idp.clock.instant().getEpochSecond());
            }
            default -> {}
        }
        var jwk = new LinkedHashMap<>(Jwk.publicKey("k", KEY).members());
        String proof = switch (what) {
            case "typ" -> Assertion.signed(Map.of("typ", "JWT", "jwk", jwk), claims, KEY);
            case "none" -> Assertion.unsigned(Map.of("typ", "dpop+jwt", "alg", "none", "jwk", jwk), claims) + ".";
            case "private" -> {
                jwk.put("d", "AAAA");
                yield Assertion.signed(Map.of("typ", "dpop+jwt", "jwk", jwk), claims, KEY);
            }
            case "key" -> Assertion.signed(Map.of("typ", "dpop+jwt", "jwk", jwk), claims, THIEF);
            default -> proof(KEY, claims);
        };
        var response = token(Map.of("grant_type", "refresh_token", "refresh_token", "x"), proof);
        assertEquals(400, response.statusCode());
        boolean renewed = what.equals("nonce") || what.equals("stale");
        assertEquals(
                renewed ? "use_dpop_nonce" : "invalid_dpop_proof",
                Api.json(response).get("error"));
    }

    @Test
    @DisplayName("RFC 9449 §11.1: a proof at the token endpoint works once; a query in htu does not matter")
    void once() {
        var claims = claims("POST", "/oauth2/default/v1/token?x=1");
        claims.put("nonce", nonce());
        String proof = proof(KEY, claims);
        granted(token(code(), proof));
        assertEquals("invalid_dpop_proof", Api.json(token(code(), proof)).get("error"));
    }

    @Test
    @DisplayName("Okta 5.7: who sends the header unasked, as an official SDK always does, keeps getting Bearer")
    void unasked() {
        var other = TokenClient.ofPage(idp);
        var fields = new LinkedHashMap<>(TokenClient.redeeming(other.code(idp.browser(), "ada@example.org", "openid")));
        fields.put("client_id", other.id());
        var response = send(
                idp.browser()
                        .request("/oauth2/default/v1/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Browser.encode(fields))),
                proof(KEY, claims("POST", "/oauth2/default/v1/token")));
        var tokens = granted(response);
        assertEquals("Bearer", tokens.get("token_type"));
        assertEquals(200, userinfo("Bearer", tokens.get("access_token")).statusCode());
        var claims = using(tokens.get("access_token"));
        assertTrue(challenge(userinfo("DPoP", tokens.get("access_token"), proof(KEY, claims)))
                .contains("invalid_token"));
    }

    @Test
    @DisplayName("RFC 9449 §5.1: the metadata names the algorithms of proofs")
    void metadata() {
        var document = Api.json(new Api(idp).get("/oauth2/default/.well-known/openid-configuration"));
        assertEquals(List.of("RS256", "ES256", "EdDSA"), document.get("dpop_signing_alg_values_supported"));
    }
}
