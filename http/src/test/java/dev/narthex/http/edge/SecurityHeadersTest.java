package dev.narthex.http.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Requests;
import dev.narthex.http.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecurityHeadersTest {
    private static Response around(Response response, boolean httpsOnly) {
        return new SecurityHeaders(_ -> response, httpsOnly).handle(Requests.get("/"));
    }

    @Test
    @DisplayName("abuse case 25: an answer is kept by nobody, names no referrer and is of the type it says")
    void defaultsAreStrict() {
        var response = around(Response.text(200, "x"), false);
        assertEquals("no-cache, no-store", response.first("Cache-Control").orElseThrow());
        assertEquals("no-cache", response.first("Pragma").orElseThrow());
        assertEquals("0", response.first("Expires").orElseThrow());
        assertEquals("no-referrer", response.first("Referrer-Policy").orElseThrow());
        assertEquals("nosniff", response.first("X-Content-Type-Options").orElseThrow());
        assertTrue(response.first("Strict-Transport-Security").isEmpty());
    }

    @Test
    @DisplayName("an answer that may be kept says so itself, and gets no field that says otherwise")
    void cacheableAnswersStayCacheable() {
        var response = around(Response.text(200, "x").with("cache-control", "max-age=60"), false);
        assertEquals("max-age=60", response.first("Cache-Control").orElseThrow());
        assertTrue(response.first("Pragma").isEmpty());
        assertTrue(response.first("Expires").isEmpty());
    }

    @Test
    @DisplayName("where https is the only way, browsers are told for two years")
    void httpsOnlyIsTold() {
        assertEquals(
                "max-age=63072000",
                around(Response.empty(204), true)
                        .first("Strict-Transport-Security")
                        .orElseThrow());
    }
}
