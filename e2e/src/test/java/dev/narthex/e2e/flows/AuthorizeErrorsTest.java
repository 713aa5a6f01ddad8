package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings.OAuth;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A bad request is the valid one minus or plus one thing; once we know where its answer may go, the app is told.
class AuthorizeErrorsTest {
    private static TestServer idp;
    private static App app;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        app = idp.fixture.app();
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static Arguments row(String what, String error, UnaryOperator<Ask> change) {
        return arguments(what, error, change);
    }

    static Stream<Arguments> refused() {
        return Stream.concat(form(), values());
    }

    private static Stream<Arguments> form() {
        return Stream.of(
                row("Okta: no state", "invalid_request", it -> it.without("state")),
                row("RFC 6749 §3.1: an empty state is none", "invalid_request", it -> it.with("state", "")),
                row("a state of 2049 characters", "invalid_request", it -> it.with("state", "x".repeat(2049))),
                row("OIDC Core 1.0 §3.2.2.1: no nonce", "invalid_request", it -> it.without("nonce")),
                row("an empty nonce", "invalid_request", it -> it.with("nonce", "")),
                row("a nonce of 2049 characters", "invalid_request", it -> it.with("nonce", "x".repeat(2049))),
                row(
                        "Abuse 22: id_token without nonce",
                        "invalid_request",
                        it -> it.with("response_type", "id_token").without("nonce")),
                row(
                        "token without nonce",
                        "invalid_request",
                        it -> it.with("response_type", "token").without("nonce")),
                row("RFC 6749 §3.1: state twice", "invalid_request", it -> it.and("state", "s2")),
                row("RFC 6749 §3.1: the same state twice", "invalid_request", it -> it.and("state", "s1")),
                row("scope twice", "invalid_request", it -> it.and("scope", "openid")),
                row("nonce twice", "invalid_request", it -> it.and("nonce", "n1")),
                row(
                        "prompt twice",
                        "invalid_request",
                        it -> it.and("prompt", "none").and("prompt", "login")),
                row("response_type twice", "invalid_request", it -> it.and("response_type", "token")),
                row(
                        "response_mode twice",
                        "invalid_request",
                        it -> it.and("response_mode", "fragment").and("response_mode", "fragment")),
                row(
                        "an unknown parameter twice",
                        "invalid_request",
                        it -> it.and("x", "1").and("x", "1")),
                row("OIDC Core 1.0 §6.1: Abuse 44: request", "invalid_request_object", it -> it.with("request", "eyJ")),
                row(
                        "OIDC Core 1.0 §6.2: request_uri",
                        "request_uri_not_supported",
                        it -> it.with("request_uri", "https://evil.example/r")));
    }

