package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.Wire;
import dev.narthex.origins.TrustedOrigin;
import dev.narthex.policy.Scope;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the server says about itself, and to whose scripts.
class MetadataTest {
    private static TestServer idp;
    private static Api api;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        api = new Api(idp);
        idp.storage
                .trustedOrigins()
                .create(new TrustedOrigin(
                        "tos1good",
                        "good",
                        "https://good.example",
                        Set.of(TrustedOrigin.Use.CORS),
                        true,
                        Instant.EPOCH));
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @ParameterizedTest(name = "{0} is of {1}")
    @CsvSource({
        "/.well-known/openid-configuration, ''",
        "/.well-known/oauth-authorization-server, ''",
        "/oauth2/default/.well-known/openid-configuration, /oauth2/default",
        "/oauth2/default/.well-known/oauth-authorization-server, /oauth2/default",
        "/.well-known/oauth-authorization-server/oauth2/default, /oauth2/default"
    })
    @DisplayName("OIDC Discovery 1.0 §3, §4.2, RFC 8414 §2, RFC 8414 §3.1: the documents, each for its issuer")
    void documents(String path, String issuer) {
        var response = api.get(path);
        assertEquals(200, response.statusCode());
        assertEquals(
                "application/json",
                response.headers().firstValue("content-type").orElseThrow());
        assertEquals(
                "max-age=86400, must-revalidate",
                response.headers().firstValue("cache-control").orElseThrow());
        var document = Api.json(response);
        assertEquals(idp.baseUrl() + issuer, document.get("issuer"));
        String endpoints = idp.baseUrl() + (issuer.isEmpty() ? "/oauth2" : issuer) + "/v1/";
        assertEquals(endpoints + "authorize", document.get("authorization_endpoint"));
        assertEquals(endpoints + "keys", document.get("jwks_uri"));
        assertEquals(List.of("public"), document.get("subject_types_supported"));
        assertTrue(((List<?>) document.get("response_modes_supported"))
                .containsAll(List.of("fragment", "form_post", "okta_post_message")));
        assertTrue(((List<?>) document.get("grant_types_supported")).contains("implicit"));
        assertTrue(((List<?>) document.get("acr_values_supported")).contains("urn:okta:loa:1fa:any"));
        assertEquals(200, api.get("/oauth2/default/v1/keys").statusCode());
    }

    @Test
    @DisplayName("Okta: only what is implemented is there: something answers at every address that is named")
    void onlyWhatIs() {
        for (String kind : List.of("openid-configuration", "oauth-authorization-server")) {
            for (String server : List.of("", "/oauth2/default")) {
                Api.json(api.get(server + "/.well-known/" + kind)).forEach((member, value) -> {
                    if (!member.endsWith("_endpoint") && !member.equals("jwks_uri")) return;
                    assertTrue(api.get((String) value).statusCode() != 404, member);
                });
            }
        }
    }

    @Test
    @DisplayName("OIDC Discovery 1.0 §3: every claim that a token can have is named, and a member is never null")
    void claims() {
        var document = Api.json(api.get("/oauth2/default/.well-known/openid-configuration"));
        idp.fixture.user("ada@example.org");
        var ask = Ask.of(idp.fixture.app()).with("scope", "openid profile email address phone");
        var answer = Answer.inFragment(
                idp.browser().signIn(ask.with("response_type", "id_token").url(), "ada@example.org", Fixture.PASSWORD));
        assertTrue(((List<?>) document.get("claims_supported"))
                .containsAll(answer.claims("id_token").keySet()));
        document.values().forEach(value -> assertTrue(value != null && !value.equals(List.of())));
    }

    @Test
    @DisplayName("Okta: a scope that is not published is not listed")
    void unpublished() {
        idp.fixture.scope("shown", Scope.Consent.IMPLICIT, false);
        Await.until("the scope is listed", () -> scopes().contains("shown"));
        assertTrue(scopes().containsAll(List.of("openid", "profile", "email")));
    }

    private static List<?> scopes() {
        return (List<?>) Api.json(api.get("/oauth2/default/.well-known/openid-configuration"))
                .get("scopes_supported");
    }

    @Test
    @DisplayName("Okta: an unknown client_id is refused in the shape of the management API")
    void unknownClient() {
        var response = api.get("/oauth2/default/.well-known/openid-configuration?client_id=nobody");
        assertEquals(400, response.statusCode());
        assertEquals("invalid_client", Api.json(response).get("errorCode"));
    }

