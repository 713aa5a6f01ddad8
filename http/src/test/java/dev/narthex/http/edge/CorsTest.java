package dev.narthex.http.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Request;
import dev.narthex.http.Requests;
import dev.narthex.http.Response;
import dev.narthex.http.edge.Cors.Policy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final String TRUSTED = "https://app.example";
    private static final Map<String, Policy> POLICIES = Map.of(
            "/keys", Policy.ANY_ORIGIN,
            "/token", Policy.TRUSTED,
            "/sessions/me", Policy.TRUSTED_WITH_COOKIES,
            "/signin", Policy.NONE);

    private final Cors cors =
            new Cors(_ -> Response.text(200, "x"), path -> Optional.ofNullable(POLICIES.get(path)), TRUSTED::equals);

    private static Request from(String origin, String path) {
        return Requests.get(path, "Origin", origin);
    }

    private static Request preflight(String origin, String path) {
        return Requests.of(
                "OPTIONS",
                path,
                "203.0.113.7",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "x-okta-user-agent-extended,content-type");
    }

    private static Optional<String> allowed(Response response) {
        return response.first("Access-Control-Allow-Origin");
    }

    @Test
    @DisplayName("what needs no cookie is for any origin, and never with cookies")
    void anyOriginWithoutCookies() {
        var response = cors.handle(from("https://evil.example", "/keys"));
        assertEquals("*", allowed(response).orElseThrow());
        assertTrue(response.first("Access-Control-Allow-Credentials").isEmpty());
        assertTrue(response.first("Access-Control-Expose-Headers").orElseThrow().contains("X-Okta-Request-Id"));
    }

    @Test
    @DisplayName("the token endpoint echoes a trusted origin, without cookies")
    void tokenEchoesTrustedOrigins() {
        var response = cors.handle(from(TRUSTED, "/token"));
        assertEquals(TRUSTED, allowed(response).orElseThrow());
        assertTrue(response.first("Access-Control-Allow-Credentials").isEmpty());
    }

    @Test
    @DisplayName("cookie APIs let trusted origins read with cookies")
    void cookieApisNeedTrust() {
        var response = cors.handle(from(TRUSTED, "/sessions/me"));
        assertEquals(TRUSTED, allowed(response).orElseThrow());
        assertEquals("true", response.first("Access-Control-Allow-Credentials").orElseThrow());
    }

    @ParameterizedTest
    @DisplayName("an untrusted origin gets no CORS field, but the answer still varies by origin for caches")
    @ValueSource(strings = {"https://evil.example", "null", "", "https://app.example.evil", "https://app.example:444"})
    void untrustedOriginsGetNothing(String origin) {
        for (String path : new String[] {"/token", "/sessions/me"}) {
            var response = cors.handle(from(origin, path));
            assertEquals(200, response.status());
            assertTrue(allowed(response).isEmpty());
            assertTrue(response.first("Access-Control-Allow-Credentials").isEmpty());
            assertEquals("Origin", response.first("Vary").orElseThrow());
        }
    }

    @Test
    @DisplayName("a list that trusts everything still never lets the origin null read")
    void nullIsNeverTrusted() {
        var careless = new Cors(_ -> Response.empty(204), _ -> Optional.of(Policy.TRUSTED_WITH_COOKIES), _ -> true);
        assertTrue(allowed(careless.handle(from("null", "/x"))).isEmpty());
    }

    @ParameterizedTest
    @DisplayName("a preflight is answered 204 on every known path, with the headers that the SDKs send")
    @ValueSource(strings = {"/keys", "/token", "/sessions/me", "/signin"})
    void preflightsAreAnswered(String path) {
        var response = cors.handle(preflight(TRUSTED, path));
        assertEquals(204, response.status());
        String headers = response.first("Access-Control-Allow-Headers").orElseThrow();
        for (String header :
                "Content-Type,Accept,Authorization,X-Okta-User-Agent-Extended,X-Device-Fingerprint,DPoP,X-Requested-With,Okta-Version,X-Okta-XsrfToken,If-None-Match"
                        .split(",")) {
            assertTrue(headers.contains(header), header);
        }
        assertEquals(!path.equals("/signin"), allowed(response).isPresent());
    }

    @Test
    @DisplayName("a preflight of an unknown path, or OPTIONS that is none, goes to the router")
    void otherOptionsGoOn() {
        assertEquals(200, cors.handle(preflight(TRUSTED, "/nowhere")).status());
        assertEquals(
                200, cors.handle(Requests.of("OPTIONS", "/keys", "203.0.113.7")).status());
    }

    @Test
    @DisplayName("pages are readable by no other origin")
    void pagesAreForNobody() {
        assertFalse(cors.handle(from(TRUSTED, "/signin")).fields().stream()
                .anyMatch(field -> field.name().startsWith("Access-Control")));
    }
}
