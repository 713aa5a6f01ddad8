package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Okta's starter, configured by `okta.*` as its readers do.
@Timeout(120)
class OktaSpringStarterTest {
    @TempDir
    static Path folder;

    @AutoClose
    private static SecureServer idp;

    @BeforeAll
    static void start() {
        idp = SecureServer.start(folder);
    }

    private static Child api(String issuer) {
        return Child.java(
                "okta-spring",
                "OktaSpringApi",
                idp.trust(),
                List.of(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--okta.oauth2.issuer=" + issuer,
                        "--okta.oauth2.audience=api://books"));
    }

    @Test
    @DisplayName("starts with the issuer alone, and makes authorities of scopes and groups")
    void authorities() throws Exception {
        try (var api = api(idp.issuer("books"));
                var http = HttpClient.newHttpClient()) {
            var url = URI.create("http://127.0.0.1:" + api.await("ready") + "/me");
            var request = HttpRequest.newBuilder(url);
            assertEquals(
                    401, http.send(request.build(), BodyHandlers.ofString()).statusCode());
            request.header("Authorization", "Bearer " + idp.tokens("books").get("access_token"));
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            var me = Json.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
            assertEquals(SecureServer.USERNAME, me.get("name"));
            var authorities = (List<?>) me.get("authorities");
            assertTrue(authorities.containsAll(List.of("Readers", "SCOPE_openid", "SCOPE_profile")), me::toString);
        }
    }

    @Test
    @DisplayName("does not start with plain http: the reason why the server brings its own TLS")
    void insistsOnHttps() {
        try (var api = api(idp.issuer("books").replace("https:", "http:"))) {
            assertTrue(api.last().contains("https"));
        }
    }
}
