package dev.narthex.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Json;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.JwkSet;
import dev.narthex.jose.Signers;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleApiTest {
    private static final SigningKeyPair PAIR = SigningKeyPair.generate(SigningAlgorithm.RS256);
    private static final String APP = "http://127.0.0.1:8081";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static HttpServer issuer;
    private static SampleApi api;

    @BeforeAll
    static void start() {
        var routes = new Router()
                .get("/oauth2/default/.well-known/oauth-authorization-server", _ -> Response.json(200, metadata()))
                .get(
                        "/oauth2/default/v1/keys",
                        _ -> Response.json(200, new JwkSet(List.of(Jwk.publicKey("k1", PAIR))).toJson()));
        issuer = new HttpServer(HttpConfig.loopback(0), routes).start();
        api = start(issuerUrl());
    }

    @AfterAll
    static void stop() {
        api.stop();
        issuer.stop();
    }

    private static SampleApi start(String issuer) {
        return SampleApi.start(new SampleApi.Config(URI.create(issuer), "api://default", "profile", APP, 0));
    }

    private static String issuerUrl() {
        return "http://127.0.0.1:" + issuer.port() + "/oauth2/default";
    }

    private static Map<String, Object> metadata() {
        return Map.of("issuer", issuerUrl(), "jwks_uri", issuerUrl() + "/v1/keys");
    }

    private static Map<String, Object> claims() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuerUrl());
        claims.put("aud", "api://default");
        claims.put("sub", "anna@example.com");
        claims.put("exp", Instant.now().getEpochSecond() + 600);
        claims.put("scp", List.of("openid", "profile"));
        return claims;
    }

    private static String token(Map<String, Object> claims) {
        return Signers.of("k1", PAIR, CryptoProvider.jdk()).sign(claims).compact();
    }

    private static String token() {
        return token(claims());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(api.messagesUrl()));
    }

    private static HttpResponse<String> get(String authorization) {
        return send(request().header("Authorization", authorization));
    }

    private static String challenge(HttpResponse<String> response) {
        return response.headers().firstValue("WWW-Authenticate").orElse("");
    }

    @Test
    @DisplayName(
            "RFC 6750 §2.1, RFC 9110 §11.1: a good token in the Authorization header opens the API; the scheme has no case")
    void goodToken() {
        var response = get("Bearer " + token());
        assertEquals(200, response.statusCode());
        assertEquals(
                List.of("openid", "profile"),
                Json.readObject(response.body().getBytes()).get("scopes"));
        assertTrue(response.body().contains("anna@example.com"));
        assertEquals(200, get("bearer " + token()).statusCode(), "the scheme has no case");
    }

    @Test
    @DisplayName("RFC 6750 §3.1: without a token the answer is 401 and a challenge without an error code")
    void noToken() {
        for (var response : List.of(
                send(request()),
                get("Basic dTpw"),
                send(HttpRequest.newBuilder(URI.create(api.messagesUrl() + "?access_token=" + token()))))) {
            assertEquals(401, response.statusCode());
            assertEquals("Bearer", challenge(response));
            assertTrue(response.body().contains("Authorization: Bearer"));
        }
    }

    @Test
    @DisplayName("RFC 6750 §3.1: an expired token is answered 401 invalid_token, with the reason")
    void expiredToken() {
        var claims = claims();
        claims.put("exp", Instant.now().getEpochSecond() - 61);
        var response = get("Bearer " + token(claims));
        assertEquals(401, response.statusCode());
        assertTrue(challenge(response).startsWith("Bearer error=\"invalid_token\", error_description=\""));
        assertTrue(challenge(response).contains("EXPIRED"));
    }

    private static HttpResponse<String> proven(String token, String... proofs) {
        var request = request().header("Authorization", "DPoP " + token);
        for (String proof : proofs) request.header("DPoP", proof);
        return send(request);
    }

    private static String boundTo(Prover prover) {
        var claims = claims();
        claims.put("cnf", Map.of("jkt", prover.thumbprint()));
        return token(claims);
    }

    @Test
    @DisplayName("RFC 9449 §7.1, §4.3, §11.1: a bound token opens the API with a proof for it, once")
    void boundToken() {
        var prover = new Prover();
        String token = boundTo(prover);
        String proof = prover.proof(api.messagesUrl(), token);
        assertEquals(200, proven(token, proof).statusCode());
        assertTrue(proven(token, proof).body().contains("used before"));
        var doubtful = List.of(
                proven(token),
                proven(token, prover.proof(api.messagesUrl(), token), prover.proof(api.messagesUrl(), token)),
                proven(token, prover.proof(api.messagesUrl() + "/other", token)),
                proven(token, prover.proof(api.messagesUrl(), token())),
                proven(token, new Prover().proof(api.messagesUrl(), token)),
                proven(token, "junk"));
        for (var response : doubtful) {
            assertEquals(401, response.statusCode());
            assertTrue(response.headers().allValues("WWW-Authenticate").stream()
                    .anyMatch("DPoP error=\"invalid_dpop_proof\", algs=\"RS256 ES256 EdDSA\""::equals));
        }
    }

    @Test
    @DisplayName("RFC 9449 §6.1, §7.2: Abuse 52: a bound token is no Bearer token, nor any other one bound")
    void schemes() {
        var prover = new Prover();
        var stolen = get("Bearer " + boundTo(prover));
        assertEquals(401, stolen.statusCode());
        assertTrue(stolen.body().contains("it is bound to a key"));
        var unbound = proven(token(), prover.proof(api.messagesUrl(), token()));
        assertEquals(401, unbound.statusCode());
        assertTrue(unbound.body().contains("it is not bound to a key"));
        var odd = claims();
        odd.put("cnf", Map.of("x5t#S256", "another way to bind"));
        assertEquals(401, get("Bearer " + token(odd)).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "scp"})
    @DisplayName("Abuse 55, 59, 60: a token without issuer, audience, end or scopes is refused")
    void claimMissing(String claim) {
        var claims = claims();
        claims.remove(claim);
        var response = get("Bearer " + token(claims));
        assertEquals(401, response.statusCode());
        assertTrue(challenge(response).startsWith("Bearer error=\"invalid_token\""));
    }

    @Test
    @DisplayName("Abuse 72: a token of another authorization server with the same keys is refused")
    void otherServer() {
        var claims = claims();
        claims.put("iss", issuerUrl().replace("default", "other"));
        assertEquals(401, get("Bearer " + token(claims)).statusCode());
    }

    @Test
    @DisplayName("What a token says can't break out of the challenge")
    void challengeCannotBeBroken() {
        var claims = claims();
        claims.put("iss", "\", scope=\"admin\r\nSet-Cookie: a=b");
        var response = get("Bearer " + token(claims));
        assertEquals(401, response.statusCode());
        assertTrue(challenge(response).contains("?, scope=?admin??Set-Cookie"), challenge(response));
        assertFalse(response.headers().firstValue("Set-Cookie").isPresent());
    }

    @Test
    @DisplayName("RFC 6750 §3: a good token without the scope is answered 403 and the scope it would need")
    void scopeMissing() {
        var claims = claims();
        claims.put("scp", List.of("openid"));
        var response = get("Bearer " + token(claims));
        assertEquals(403, response.statusCode());
        assertTrue(challenge(response).startsWith("Bearer error=\"insufficient_scope\""));
        assertTrue(challenge(response).endsWith(", scope=\"profile\""));
    }

    @Test
    @DisplayName("RFC 6750 §2: two tokens are answered 400 invalid_request")
    void twoTokens() {
        var inQueryToo = HttpRequest.newBuilder(URI.create(api.messagesUrl() + "?access_token=x"))
                .header("Authorization", "Bearer " + token());
        for (var request : List.of(
                inQueryToo,
                request().header("Authorization", "Bearer " + token()).header("Authorization", "Bearer " + token()))) {
            var response = send(request);
            assertEquals(400, response.statusCode());
            assertTrue(challenge(response).startsWith("Bearer error=\"invalid_request\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer a b", "Bearer \"a\"", "Bearer token=a"})
    @DisplayName("RFC 6750 §3.1: what is not a token after Bearer is answered 400 invalid_request")
    void malformedHeader(String authorization) {
        var response = get(authorization);
        assertEquals(400, response.statusCode());
        assertTrue(challenge(response).startsWith("Bearer error=\"invalid_request\""));
    }

    @Test
    @DisplayName("While the issuer is down the answer is 503, so that no client throws a good token away")
    void issuerDown() {
        var alone = start("http://127.0.0.1:9/oauth2/default");
        try {
            var claims = claims();
            claims.put("iss", "http://127.0.0.1:9/oauth2/default");
            var response = send(HttpRequest.newBuilder(URI.create(alone.messagesUrl()))
                    .header("Authorization", "Bearer " + token(claims)));
            assertEquals(503, response.statusCode());
            assertTrue(response.headers().firstValue("Retry-After").isPresent());
        } finally {
            alone.stop();
        }
    }

    @Test
    @DisplayName("The preflight of the app's origin is answered without a token; that of another origin is not granted")
    void preflight() {
        var preflight = send(preflightFrom(APP));
        assertEquals(204, preflight.statusCode());
        assertEquals(
                APP,
                preflight.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        assertTrue(preflight
                .headers()
                .firstValue("Access-Control-Allow-Headers")
                .orElseThrow()
                .contains("Authorization"));
        assertTrue(send(preflightFrom("http://evil.example"))
                .headers()
                .firstValue("Access-Control-Allow-Origin")
                .isEmpty());
    }

    private static HttpRequest.Builder preflightFrom(String origin) {
        return request()
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization");
    }

    @Test
    @DisplayName("The app may read every answer, refusals and their challenge too")
    void appMayRead() {
        var refused = send(request().header("Origin", APP));
        assertEquals(401, refused.statusCode());
        assertEquals(
                APP, refused.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        assertTrue(refused.headers()
                .firstValue("Access-Control-Expose-Headers")
                .orElseThrow()
                .contains("WWW-Authenticate"));
        assertEquals("Origin", refused.headers().firstValue("Vary").orElseThrow());
    }

    @Test
    @DisplayName("Nobody keeps what the API answers")
    void nothingIsKept() {
        var response = get("Bearer " + token());
        assertTrue(response.headers().firstValue("Cache-Control").orElseThrow().contains("no-store"));
    }

    @Test
    @DisplayName("Other paths and methods are answered in JSON")
    void otherPaths() {
        var elsewhere = send(HttpRequest.newBuilder(URI.create(api.messagesUrl() + "/x")));
        assertEquals(404, elsewhere.statusCode());
        assertTrue(Json.readObject(elsewhere.body().getBytes()).containsKey("message"));
        assertEquals(
                405, send(request().POST(HttpRequest.BodyPublishers.noBody())).statusCode());
    }
}