    @Test
    @DisplayName("Abuse 79, A3: whatever a request says of its host, the issuer and every address stay as configured")
    void poisoned() {
        try (var wire = Wire.to(idp)) {
            var answer = wire.send("GET /oauth2/default/.well-known/openid-configuration HTTP/1.1\r\n"
                    + "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n"
                    + "Forwarded: host=evil.example\r\nX-Original-URL: /evil\r\n\r\n");
            assertEquals(200, answer.status());
            assertFalse(answer.body().contains("evil"), answer.body());
            assertTrue(answer.body().contains("\"issuer\":\"" + idp.issuer() + "\""));
        }
        try (var wire = Wire.to(idp)) {
            var ask = Ask.of(idp.fixture.app());
            var answer = wire.send("GET " + ask.url() + " HTTP/1.1\r\nHost: evil.example\r\n\r\n");
            assertTrue(answer.first("location").startsWith(idp.baseUrl() + "/login/"), answer.head());
        }
    }

    private static final List<String> OPEN = List.of(
            "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server",
            "/oauth2/default/.well-known/openid-configuration",
            "/oauth2/default/.well-known/oauth-authorization-server",
            "/.well-known/oauth-authorization-server/oauth2/default",
            "/oauth2/v1/keys",
            "/oauth2/default/v1/keys",
            "/oauth2/v1/userinfo",
            "/oauth2/default/v1/userinfo");

    @Test
    @DisplayName(
            "A9, Okta: a preflight with the headers of an official SDK passes on every open endpoint, for any origin")
    void preflights() {
        for (String path : OPEN) {
            for (String origin : List.of("https://any.example", "http://localhost:3000", "null")) {
                var response = api.preflight(path, origin);
                assertEquals(204, response.statusCode(), path);
                assertEquals(
                        "*",
                        response.headers()
                                .firstValue("access-control-allow-origin")
                                .orElseThrow(),
                        path);
                String allowed = response.headers()
                        .firstValue("access-control-allow-headers")
                        .orElseThrow()
                        .toLowerCase(java.util.Locale.ROOT);
                for (String name : List.of(
                        "content-type", "accept", "authorization", "x-okta-user-agent-extended", "if-none-match")) {
                    assertTrue(allowed.contains(name), path + " " + name);
                }
                assertFalse(response.headers().map().containsKey("access-control-allow-credentials"), path);
            }
        }
    }

    @Test
    @DisplayName("A9: what comes after the preflight can be read as well, errors too, with the headers that SDKs need")
    void readable() {
        for (String path : OPEN) {
            var response = api.get(path, "Origin", "https://any.example");
            assertEquals(
                    "*",
                    response.headers().firstValue("access-control-allow-origin").orElseThrow(),
                    path);
            String exposed = response.headers()
                    .firstValue("access-control-expose-headers")
                    .orElseThrow();
            for (String name : List.of("X-Okta-Request-Id", "X-Rate-Limit-Limit", "Link", "WWW-Authenticate", "Date")) {
                assertTrue(exposed.contains(name), path + " " + name);
            }
        }
        var unknown = api.get("/oauth2/zzz/v1/keys", "Origin", "https://any.example");
        assertEquals(
                "*", unknown.headers().firstValue("access-control-allow-origin").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/default/v1/authorize",
                "/oauth2/v1/authorize",
                "/login/login.htm",
                "/login/signout",
                "/consent",
                "/"
            })
    @DisplayName("Okta: what answers with pages is read by nobody's scripts")
    void pages(String path) {
        for (String origin : List.of("https://any.example", "https://good.example")) {
            assertFalse(api.preflight(path, origin).headers().map().containsKey("access-control-allow-origin"));
            assertFalse(api.get(path, "Origin", origin).headers().map().containsKey("access-control-allow-origin"));
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "https://good.example, true",
        "https://evil.example, false",
        "https://good.example.evil.example, false",
        "http://good.example, false",
        "https://good.example:8443, false",
        "null, false"
    })
    @DisplayName("Okta: the management API is read with cookies by trusted origins, by name, and by no others")
    void cookies(String origin, boolean trusted) {
        String path = "/api/v1/authorizationServers/default/credentials/keys";
        for (var response : List.of(api.preflight(path, origin), api.get(path, "Origin", origin))) {
            var allowed = response.headers().firstValue("access-control-allow-origin");
            assertEquals(trusted ? origin : "", allowed.orElse(""));
            assertEquals(
                    trusted ? "true" : "",
                    response.headers()
                            .firstValue("access-control-allow-credentials")
                            .orElse(""));
            assertEquals("Origin", response.headers().firstValue("vary").orElseThrow());
        }
    }

    @Test
    @DisplayName("HTTP: OPTIONS without an origin names the methods")
    void options() {
        var browser = idp.browser();
        var response =
                browser.send(browser.request("/oauth2/default/v1/userinfo").method("OPTIONS", BodyPublishers.noBody()));
        assertEquals(204, response.statusCode());
        assertEquals(
                Set.of("GET", "HEAD", "POST", "OPTIONS"),
                Set.of(response.headers().firstValue("allow").orElseThrow().split(", ")));
    }

    @Test
    @DisplayName("Health: live and ready, without anything about the inside")
    void health() {
        assertEquals(Map.of("status", "up"), Api.json(api.get("/health/live")));
        assertEquals(Map.of("status", "ready"), Api.json(api.get("/health/ready")));
    }
}