    private static Stream<Arguments> values() {
        return Stream.of(
                row(
                        "response_type unknown, about a token",
                        "unsupported_response_type",
                        it -> it.with("response_type", "tokens")),
                row(
                        "response_type token twice in it",
                        "unsupported_response_type",
                        it -> it.with("response_type", "token token")),
                row(
                        "response_type in capitals, about a token",
                        "unsupported_response_type",
                        it -> it.with("response_type", "id_token TOKEN")),
                row(
                        "an app without the code grant asks for hybrid",
                        "unauthorized_client",
                        it -> it.with("response_type", "code id_token")),
                row(
                        "an app without the code grant asks for all three",
                        "unauthorized_client",
                        it -> it.with("response_type", "code id_token token")),
                row("none beside others", "unsupported_response_type", it -> it.with("response_type", "none token")),
                row(
                        "Abuse 21, Multiple Response Types 1.0 §3: query with both",
                        "unsupported_response_mode",
                        it -> it.with("response_mode", "query")),
                row(
                        "Abuse 21: query with token",
                        "unsupported_response_mode",
                        it -> it.with("response_mode", "query").with("response_type", "token")),
                row(
                        "Abuse 21: query with id_token",
                        "unsupported_response_mode",
                        it -> it.with("response_mode", "query").with("response_type", "id_token")),
                row(
                        "Abuse 7: okta_post_message.jwt",
                        "unsupported_response_mode",
                        it -> it.with("response_mode", "okta_post_message.jwt")),
                row("web_message", "unsupported_response_mode", it -> it.with("response_mode", "web_message")),
                row(
                        "response_mode in capitals",
                        "unsupported_response_mode",
                        it -> it.with("response_mode", "FRAGMENT")),
                row("prompt unknown", "invalid_request", it -> it.with("prompt", "maybe")),
                row(
                        "OIDC Core 1.0 §3.1.2.1: none with another",
                        "invalid_request",
                        it -> it.with("prompt", "none login")),
                row("prompt login and unknown", "invalid_request", it -> it.with("prompt", "login choose_account")),
                row("prompt enroll_authenticator", "invalid_request", it -> it.with("prompt", "enroll_authenticator")),
                row("max_age negative", "invalid_request", it -> it.with("max_age", "-1")),
                row("max_age not a number", "invalid_request", it -> it.with("max_age", "soon")),
                row("max_age of 2^31", "invalid_request", it -> it.with("max_age", "2147483648")),
                row("max_age with a fraction", "invalid_request", it -> it.with("max_age", "1.5")),
                row("max_age in other digits", "invalid_request", it -> it.with("max_age", "٣")),
                row(
                        "prompt=none with max_age=0",
                        "invalid_request",
                        it -> it.with("prompt", "none").with("max_age", "0")),
                row("idp unknown", "invalid_request", it -> it.with("idp", "0oa1nobody")),
                row(
                        "acr that a password can't reach",
                        "unmet_authentication_requirements",
                        it -> it.with("acr_values", "urn:okta:loa:2fa:any")),
                row("acr beyond a password", "unmet_authentication_requirements", it -> it.with("acr_values", "phr")),
                row("scope unknown", "invalid_scope", it -> it.with("scope", "openid nonsense")),
                row("scope in capitals", "invalid_scope", it -> it.with("scope", "openid Profile")),
                row("no scope and no default", "invalid_scope", it -> it.without("scope")),
                row("scope of 1025 characters", "invalid_scope", it -> it.with("scope", "openid " + "a".repeat(1018))),
                row("RFC 6749 §3.3: a quote in a scope", "invalid_scope", it -> it.with("scope", "openid \"x\"")),
                row(
                        "OIDC Core 1.0 §3.1.2.1: id_token without openid",
                        "invalid_scope",
                        it -> it.with("scope", "profile")),
                row("id_token_hint no token", "invalid_request", it -> it.with("id_token_hint", "x")),
                row(
                        "Abuse 52: id_token_hint with alg none",
                        "invalid_request",
                        it -> it.with("id_token_hint", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIwMHUxIn0.")),
                row("prompt=none without a session", "login_required", it -> it.with("prompt", "none")));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("refused")
    @DisplayName("RFC 6749 §4.2.2.1: the error is in the fragment, with a description and the state, and nothing else")
    void inFragment(String what, String error, UnaryOperator<Ask> change) {
        var ask = change.apply(Ask.of(app));
        var answer = Answer.inFragment(idp.browser().get(ask.url()));
        assertEquals(Fixture.REDIRECT, answer.place());
        expect(error, ask, answer);
    }

    private static void expect(String error, Ask ask, Answer answer) {
        assertEquals(error, answer.error());
        String description = answer.get("error_description");
        // RFC 6749 §4.2.2.1: printable ASCII, without quotation mark and backslash.
        assertTrue(description.matches("[ !#-\\[\\]-~]{10,}"), description);
        String state = ask.parameters().stream()
                .filter(it -> it.getKey().equals("state") && !it.getValue().isEmpty())
                .findFirst()
                .map(it -> it.getValue())
                .orElse(null);
        assertEquals(state, answer.get("state"));
        var names = state == null
                ? Set.of("error", "error_description", "iss")
                : Set.of("error", "error_description", "iss", "state");
        assertEquals(names, answer.parameters().keySet());
    }

    static Stream<Arguments> some() {
        return refused()
                .filter(it -> it.get()[1].equals("invalid_scope")
                        || it.get()[0].toString().contains("prompt")
                        || it.get()[0].toString().contains("twice"));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("some")
    @DisplayName("OIDC Core 1.0 §3.1.2.1: the same by POST")
    void byPost(String what, String error, UnaryOperator<Ask> change) {
        var ask = change.apply(Ask.of(app));
        expect(error, ask, Answer.inFragment(idp.browser().post(ask.path(), ask.form())));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("some")
    @DisplayName("Form Post 1.0 §2: errors are posted, too, when the request asks for form_post")
    void byFormPost(String what, String error, UnaryOperator<Ask> change) {
        var ask = change.apply(Ask.of(app).with("response_mode", "form_post"));
        var answer = Answer.inForm(idp.browser().get(ask.url()));
        assertEquals(Fixture.REDIRECT, answer.place());
        expect(error, ask, answer);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("some")
    @DisplayName("Okta: errors go by message, too, when the request asks for okta_post_message")
    void byMessage(String what, String error, UnaryOperator<Ask> change) {
        var ask = change.apply(Ask.of(app).with("response_mode", "okta_post_message"));
        var answer = Answer.inMessage(idp.browser().get(ask.url()));
        assertEquals("https://app.example", answer.place());
        expect(error, ask, answer);
    }

    @ParameterizedTest(name = "response_type={0}, response_mode={1} → in the {2}: {3}")
    @CsvSource({
        "'', '', ?, invalid_request",
        "'', query, ?, invalid_request",
        "'', fragment, #, invalid_request",
        "code, '', ?, unauthorized_client",
        "code, fragment, #, unauthorized_client",
        "none, '', ?, unsupported_response_type",
        "nonsense, '', ?, unsupported_response_type",
        "nonsense, fragment, #, unsupported_response_type",
        "nonsense, strange, ?, unsupported_response_type",
        "my_id_token, '', #, unsupported_response_type",
        "my_id_token, query, #, unsupported_response_type",
    })
    @DisplayName(
            "Multiple Response Types 1.0 §5: without a usable response_type, the error travels as the answer would")
    void withoutUsableType(String type, String mode, char mark, String error) {
        var ask = Ask.of(app).with("response_type", type);
        if (!mode.isEmpty()) ask = ask.with("response_mode", mode);
        var response = idp.browser().get(ask.url());
        var answer = mark == '?' ? Answer.inQuery(response) : Answer.inFragment(response);
        assertEquals(Fixture.REDIRECT, answer.place());
        assertEquals(error, answer.error());
        assertEquals("s1", answer.get("state"));
    }

    @Test
    @DisplayName("RFC 6749 §3.1.2: a query in the redirect URI stays, and the answer comes after it")
    void queryOfTheRedirectUri() {
        String redirect = "https://app.example/cb?tenant=a%20b";
        var own = idp.fixture.app(it -> Fixture.returningTo(it, redirect));
        var ask = Ask.of(own).with("redirect_uri", redirect);
        String inFragment = location(idp.browser().get(ask.without("nonce").url()));
        assertTrue(inFragment.startsWith(redirect + "#error="), inFragment);
        String inQuery = location(idp.browser().get(ask.without("response_type").url()));
        assertTrue(inQuery.startsWith(redirect + "&error="), inQuery);
    }

    @Test
    @DisplayName("Abuse 35: an app without the implicit grant gets unauthorized_client, at its own address")
    void implicitNotAllowed() {
        var own = idp.fixture.app(
                it -> Fixture.with(it, oauth(it.oauth(), Set.of("code"), Set.of("authorization_code"))));
        assertEquals(
                "unauthorized_client",
                Answer.inFragment(idp.browser().get(Ask.of(own).url())).error());
    }

    @ParameterizedTest(name = "allowed {0}, asked {1}")
    @CsvSource({"id_token, id_token token", "id_token, token", "token, id_token", "token, token id_token"})
    @DisplayName("A response type that the app is not registered for is not supported for it")
    void typeNotAllowed(String allowed, String asked) {
        var own = idp.fixture.app(it -> Fixture.with(it, oauth(it.oauth(), Set.of(allowed), Set.of("implicit"))));
        var ask = Ask.of(own).with("response_type", asked);
        assertEquals(
                "unsupported_response_type",
                Answer.inFragment(idp.browser().get(ask.url())).error());
    }

    private static OAuth oauth(OAuth oauth, Set<String> types, Set<String> grants) {
        return new OAuth(
                oauth.redirectUris(),
                oauth.postLogoutRedirectUris(),
                types,
                grants,
                oauth.consentMethod(),
                oauth.authentication());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b+c%20d&e=f#g",
                "\"><script>alert(1)</script>",
                "äöü 漢字 🙂",
                "' onload='x",
                "\\u2028\u2028\u2029",
                "abc=="
            })
    @DisplayName("Abuse 30: whatever the state is, it comes back as it was, and is never interpreted")
    void stateUnchanged(String state) {
        var ask = Ask.of(app).with("state", state).without("nonce");
        assertEquals(state, Answer.inFragment(idp.browser().get(ask.url())).get("state"));
        var form = idp.browser().get(ask.with("response_mode", "form_post").url());
        assertEquals(state, Answer.inForm(form).get("state"));
        assertFalse(form.body().contains("<script>alert"), form.body());
        var message =
                idp.browser().get(ask.with("response_mode", "okta_post_message").url());
        assertEquals(state, Answer.inMessage(message).get("state"));
        assertFalse(message.body().contains("<script>alert"), message.body());
        assertFalse(message.body().contains("\u2028"), message.body());
    }

    @Test
    @DisplayName("Abuse 31: what a stranger put into the request is not in the text of the error")
    void noReflection() {
        var twice = Ask.of(app).and("call 0123 456", "1").and("call 0123 456", "2");
        assertFalse(description(twice).contains("0123"), description(twice));
        var scope = Ask.of(app).with("scope", "openid Account locked, call 0123/456");
        assertFalse(description(scope).contains("0123"), description(scope));
        assertTrue(description(Ask.of(app).and("state", "s2")).endsWith(": state"));
        assertTrue(description(Ask.of(app).with("scope", "openid pets")).endsWith(": pets"));
    }

    private static String description(Ask ask) {
        return Answer.inFragment(idp.browser().get(ask.url())).get("error_description");
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("location").orElseThrow();
    }
}
