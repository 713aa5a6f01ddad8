package dev.narthex.e2e.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.ScopeGrant;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Assertion;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.http.Router.Route;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Tries every route of the server with what must not open it. A new route is among them without a word; what is open
/// to everybody is named here, and nothing else.
final class EveryRouteTest {
    /// What answers strangers: it judges by itself who they are. A star stands for the rest of the path.
    private static final Set<String> OPEN = Set.of(
            "/",
            "/.well-known/*",
            "/account*",
            "/activate*",
            "/api/v1/authn*",
            "/api/v1/sessions",
            "/api/v1/sessions/me*",
            "/app/UserHome",
            "/assets/*",
            "/consent",
            "/dev/mail*",
            "/health/*",
            "/login/*",
            "/oauth2/v1/authorize*",
            "/oauth2/v1/device/authorize",
            "/oauth2/v1/introspect",
            "/oauth2/v1/keys",
            "/oauth2/v1/logout",
            "/oauth2/v1/par",
            "/oauth2/v1/revoke",
            "/oauth2/v1/token",
            "/oauth2/v1/userinfo",
            "/oauth2/{server}/*",
            "/signin/*",
            "/v1/keys",
            "/welcome/*");

    /// What a person may do for themselves, by their session.
    private static final Set<String> OWN = Set.of(
            "GET /api/v1/users/{id}",
            "HEAD /api/v1/users/{id}",
            "POST /api/v1/users/{id}",
            "GET /api/v1/users/{id}/appLinks",
            "HEAD /api/v1/users/{id}/appLinks");

    private static final List<String> READABLE = List.of(
            "apiTokens",
            "appGrants",
            "apps",
            "authorizationServers",
            "clients",
            "groups",
            "inlineHooks",
            "logs",
            "orgs",
            "policies",
            "roles",
            "schemas",
            "sessions",
            "trustedOrigins",
            "userTypes",
            "users");

    private static final SigningKeyPair KEY = SigningKeyPair.generate(SigningAlgorithm.RS256);
    private static TestServer idp;
    private static Browser signedIn;
    private static Answer atOrg;
    private static Answer atServer;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        idp.fixture.user("ada@example.org");
        signedIn = idp.browser();
        var app = idp.fixture.app();
        var asked = Ask.of(app);
        atServer = Answer.inFragment(signedIn.signIn(asked.url(), "ada@example.org", Fixture.PASSWORD));
        atOrg = Answer.inFragment(signedIn.go(asked.atOrg().url()));
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static Stream<Route> all() {
        return idp.routes().stream();
    }

    private static Stream<Route> guarded() {
        return all().filter(route -> !isOpen(route) && !isConsole(route));
    }

    /// Pages of administrators: who is not signed in is asked to, instead of refused.
    private static boolean isConsole(Route route) {
        return route.pattern().equals("/admin") || route.pattern().startsWith("/admin/");
    }

    private static boolean isOpen(Route route) {
        return OPEN.stream().anyMatch(open -> matches(open, route.pattern()));
    }

    private static boolean matches(String open, String pattern) {
        return open.endsWith("*") ? pattern.startsWith(open.substring(0, open.length() - 1)) : pattern.equals(open);
    }

    private static String name(Route route) {
        return route.method() + " " + route.pattern();
    }

    private static HttpResponse<String> send(Browser browser, Route route, String... headers) {
        String path = route.pattern().replaceAll("\\{[^}]*}", "x");
        boolean bodied = !Set.of("GET", "HEAD", "DELETE").contains(route.method());
        var request = browser.request(path)
                .method(route.method(), bodied ? BodyPublishers.ofString("{}") : BodyPublishers.noBody())
                .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        return browser.send(request);
    }

    private static void refused(Set<Integer> statuses, Browser browser, Stream<Route> routes, String... headers) {
        var answered = routes.map(route ->
                        name(route) + ": " + send(browser, route, headers).statusCode())
                .filter(line -> statuses.stream().noneMatch(status -> line.endsWith(": " + status)))
                .toList();
        assertEquals(List.of(), answered);
    }

    @Test
    @DisplayName("Abuse 109: no route but those named here answers without a credential, and none of these is gone")
    void nothing() {
        assertTrue(guarded().count() > 100);
        refused(Set.of(401), idp.browser(), guarded());
        var unused = new TreeSet<>(OPEN);
        unused.removeIf(open -> all().anyMatch(route -> matches(open, route.pattern())));
        assertEquals(Set.of(), unused);
    }

    @Test
    @DisplayName("Abuse 109: no route but those named here answers to what is no credential for it")
    void wrongOnes() {
        for (String wrong : List.of(
                "SSWS 00" + "x".repeat(40),
                "SSWS ",
                "Bearer " + TestServer.API_TOKEN,
                "Bearer " + atServer.get("id_token"),
                "Bearer " + atServer.get("access_token"),
                "Bearer " + atOrg.get("id_token"),
                "DPoP " + atOrg.get("access_token"),
                "Basic YWRhOkNvcnJlY3QtSG9yc2UtMQ==")) {
            refused(Set.of(401), idp.browser(), guarded(), "Authorization", wrong);
        }
        String person = "Bearer " + atOrg.get("access_token");
        refused(Set.of(401, 403), idp.browser(), guarded(), "Authorization", person);
    }

