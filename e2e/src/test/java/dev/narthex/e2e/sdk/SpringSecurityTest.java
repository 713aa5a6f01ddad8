package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Claim;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An API guarded by Spring Security, told no more than the issuer and the audience.
@Timeout(120)
class SpringSecurityTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    @AutoClose
    private static TestServer idp;

    @AutoClose
    private static Child api;

    private static String apiUrl;
    private static String clientId;

    @BeforeAll
    static void start() {
        idp = TestServer.on("sqlite:" + folder.resolve("narthex.db"));
        // Spring goes by the clock on the wall.
        idp.clock.advance(Duration.between(idp.clock.instant(), Instant.now()));
        var readers = idp.fixture.group("Readers");
        idp.fixture.user("ada@example.org", readers);
        idp.fixture.user("grace@example.org");
        clientId = idp.fixture.app().clientId();
        idp.fixture.server(SpringSecurityTest::withGroups);
        api = Child.java(
                "spring",
                "SpringApi",
                List.of(),
                List.of(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + idp.issuer(),
                        "--spring.security.oauth2.resourceserver.jwt.audiences=api://default"));
        apiUrl = "http://127.0.0.1:" + api.await("ready");
    }

    private static AuthorizationServer withGroups(AuthorizationServer server) {
        var groups = new Claim(
                "ocl1groups",
                "groups",
                Claim.Target.RESOURCE,
                new Claim.Source("Read", Optional.of(Claim.GroupFilter.STARTS_WITH)),
                Set.of(),
                new Claim.Flags(true, true, false));
        var claims = new java.util.ArrayList<>(server.claims());
        claims.add(groups);
        return new AuthorizationServer(
                server.id(), server.settings(), server.scopes(), claims, server.policies(), server.revision());
    }

    private static Answer tokens(String username, String scope) {
        var request = Map.of(
                "client_id",
                clientId,
                "redirect_uri",
                Fixture.REDIRECT,
                "response_type",
                "id_token token",
                "scope",
                scope,
                "state",
                "s1",
                "nonce",
                "n1");
        return Answer.inFragment(idp.browser()
                .signIn("/oauth2/default/v1/authorize?" + Browser.encode(request), username, Fixture.PASSWORD));
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(apiUrl + path)).header("Authorization", "Bearer " + token);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertRefused(String why, String token) throws Exception {
        var answer = get("/me", token);
        assertEquals(401, answer.statusCode());
        String challenge = answer.headers().firstValue("www-authenticate").orElse("");
        assertTrue(challenge.contains(why), challenge);
    }

    @Test
    @DisplayName("finds the keys by the issuer alone, and makes authorities of scopes and groups")
    void authorities() throws Exception {
        var answer = get("/me", tokens("ada@example.org", "openid profile").get("access_token"));
        assertEquals(200, answer.statusCode());
        var me = Json.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
        assertEquals("ada@example.org", me.get("name"));
        var authorities = (List<?>) me.get("authorities");
        assertTrue(authorities.containsAll(List.of("GROUP_Readers", "SCOPE_openid", "SCOPE_profile")), me::toString);
    }

    @Test
    @DisplayName("answers 403 to a token without the scope or the group that a call needs")
    void forbidden() throws Exception {
        var ada = tokens("ada@example.org", "openid").get("access_token");
        assertEquals(200, get("/books", ada).statusCode());
        assertEquals(403, get("/profiles", ada).statusCode());
        var grace = tokens("grace@example.org", "openid profile").get("access_token");
        assertEquals(403, get("/books", grace).statusCode());
        assertEquals(200, get("/profiles", grace).statusCode());
    }

    @Test
    @DisplayName("refuses an ID token, whose audience is the app and not the API")
    void wrongAudience() throws Exception {
        assertRefused("aud", tokens("ada@example.org", "openid").get("id_token"));
    }

    @Test
    @DisplayName("refuses a token that has expired")
    void expired() throws Exception {
        var back = Duration.ofHours(-2);
        idp.clock.advance(back);
        try {
            assertRefused("expired", tokens("ada@example.org", "openid").get("access_token"));
        } finally {
            idp.clock.advance(back.negated());
        }
    }

    @Test
    @DisplayName("refuses a token without its signature")
    void unsigned() throws Exception {
        var token = tokens("ada@example.org", "openid").get("access_token");
        assertRefused("invalid_token", token.substring(0, token.lastIndexOf('.') + 1));
    }
}
