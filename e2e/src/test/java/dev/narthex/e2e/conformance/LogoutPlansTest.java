package dev.narthex.e2e.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Assertion;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.TestServer;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The plan RP-Initiated Logout. The plans for front and back channel are in `LogoutChannelsTest`, which calls real
/// addresses.
class LogoutPlansTest {
    private static final String BYE = "https://rp.example/bye";
    private static final SigningKeyPair STRANGER = SigningKeyPair.generate(SigningAlgorithm.RS256);

    @AutoClose
    private static TestServer idp;

    private static RelyingParty party;
    private Browser person;
    private Answer tokens;
    private Map<String, String> request;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        idp.fixture.user(RelyingParty.LOGIN);
        party = RelyingParty.register(idp, "code", "", Map.of("post_logout_redirect_uris", List.of(BYE)));
    }

    @BeforeEach
    void signIn() {
        person = idp.browser();
        tokens = party.whole(party.ask(person, party.request("openid")));
        request = new LinkedHashMap<>();
        request.put("id_token_hint", tokens.get("id_token"));
        request.put("post_logout_redirect_uri", BYE);
        request.put("state", "s".repeat(128));
    }

    private HttpResponse<String> leave() {
        return person.go("/oauth2/v1/logout?" + Browser.encode(request));
    }

    private void assertSignedOut() {
        var again = party.request("openid");
        again.put("prompt", "none");
        assertEquals("login_required", party.ask(person, again).error());
    }

    /// Nobody is sent to the client: there is a page.
    private HttpResponse<String> page(HttpResponse<String> response) {
        assertTrue(response.headers().firstValue("location").isEmpty());
        return response;
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout: signed out, and back with the state")
    void back() {
        assertEquals(
                BYE + "?state=" + request.get("state"),
                leave().headers().firstValue("location").orElseThrow());
        assertSignedOut();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-state: back with nothing beside the address")
    void withoutState() {
        request.remove("state");
        assertEquals(BYE, leave().headers().firstValue("location").orElseThrow());
        assertSignedOut();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://rp.example/other", BYE + "?foo=bar"})
    @DisplayName("oidcc-rp-initiated-logout-bad-, -query-added-to-post-logout-redirect-uri: a page says so")
    void otherAddress(String address) {
        request.put("post_logout_redirect_uri", address);
        assertEquals(400, page(leave()).statusCode());
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-post-logout-redirect-uri: signed out, and here")
    void withoutAddress() {
        request.remove("post_logout_redirect_uri");
        page(leave());
        assertSignedOut();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "stranger"})
    @DisplayName("oidcc-rp-initiated-logout-modified-, -bad-id-token-hint: what we did not sign sends nobody anywhere")
    void otherHint(String how) {
        var claims = tokens.claims("id_token");
        request.put(
                "id_token_hint",
                how.equals("none")
                        ? Assertion.unsigned(Map.of("alg", "none"), claims)
                        : Assertion.signed(tokens.header("id_token"), claims, STRANGER));
        page(leave());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token_hint", "id_token_hint post_logout_redirect_uri", "all"})
    @DisplayName(
            "oidcc-rp-initiated-logout-no-id-token-hint, -only-state, -no-params: the person is asked, and then out")
    void asked(String left) {
        if (left.equals("all")) request.clear();
        else request.keySet().removeAll(List.of(left.split(" ")));
        var question = page(leave());
        page(person.travel(person.submit(question, Map.of())));
        assertSignedOut();
    }
}
