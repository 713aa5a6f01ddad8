package dev.narthex.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import dev.narthex.flow.ReturnPath;
import dev.narthex.http.Forms;
import dev.narthex.http.Json;
import dev.narthex.http.Response;
import dev.narthex.issue.AccessToken;
import dev.narthex.issue.Issuing;
import dev.narthex.issue.SignedAnswers;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.RedirectUri;
import dev.narthex.oauth.ResponseMode;
import dev.narthex.page.Assets;
import dev.narthex.page.Pages;
import dev.narthex.policy.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AuthorizeResponderTest {
    private static final AuthorizeResponder RESPONDER = new AuthorizeResponder(
            new Pages(new Assets()),
            Example.ISSUERS.baseUrl(),
            new SignedAnswers(_ -> Issuing.KEYS, Example.ISSUERS, () -> Example.NOW));
    private static final Problem PROBLEM = new Problem(OAuthError.LOGIN_REQUIRED, "The user is not signed in.");

    private static Response respond(AuthorizeOutcome outcome, String accept) {
        return RESPONDER.respond(Example.request(Map.of("accept", accept), Map.of()), outcome);
    }

    private static Response respond(AuthorizeOutcome outcome) {
        return respond(outcome, "text/html");
    }

    private static VerifiedReturn place(String uri, ResponseMode mode, String state) {
        return VerifiedReturn.verify(
                        Example.app(),
                        new VerifiedReturn.Answerer(Example.server(new Scope[0]), "https://id.example/oauth2/default"),
                        new RedirectUri(uri),
                        mode,
                        Optional.of(state))
                .orElseThrow();
    }

    private static Response refused(ResponseMode mode) {
        return respond(new AuthorizeOutcome.RefusedToClient(place(Example.CALLBACK, mode, "s1"), PROBLEM));
    }

    private static SequencedMap<String, Object> tokens() {
        var entitlement = Issuing.entitlement(Example.server(new Scope[0]), "openid email");
        var access = new AccessToken("AT.1", "eyJ.a_-.b", Duration.ofMinutes(30));
        return AuthorizeAnswer.parameters(
                entitlement,
                new AuthorizeAnswer.Tokens(Optional.empty(), Optional.of(access), Optional.of("eyJ.i_-.d")));
    }

    private static String location(Response response) {
        return response.first("Location").orElseThrow();
    }

    private static String body(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("RFC 6749 §4.2.2; OIDC Core 1.0 §3.2.2.5: tokens, type, lifetime, scope and state are in the fragment")
    void granted() {
        var response =
                respond(new AuthorizeOutcome.Granted(place(Example.CALLBACK, ResponseMode.FRAGMENT, "s1"), tokens()));
        assertEquals(302, response.status());
        assertEquals(
                "https://app.example/cb#id_token=eyJ.i_-.d&access_token=eyJ.a_-.b&token_type=Bearer&expires_in=1800"
                        + "&scope=openid+email&state=s1&iss=https%3A%2F%2Fid.example%2Foauth2%2Fdefault",
                location(response));
    }

    @Test
    @DisplayName("RFC 6749 §4.2.2: type, lifetime and scope are there with an access token only")
    void idTokenAlone() {
        var entitlement = Issuing.entitlement(Example.server(new Scope[0]), "openid");
        assertEquals(
                List.of("id_token"),
                List.copyOf(AuthorizeAnswer.parameters(
                                entitlement,
                                new AuthorizeAnswer.Tokens(Optional.empty(), Optional.empty(), Optional.of("i")))
                        .keySet()));
    }

    @Test
    @DisplayName("Abuse case 25: an answer is kept nowhere and shown to nobody by a Referer")
    void headers() {
        for (var mode : List.of(ResponseMode.FRAGMENT, ResponseMode.FORM_POST, ResponseMode.OKTA_POST_MESSAGE)) {
            var response = respond(new AuthorizeOutcome.Granted(place(Example.CALLBACK, mode, "s1"), tokens()));
            assertEquals(Optional.of("no-referrer"), response.first("Referrer-Policy"), mode.text());
            assertEquals(Optional.of("no-cache, no-store"), response.first("Cache-Control"), mode.text());
        }
    }

    @Test
    @DisplayName("RFC 6749 §4.2.2.1, RFC 9207 §2: an error has code, description and state, and travels as it must")
    void refusedToClient() {
        String parameters = "error=login_required&error_description=The+user+is+not+signed+in.&state=s1"
                + "&iss=https%3A%2F%2Fid.example%2Foauth2%2Fdefault";
        assertEquals("https://app.example/cb#" + parameters, location(refused(ResponseMode.FRAGMENT)));
        assertEquals("https://app.example/cb?" + parameters, location(refused(ResponseMode.QUERY)));
        var message = body(refused(ResponseMode.OKTA_POST_MESSAGE));
        assertTrue(
                message.contains("{\"error\":\"login_required\",\"error_description\":\"The user is not signed in.\","
                        + "\"state\":\"s1\",\"iss\":\"https://id.example/oauth2/default\"},\"https://app.example\""),
                message);
        var form = body(refused(ResponseMode.FORM_POST));
        for (String field : List.of("error", "error_description", "state", "iss")) {
            assertTrue(form.contains("name=\"" + field + "\""), form);
        }
        assertTrue(form.contains("action=\"https://app.example/cb\""), form);
    }

    @Test
    @DisplayName("RFC 6749 §3.1.2: the query of a redirect URI is kept")
    void queryIsKept() {
        var place = place(Example.CALLBACK + "?tenant=a", ResponseMode.QUERY, "s");
        var location = location(respond(new AuthorizeOutcome.RefusedToClient(place, PROBLEM)));
        assertTrue(location.startsWith("https://app.example/cb?tenant=a&error="), location);
        var fragment = place(Example.CALLBACK + "?tenant=a", ResponseMode.FRAGMENT, "s");
        assertTrue(location(respond(new AuthorizeOutcome.RefusedToClient(fragment, PROBLEM)))
                .startsWith("https://app.example/cb?tenant=a#error="));
    }

    @Test
    @DisplayName("RFC 6749 §4.2.2.1; abuse case 16: what may not be returned is a page for people, JSON for programs")
    void refusedOnPage() {
        var outcome = new AuthorizeOutcome.RefusedOnPage(
                new Problem(OAuthError.INVALID_CLIENT, "Invalid value for 'client_id' parameter."));
        var page = respond(outcome, "text/html,application/xhtml+xml,*/*;q=0.8");
        assertEquals(400, page.status());
        assertEquals(Optional.of("text/html; charset=utf-8"), page.first("Content-Type"));
        assertFalse(page.first("Location").isPresent());
        assertTrue(body(page).contains("req1"), "the request id is shown");
        var json = respond(outcome, "*/*");
        assertEquals(400, json.status());
        assertEquals(
                Map.of(
                        "errorCode", "invalid_client",
                        "errorSummary", "Invalid value for 'client_id' parameter.",
                        "errorLink", "invalid_client",
                        "errorId", "oaereq1",
                        "errorCauses", List.of()),
                Json.readObject(json.body()));
    }

    @Test
    @DisplayName("The steps are on our own origin, as configured, and know the way back")
    void steps() {
        var back = ReturnPath.toAuthorize("default", "k");
        String from = "fromURI=%2Foauth2%2Fdefault%2Fv1%2Fauthorize%2Fredirect%3Fokta_key%3Dk";
        assertEquals(
                "https://id.example/login/login.htm?" + from, location(respond(new AuthorizeOutcome.GoSignIn(back))));
        assertEquals("https://id.example/consent?" + from, location(respond(new AuthorizeOutcome.GoConsent(back))));
    }

    @Property
    @Label("Abuse case 30: every state comes back as it was sent, and breaks out of nothing")
    void everyState(@ForAll String sent) {
        String state = new String(sent.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\0", "");
        if (state.isEmpty()) return;
        var place = place(Example.CALLBACK, ResponseMode.FRAGMENT, state);
        var location = location(respond(new AuthorizeOutcome.RefusedToClient(place, PROBLEM)));
        assertTrue(location.matches("[!-~]+"), location);
        var fragment = Forms.parse(location.substring(location.indexOf('#') + 1));
        assertEquals(Optional.of(state), fragment.first("state"));
        assertEquals(4, fragment.names().size());
    }
}
