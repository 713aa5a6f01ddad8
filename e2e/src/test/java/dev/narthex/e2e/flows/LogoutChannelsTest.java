package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.http.Forms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Apps hear that a person signed out: in the person's browser, and from server to server.
class LogoutChannelsTest {
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();
    private static volatile int answer = 200;

    private static TestServer idp;
    private static HttpServer app;
    private static String there;
    private String login;
    private Browser browser;

    @BeforeAll
    static void start() throws IOException {
        idp = TestServer.fresh();
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", exchange -> {
            HEARD.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        app.start();
        there = "http://localhost:" + app.getAddress().getPort();
    }

    @AfterAll
    static void stop() {
        app.stop(0);
        idp.close();
    }

    @BeforeEach
    void person() {
        login = UUID.randomUUID() + "@example.org";
        idp.fixture.user(login);
        browser = idp.browser();
        answer = 200;
        idp.deliver();
        HEARD.clear();
    }

    private static TokenClient client(Map<String, Object> extra) {
        var made = idp.fixture.app(settings -> new AppSettings(
                settings.label(),
                AppSettings.Type.BROWSER,
                new AppSettings.OAuth(
                        List.of(Fixture.REDIRECT),
                        List.of(TokenClient.SIGNED_OUT),
                        Set.of("code", "id_token", "token"),
                        Set.of("authorization_code", "implicit", "refresh_token"),
                        ConsentMethod.TRUSTED,
                        new ClientAuthentication("none", true)),
                settings.branding(),
                true,
                extra));
        return new TokenClient(idp, made, "/oauth2/default");
    }

    private static TokenClient listening() {
        return client(Map.of("backchannel_logout_uri", there + "/out", "backchannel_logout_session_required", true));
    }

    private Map<String, Object> idToken(TokenClient client) {
        return Answer.part(hint(client), 1);
    }

    private String hint(TokenClient client) {
        var page = browser.go(
                Ask.of(client.app()).with("response_type", "id_token").url());
        var answer = page.body().contains("name=\"password\"")
                ? browser.travel(browser.login(page, login, Fixture.PASSWORD))
                : page;
        return Answer.inFragment(answer).get("id_token");
    }

    private HttpResponse<String> logout(String hint, String... more) {
        var form = new LinkedHashMap<>(
                Map.of("id_token_hint", hint, "post_logout_redirect_uri", TokenClient.SIGNED_OUT, "state", "s<1>"));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return browser.get("/oauth2/default/v1/logout?" + Browser.encode(form));
    }

    private static String heard() {
        idp.deliver();
        assertEquals(1, HEARD.size(), HEARD.toString());
        return Forms.parse(HEARD.getFirst()).first("logout_token").orElseThrow();
    }

