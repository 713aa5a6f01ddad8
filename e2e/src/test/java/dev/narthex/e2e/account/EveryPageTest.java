package dev.narthex.e2e.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.groups.Group;
import dev.narthex.http.Router.Route;
import dev.narthex.registration.Enrollment;
import dev.narthex.registration.Enrollment.Wanted;
import dev.narthex.users.User;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Tries every page of the server, as somebody whose name is markup, with markup and foreign addresses in whatever it
/// reads. A new page is among them without a word.
final class EveryPageTest {
    private static final String EVIL =
            "a\"'><img src=x onerror=alert(1)></title></textarea>${7*7}\u202e\u200b@if(true)";
    private static final List<String> ELSEWHERE = List.of(
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/%09/evil.example",
            "/..//evil.example",
            "javascript:alert(1)",
            " https://evil.example/",
            "https:evil.example",
            "/a\r\nLocation: https://evil.example/");
    private static final List<String> READ = List.of(
            "client_id",
            "email",
            "error",
            "error_description",
            "firstName",
            "fromURI",
            "id_token_hint",
            "login_hint",
            "newPassword",
            "okta_key",
            "password",
            "post_logout_redirect_uri",
            "proof",
            "redirectUrl",
            "redirect_uri",
            "relayState",
            "state",
            "token",
            "user_code",
            "username");
    private static TestServer idp;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        var profile = new LinkedHashMap<String, Object>(Map.of("login", "eve@example.org", "email", "eve@example.org"));
        for (String name : List.of("firstName", "lastName", "displayName", "nickName", "title", "city", "profileUrl")) {
            profile.put(name, EVIL);
        }
        Group group = idp.fixture.group(EVIL);
        idp.fixture.user(profile, User.Status.ACTIVE, Set.of(group));
        var wanted = List.of(new Wanted("email", EVIL, true), new Wanted("firstName", EVIL, true));
        idp.storage.enrollment().replace(new Enrollment(true, false, wanted, Set.of(), Set.of(), 1));
    }

    private static Browser signedIn() {
        var browser = idp.browser();
        browser.login(browser.get("/login/login.htm"), "eve@example.org", Fixture.PASSWORD);
        assertTrue(browser.cookies().containsKey("sid"));
        return browser;
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static List<Route> pages(String method) {
        return idp.routes().stream()
                .filter(route -> route.method().equals(method))
                .filter(route -> Stream.of("/api/", "/assets/", "/health/").noneMatch(route.pattern()::startsWith))
                // Last, as it ends the session.
                .sorted(Comparator.comparing(route -> route.pattern().equals("/login/signout")))
                .toList();
    }

    private static Map<String, String> with(String value) {
        return READ.stream().collect(Collectors.toMap(name -> name, _ -> value));
    }

    /// Every page, by every method, to a stranger and to the person; `POST` with the tokens that its own form has.
    private static void tryAll(String value, BiConsumer<String, HttpResponse<String>> judge) {
        for (boolean known : List.of(false, true)) {
            var browser = known ? signedIn() : idp.browser();
            for (var route : pages("GET")) {
                var page = browser.get(path(route) + "?" + Browser.encode(with(value)));
                judge.accept("GET " + route.pattern(), page);
            }
            if (known) browser = signedIn();
            for (var route : pages("POST")) {
                if (route.pattern().endsWith("/sessions") || route.pattern().contains("sign")) continue;
                judge.accept("POST " + route.pattern(), browser.post(path(route), form(browser, route, value)));
            }
        }
    }

    private static String path(Route route) {
        return route.pattern().replaceAll("\\{server}", "default").replaceAll("\\{[^}]*}", "x");
    }

    private static Map<String, String> form(Browser browser, Route route, String value) {
        var fields = new HashMap<>(with(value));
        boolean hasPage = pages("GET").stream().anyMatch(it -> it.pattern().equals(route.pattern()));
        Optional.of(route)
                .filter(_ -> hasPage)
                .map(it -> Browser.hidden(browser.get(path(it)).body()).get("token"))
                .ifPresent(token -> fields.put("token", token));
        return fields;
    }

    @Test
    @DisplayName("Abuse 30, 107: whatever people are called and whatever an address says, it is text on every page")
    void markup() {
        var found = new ArrayList<String>();
        var shown = new ArrayList<String>();
        tryAll(EVIL, (name, page) -> {
            if (page.body().contains("&lt;img src=x")) shown.add(name);
            if (page.statusCode() >= 500) found.add(name + ": " + page.statusCode());
            String type = page.headers().firstValue("content-type").orElse("");
            if (!type.startsWith("text/html")) return;
            if (page.body().contains("<img src=x") || page.body().contains("a49")) found.add(name);
        });
        assertEquals(List.of(), found);
        assertTrue(shown.contains("GET /account") && shown.contains("GET /signin/register"), shown.toString());
    }

    @Test
    @DisplayName("Abuse 12, 16: no page sends a browser to a place that nobody registered, nor has a link to it")
    void elsewhere() {
        var found = new ArrayList<String>();
        for (String place : ELSEWHERE) {
            tryAll(place, (name, page) -> {
                String location = page.headers().firstValue("location").orElse("/");
                boolean ours = location.startsWith("/") && !location.startsWith("//") && !location.startsWith("/\\")
                        || location.startsWith(idp.baseUrl() + "/");
                if (!ours) found.add(name + " to " + location);
                if (page.body().contains("href=\"" + place) || page.body().contains("href=\"javascript:"))
                    found.add(name);
            });
        }
        assertEquals(List.of(), found);
    }

    @Test
    @DisplayName("Abuse 32: no page is shown in a frame of others, kept by a cache, or tells where it was")
    void headers() {
        var judged = new ArrayList<String>();
        tryAll("x", (name, page) -> {
            var headers = page.headers();
            String type = headers.firstValue("content-type").orElse("");
            if (!type.startsWith("text/html")) return;
            judged.add(name);
            String policy = headers.firstValue("content-security-policy").orElse("");
            assertTrue(policy.contains("frame-ancestors 'none'"), name + ": " + policy);
            assertTrue(policy.contains("default-src 'none'") || policy.contains("script-src 'self'"), policy);
            assertTrue(headers.firstValue("cache-control").orElse("").contains("no-store"), name);
            assertEquals("no-referrer", headers.firstValue("referrer-policy").orElse(""), name);
            assertEquals("nosniff", headers.firstValue("x-content-type-options").orElse(""), name);
        });
        assertTrue(judged.size() > 20, judged.toString());
    }
}