    @Test
    @DisplayName("Abuse 109: a token for reading everything changes nothing")
    void readOnly() {
        String token = "Bearer " + reading();
        assertEquals(
                200,
                send(idp.browser(), new Route("GET", "/api/v1/users"), "Authorization", token)
                        .statusCode());
        var changing = guarded().filter(route -> !Set.of("GET", "HEAD").contains(route.method()));
        refused(Set.of(403), idp.browser(), changing, "Authorization", token);
    }

    @Test
    @DisplayName("Abuse 78, 109: a session opens what is the person's own, to our own pages, and nothing else")
    void session() {
        var others = guarded().filter(route -> !OWN.contains(name(route))).toList();
        refused(Set.of(401), signedIn, others.stream(), "Origin", idp.baseUrl());
        var somebodys = guarded().filter(route -> OWN.contains(name(route))).toList();
        assertEquals(OWN.size(), somebodys.size());
        refused(Set.of(403), signedIn, somebodys.stream(), "Origin", idp.baseUrl());
        var own = new Route("GET", "/api/v1/users/me");
        assertEquals(200, send(signedIn, own).statusCode());
        for (String origin : List.of("https://evil.example", "null", idp.baseUrl() + ".evil.example")) {
            refused(Set.of(401), signedIn, guarded(), "Origin", origin);
        }
        var changing = guarded().filter(route -> !Set.of("GET", "HEAD").contains(route.method()));
        refused(Set.of(401), signedIn, changing);
    }

    @Test
    @DisplayName("Abuse 109: no page of administrators opens to a stranger, to a token, or to who is no administrator")
    void console() {
        // The first leads on to the next, whoever comes.
        var pages = all().filter(EveryRouteTest::isConsole)
                .filter(page -> !page.pattern().equals("/admin"))
                .toList();
        for (String credential : List.of("", "SSWS " + TestServer.API_TOKEN, "Bearer " + reading())) {
            for (var page : pages) {
                var answer = send(idp.browser(), page, "Authorization", credential);
                // There is no action x.
                if (page.pattern().endsWith("{action}") && answer.statusCode() == 404) continue;
                assertEquals(302, answer.statusCode(), name(page));
                String to = answer.headers().firstValue("location").orElse("");
                assertTrue(to.startsWith("/login/login.htm"), name(page) + to);
            }
        }
        refused(Set.of(403, 404), signedIn, pages.stream(), "Origin", idp.baseUrl());
    }

    @Test
    @DisplayName("Abuse 78: no answer is for the scripts of an origin that is not trusted, beside what is anybody's")
    void origins() {
        for (String origin : List.of("https://evil.example", "null")) {
            for (var route : all().toList()) {
                var answer = send(idp.browser(), route, "Origin", origin);
                var preflight = send(
                        idp.browser(),
                        new Route("OPTIONS", route.pattern()),
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        route.method());
                for (var each : List.of(answer, preflight)) {
                    var allowed = each.headers().allValues("access-control-allow-origin");
                    assertTrue(allowed.isEmpty() || allowed.equals(List.of("*")), name(route) + allowed);
                    assertTrue(each.headers()
                            .firstValue("access-control-allow-credentials")
                            .isEmpty());
                    assertFalse(route.pattern().startsWith("/api/") && !allowed.isEmpty(), name(route));
                }
            }
        }
    }

    @Test
    @DisplayName("Whatever comes to a route, nothing breaks: strangers cause no error of ours")
    void noFault() {
        var bodies = List.of("application/json", "application/x-www-form-urlencoded", "text/plain");
        var broken = new ArrayList<String>();
        for (var route : all().toList()) {
            for (String type : bodies) {
                var browser = idp.browser();
                var request = browser.request(route.pattern().replaceAll("\\{[^}]*}", "%F0%9F%94%92"))
                        .method(route.method(), BodyPublishers.ofString("[]"))
                        .header("Content-Type", type)
                        .header("Accept", "text/html");
                int status = browser.send(request).statusCode();
                if (status >= 500) broken.add(name(route) + ": " + status);
            }
        }
        assertEquals(List.of(), broken);
    }

    /// A token of a service for reading whatever can be read.
    private static String reading() {
        var authentication =
                new ClientAuthentication("private_key_jwt", false, List.of(), List.of(Jwk.publicKey("k1", KEY)));
        var client = TokenClient.of(idp, AppSettings.Type.SERVICE, authentication, Map.of())
                .at("/oauth2");
        var scopes = READABLE.stream().map(name -> "okta." + name + ".read").collect(Collectors.toSet());
        scopes.forEach(scope -> idp.storage
                .scopeGrants()
                .grant(new ScopeGrant("oag" + scope, client.app().id(), scope, idp.clock.instant(), "test")));
        var claims = Assertion.claims(idp, client.id(), idp.baseUrl() + "/oauth2/v1/token");
        var form = new LinkedHashMap<>(Assertion.fields(Assertion.signed(Map.of("kid", "k1"), claims, KEY)));
        form.put("grant_type", "client_credentials");
        form.put("scope", String.join(" ", scopes));
        return Api.json(client.send("token", "", form)).get("access_token").toString();
    }
}