    @Test
    @DisplayName("OIDC Back-Channel Logout 1.0 §2.1, §2.2, §2.4: a signed token names app, person and session")
    void backChannel() {
        var client = listening();
        String hint = hint(client);
        var sid = Answer.part(hint, 1).get("sid");
        assertEquals(302, logout(hint).statusCode());
        String token = heard();
        assertEquals("logout+jwt", Answer.part(token, 0).get("typ"));
        assertEquals("RS256", Answer.part(token, 0).get("alg"));
        var claims = Answer.part(token, 1);
        assertEquals(
                Set.of("iss", "sub", "aud", "iat", "exp", "jti", "events", "sid"),
                claims.keySet(),
                "and no nonce, so that it is no ID token");
        assertEquals(idp.issuer(), claims.get("iss"));
        assertEquals(client.id(), claims.get("aud"));
        assertEquals(sid, claims.get("sid"));
        assertEquals(Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()), claims.get("events"));
        idp.deliver();
        assertEquals(1, HEARD.size(), "once");
    }

    @Test
    @DisplayName("Abuse 102: a logout token is signed by the key of its issuer, and is no ID token to us")
    void signed() {
        var client = listening();
        logout(hint(client));
        String token = heard();
        assertTrue(token.split("\\.")[2].length() > 300);
        // As an id_token_hint it would sign people out.
        String cookie = browser.cookies().toString();
        var response = browser.get("/oauth2/default/v1/logout?id_token_hint=" + token);
        assertEquals(200, response.statusCode(), cookie);
    }

    @Test
    @DisplayName(
            "OIDC Back-Channel Logout 1.0 §2: also at our own sign-out, and when an administrator ends the session")
    void otherEnds() {
        var client = listening();
        idToken(client);
        browser.get("/login/signout");
        heard();
        HEARD.clear();
        var sid = idToken(client).get("sid");
        var ended = idp.browser()
                .send(idp.browser()
                        .request("/api/v1/sessions/" + sid)
                        .header("Authorization", "SSWS " + TestServer.API_TOKEN)
                        .DELETE());
        assertEquals(204, ended.statusCode());
        assertEquals(sid, Answer.part(heard(), 1).get("sid"));
    }

    @Test
    @DisplayName(
            "OIDC Back-Channel Logout 1.0 §2.8: who does not answer is asked again, later each time, then given up")
    void retried() {
        answer = 503;
        var client = listening();
        logout(hint(client));
        idp.deliver();
        idp.deliver();
        assertEquals(1, HEARD.size());
        idp.clock.advance(Duration.ofSeconds(10));
        idp.deliver();
        assertEquals(2, HEARD.size());
        answer = 200;
        idp.clock.advance(Duration.ofSeconds(20));
        idp.deliver();
        idp.clock.advance(Duration.ofHours(1));
        idp.deliver();
        assertEquals(3, HEARD.size());
        HEARD.clear();
        answer = 500;
        logout(hint(client));
        for (int i = 0; i < 20; i++) {
            idp.deliver();
            idp.clock.advance(Duration.ofHours(1));
        }
        assertEquals(8, HEARD.size());
        var unheard = idp.log("app.oauth2.logout.unheard");
        assertTrue(unheard.stream()
                .anyMatch(event -> event.details().targets().getFirst().id().equals(client.id())));
    }

    @Test
    @DisplayName("OIDC Back-Channel Logout 1.0 §2.8: a 400 is an answer, and is not asked again")
    void refused() {
        answer = 400;
        logout(hint(listening()));
        idp.deliver();
        idp.clock.advance(Duration.ofHours(1));
        idp.deliver();
        assertEquals(1, HEARD.size());
    }

    @Test
    @DisplayName(
            "OIDC Back-Channel Logout 1.0 §2.1: the session has the name that the app knows, after a new sign-in too")
    void signedInAgain() {
        var client = listening();
        var sid = idToken(client).get("sid");
        idp.clock.advance(Duration.ofSeconds(1));
        var again = Ask.of(client.app()).with("prompt", "login").url();
        browser.signIn(again, login, Fixture.PASSWORD);
        idp.deliver();
        assertEquals(List.of(), HEARD, "a new sign-in is no end");
        browser.get("/login/signout");
        idp.deliver();
        assertTrue(HEARD.stream()
                .map(body -> Forms.parse(body).first("logout_token").orElseThrow())
                .anyMatch(token -> Answer.part(token, 1).get("sid").equals(sid)));
    }

    @Test
    @DisplayName(
            "OIDC Front-Channel Logout 1.0 §2, §3: the page loads each app's address with iss and sid, and goes on")
    void frontChannel() {
        var named = client(Map.of(
                "frontchannel_logout_uri",
                "https://app.example/out?x=1",
                "frontchannel_logout_session_required",
                true));
        var plain = client(Map.of("frontchannel_logout_uri", "https://other.example:8443/out"));
        var sid = idToken(named).get("sid");
        assertFalse(idToken(plain).containsKey("sid"));
        var page = logout(hint(named));
        assertEquals(200, page.statusCode());
        String html = Browser.unescape(page.body());
        assertTrue(
                html.contains(
                        "src=\"https://app.example/out?x=1&iss=" + Browser.encode(idp.issuer()) + "&sid=" + sid + "\""),
                html);
        assertTrue(html.contains("src=\"https://other.example:8443/out\""), html);
        String policy = page.headers().firstValue("content-security-policy").orElseThrow();
        assertTrue(policy.contains("frame-src"), policy);
        for (String origin : List.of("https://app.example", "https://other.example:8443")) {
            assertTrue(policy.contains(origin), policy);
        }
        assertFalse(policy.contains("frame-src *"), policy);
        String next = TokenClient.SIGNED_OUT + "?state=s%3C1%3E";
        assertTrue(html.contains("content=\"3; url=" + next + "\""), html);
        assertTrue(html.contains("<a class=\"button\" href=\"" + next + "\""), html);
        assertEquals(302, browser.get("/").statusCode(), "signed out");
        assertEquals(302, logout(hint(client(Map.of()))).statusCode(), "nobody to tell: straight on");
    }

    @Test
    @DisplayName("OIDC Front-Channel Logout 1.0 §2: our own sign-out tells apps, too")
    void ownSignOut() {
        idToken(client(Map.of("frontchannel_logout_uri", "https://app.example/out")));
        assertTrue(browser.get("/login/signout").body().contains("src=\"https://app.example/out\""));
    }

    @Test
    @DisplayName("OIDC RP-Initiated Logout 1.0 §2: a client_id beside the hint must be its client")
    void clientId() {
        var client = client(Map.of());
        String hint = hint(client);
        assertEquals(400, logout(hint, "client_id", "another").statusCode());
        assertEquals(
                302,
                logout(hint, "client_id", client.id(), "logout_hint", login).statusCode());
    }

    @Test
    @DisplayName("Apps without a logout address are not remembered, and their tokens name no session")
    void nothingForOthers() {
        var claims = new HashMap<>(idToken(client(Map.of())));
        assertFalse(claims.containsKey("sid"));
        var session = idp.storage.sessions().ofUser((String) claims.get("sub")).getFirst();
        assertEquals(List.of(), idp.storage.participants().of(session.id()));
    }

    @Test
    @DisplayName("OIDC Front-Channel Logout 1.0 §3, OIDC Back-Channel Logout 1.0 §2: discovery offers both")
    void discovery() {
        var document = TokenClient.json(idp.browser().get("/oauth2/default/.well-known/openid-configuration"));
        for (String member : List.of(
                "frontchannel_logout_supported",
                "frontchannel_logout_session_supported",
                "backchannel_logout_supported",
                "backchannel_logout_session_supported")) {
            assertEquals(true, document.get(member), member);
        }
    }
}
