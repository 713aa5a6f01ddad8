package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the answers of the authorization endpoint travel, header by header.
class DeliveryTest {
    private static final Set<String> ALWAYS = Set.of(
            "cache-control",
            "content-length",
            "date",
            "expires",
            "pragma",
            "referrer-policy",
            "x-content-type-options",
            "x-okta-request-id");
    private static TestServer idp;
    private static App app;
    private static Browser ada;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        app = idp.fixture.app();
        idp.fixture.user("ada@example.org");
        ada = idp.browser();
        ada.signIn(Ask.of(app).url(), "ada@example.org", Fixture.PASSWORD);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static void expectFields(HttpResponse<?> response, String... more) {
        var expected = new TreeSet<>(ALWAYS);
        expected.addAll(Set.of(more));
        assertEquals(expected, response.headers().map().keySet());
        assertEquals(
                "no-cache, no-store",
                response.headers().firstValue("cache-control").orElseThrow());
        assertEquals("no-cache", response.headers().firstValue("pragma").orElseThrow());
        assertEquals("0", response.headers().firstValue("expires").orElseThrow());
        assertEquals(
                "no-referrer", response.headers().firstValue("referrer-policy").orElseThrow());
        response.headers().map().forEach((name, values) -> assertEquals(1, values.size(), name));
        String id = response.headers().firstValue("x-okta-request-id").orElseThrow();
        assertTrue(id.matches("[A-Za-z0-9_-]{22,24}"), id);
    }

    @Test
    @DisplayName("Abuse 25, Okta: tokens in a fragment come by 302, kept by nobody, told to nobody")
    void tokensInFragment() {
        var response = ada.get(Ask.of(app).url());
        assertEquals(302, response.statusCode());
        assertEquals("", response.body());
        expectFields(response, "location");
        assertTrue(Answer.inFragment(response).get("access_token").startsWith("eyJ"));
    }

    @Test
    @DisplayName("Abuse 26: nothing of the answer is before the fragment, so no server ever sees it")
    void nothingBeforeTheFragment() {
        String location =
                ada.get(Ask.of(app).url()).headers().firstValue("location").orElseThrow();
        assertTrue(location.startsWith(Fixture.REDIRECT + "#"), location);
        assertEquals(location.indexOf('#'), location.lastIndexOf('#'));
    }

    @Test
    @DisplayName("Okta: tokens stand in the fragment as they are, for official SDKs do not decode them")
    void tokensRaw() {
        String location =
                ada.get(Ask.of(app).url()).headers().firstValue("location").orElseThrow();
        Stream.of("access_token=", "id_token=").forEach(name -> {
            String token = location.split(name)[1].split("&")[0];
            assertTrue(token.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+"), token);
        });
    }

    @Test
    @DisplayName("RFC 6749 §4.2.2.1: an error in a fragment has the same headers")
    void errorInFragment() {
        expectFields(idp.browser().get(Ask.of(app).without("nonce").url()), "location");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "token, access_token token_type expires_in scope state iss",
        "id_token, id_token state iss",
        "id_token token, id_token access_token token_type expires_in scope state iss",
        "token id_token, id_token access_token token_type expires_in scope state iss"
    })
    @DisplayName("Multiple Response Types 1.0 §3: what is asked for comes, in whatever order it was named")
    void types(String type, String names) {
        var answer = Answer.inFragment(
                ada.get(Ask.of(app).with("response_type", type).url()));
        assertEquals(Set.of(names.split(" ")), answer.parameters().keySet());
    }

    @Test
    @DisplayName("Form Post 1.0 §2: the same parameters in a form that sends itself, or by its button")
    void formPost() {
        var page = ada.get(Ask.of(app).with("response_mode", "form_post").url());
        expectFields(page, "content-type", "content-security-policy", "x-frame-options");
        var answer = Answer.inForm(page);
        assertEquals(Fixture.REDIRECT, answer.place());
        assertEquals(
                Set.of("id_token", "access_token", "token_type", "expires_in", "scope", "state", "iss"),
                answer.parameters().keySet());
        assertTrue(page.body().contains("<noscript>") || page.body().contains("<button"), page.body());
        String policy = policy(page);
        assertTrue(policy.contains("default-src 'none'"), policy);
        assertTrue(policy.contains("script-src 'sha256-"), policy);
        assertFalse(policy.contains("unsafe"), policy);
    }

    @Test
    @DisplayName("Abuse 27, RFC 9700 §4.17: a message goes to the origin of the redirect URI only, never to any")
    void message() {
        var page =
                ada.get(Ask.of(app).with("response_mode", "okta_post_message").url());
        expectFields(page, "content-type", "content-security-policy");
        var answer = Answer.inMessage(page);
        assertEquals("https://app.example", answer.place());
        assertEquals(
                Set.of("id_token", "access_token", "token_type", "expires_in", "scope", "state", "iss"),
                answer.parameters().keySet());
        assertTrue(policy(page).contains("frame-ancestors https://app.example"), policy(page));
        assertFalse(page.body().contains("'*'") || page.body().contains("\"*\""), page.body());
    }

    @Test
    @DisplayName("Abuse 29: prompt=none in a frame shows nothing, and only the app's origin may frame it")
    void silentInFrame() {
        var ask = Ask.of(app).with("response_mode", "okta_post_message").with("prompt", "none");
        var stranger = idp.browser().get(ask.url());
        assertEquals("login_required", Answer.inMessage(stranger).error());
        assertTrue(policy(stranger).contains("frame-ancestors https://app.example"), policy(stranger));
        assertTrue(Answer.inMessage(ada.get(ask.url())).parameters().containsKey("id_token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login/login.htm", "/", "/oauth2/v1/authorize", "/login/signout"})
    @DisplayName("Abuse 32, RFC 9700 §4.16: no page of ours can be framed, and each allows only what it needs")
    void pages(String path) {
        var page = idp.browser().go(path);
        assertEquals("DENY", page.headers().firstValue("x-frame-options").orElseThrow());
        String policy = policy(page);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertTrue(policy.contains("default-src 'none'"), policy);
        assertFalse(policy.contains("unsafe") || policy.contains("*"), policy);
        assertTrue(page.headers().firstValue("cache-control").orElseThrow().contains("no-store"));
        assertEquals("no-referrer", page.headers().firstValue("referrer-policy").orElseThrow());
        assertTrue(page.body().length() < 30_000);
    }

    @Test
    @DisplayName("Okta: without a session the browser goes to the sign-in page, with the request sealed in its address")
    void toSignIn() {
        var response = idp.browser().get(Ask.of(app).url());
        assertEquals(302, response.statusCode());
        String location = response.headers().firstValue("location").orElseThrow();
        assertTrue(
                location.startsWith(idp.baseUrl()
                        + "/login/login.htm?fromURI=%2Foauth2%2Fdefault%2Fv1%2Fauthorize%2Fredirect%3Fokta_key%3D"),
                location);
        assertFalse(location.contains("app.example"), "sealed, not only encoded");
        assertFalse(response.headers().map().containsKey("set-cookie"), "an anonymous request leaves nothing");
    }

    @Test
    @DisplayName("HTTP: two requests never share a request id")
    void requestIds() {
        var ids = Stream.generate(() -> idp.browser().get(Ask.of(app).url()))
                .limit(20)
                .map(it -> it.headers().firstValue("x-okta-request-id").orElseThrow())
                .distinct();
        assertEquals(20, ids.count());
    }

    private static String policy(HttpResponse<?> page) {
        return page.headers().firstValue("content-security-policy").orElseThrow();
    }
}
