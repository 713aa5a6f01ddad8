package dev.narthex.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.AppSettings.Type;
import dev.narthex.http.Forms;
import dev.narthex.http.Parameters;
import dev.narthex.issue.Issuing;
import dev.narthex.oauth.Prompts.Prompt;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Scope;
import dev.narthex.policy.Scope.Consent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A faulty request is the good one minus or plus one thing. `-a` takes a away, `a=b` sets it, `+a=b` sends it once
/// more; values are percent-encoded. The outcome is `valid`, or how the error travels and its code.
final class AuthorizeValidatorTest {
    private static final String GOOD = "client_id=" + Example.CLIENT
            + "&response_type=id_token%20token&scope=openid%20profile&redirect_uri=https%3A%2F%2Fapp.example%2Fcb"
            + "&state=s1&nonce=n1";
    private static final Scope REPORTS = Example.scope("reports", Consent.IMPLICIT);
    private static final AuthorizationServer SERVER = Example.server(REPORTS);
    private static final Set<String> BOTH = Set.of("token", "id_token");
    private static final Map<String, App> APPS = Map.of(
            Example.CLIENT,
            Example.app(),
            "inactive",
            inactive(Example.app()),
            "service",
            Example.app(Type.SERVICE, ConsentMethod.TRUSTED, Set.of("client_credentials"), Set.of("token")),
            "code-only",
            Example.app(Type.BROWSER, ConsentMethod.TRUSTED, Set.of("authorization_code"), Set.of("code")),
            "id-only",
            Example.app(Type.BROWSER, ConsentMethod.TRUSTED, Set.of("implicit"), Set.of("id_token")),
            "web",
            Example.app(Type.WEB, ConsentMethod.TRUSTED, Set.of("implicit"), BOTH));
    private static final AuthorizeValidator VALIDATOR = new AuthorizeValidator(
            clientId -> Optional.ofNullable(APPS.get(clientId)), Issuing.hints(Example.NOW), Example.ISSUERS);

    private static App inactive(App app) {
        return new App(app.id(), app.clientId(), false, app.settings(), app.created(), app.revision());
    }

    private static Parameters good(String changes) {
        var pairs = new ArrayList<>(List.of(GOOD.split("&")));
        for (String change : changes.split(" ")) {
            if (change.startsWith("+")) {
                pairs.add(change.substring(1));
            } else if (!change.isEmpty()) {
                String name = change.replaceFirst("^-", "").split("=")[0];
                pairs.removeIf(pair -> pair.startsWith(name + "="));
                if (!change.startsWith("-")) pairs.add(change);
            }
        }
        return Forms.parse(String.join("&", pairs));
    }

    private static String outcome(AuthorizationServer server, Parameters parameters) {
        return switch (VALIDATOR.validate(server, parameters)) {
            case Validation.Valid _ -> "valid";
            case Validation.Returnable(var place, var problem) ->
                place.mode().text() + " " + problem.error().code();
            case Validation.Unreturnable(var problem) ->
                "page " + problem.error().code();
        };
    }

    private static AuthorizeRequest valid(String changes) {
        return assertInstanceOf(Validation.Valid.class, VALIDATOR.validate(SERVER, good(changes)))
                .request();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "-client_id, page invalid_client",
        "client_id=, page invalid_client",
        "client_id=unknown, page invalid_client",
        "client_id=inactive, page invalid_client",
        "client_id=service, page invalid_client",
        "+client_id=unknown, page invalid_request",
        "client_id=%09, page invalid_client",
        "-redirect_uri, page invalid_request",
        "redirect_uri=, page invalid_request",
        "redirect_uri=https%3A%2F%2Fapp.example%2Fcb%2F, page invalid_request",
        "redirect_uri=https%3A%2F%2Fapp.example%2Fcb%23f, page invalid_request",
        "redirect_uri=https%3A%2F%2Fapp.example.evil.example%2Fcb, page invalid_request",
        "redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Ftenant%3Db, page invalid_request",
        "redirect_uri=HTTPS%3A%2F%2Fapp.example%2Fcb, page invalid_request",
        "redirect_uri=https%3A%2F%2Fapp.example%2Fcb%0d%0aX%3A1, page invalid_request",
        "redirect_uri=javascript%3Aalert(1), page invalid_request",
        "redirect_uri=%2Fcb, page invalid_request",
        "redirect_uri=com.example.app%3A%2Fcb response_mode=okta_post_message, page invalid_request"
    })
    @DisplayName(
            "RFC 6749 §4.2.2.1; abuse cases 14, 16: who asks and where to must be known before anything is returned")
    void unreturnable(String changes, String expected) {
        assertEquals(expected, outcome(SERVER, good(changes)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "+redirect_uri=https%3A%2F%2Fapp.example%2Fcb, page invalid_request",
        "+redirect_uri=https%3A%2F%2Fevil.example%2Fcb, page invalid_request",
        "+state=s2, fragment invalid_request",
        "+state=s1, fragment invalid_request",
        "+nonce=n2, fragment invalid_request",
        "+scope=email, fragment invalid_request",
        "+response_type=token, fragment invalid_request",
        "prompt=login +prompt=none, fragment invalid_request",
        "x=1 +x=2, fragment invalid_request",
        "response_mode=form_post +response_mode=query, form_post invalid_request"
    })
    @DisplayName("RFC 6749 §3.1; abuse case 15: no parameter may come twice, for two readers could each take another")
    void twice(String changes, String expected) {
        assertEquals(expected, outcome(SERVER, good(changes)));
    }

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "code_challenge={c} code_challenge_method=S256, valid",
        "-state -nonce code_challenge={c} code_challenge_method=S256, valid",
        "response_mode=query code_challenge={c} code_challenge_method=S256, valid",
        "'', query invalid_request",
        "code_challenge={c}, query invalid_request",
        "code_challenge={c} code_challenge_method=plain, query invalid_request",
        "code_challenge=short code_challenge_method=S256, query invalid_request",
        "code_challenge={c}%2B code_challenge_method=S256, query invalid_request",
        "response_type=code%20token code_challenge={c} code_challenge_method=S256, fragment unauthorized_client"
    })
    @DisplayName(
            "RFC 7636 §4.4.1, §4.2: Abuse 40: a public client that asks for a code sends a challenge, by S256 only")
    void challenges(String changes, String expected) {
        String all = ("client_id=code-only response_type=code " + changes.replace("{c}", CHALLENGE)).strip();
        assertEquals(expected, outcome(SERVER, good(all)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "-response_type, query invalid_request",
        "response_type=, query invalid_request",
        "response_type=none, query unsupported_response_type",
        "response_type=code, query unauthorized_client",
        "response_type=code%20id_token, fragment unauthorized_client",
        "response_type=Token, query unsupported_response_type",
        "response_type=token%20token, fragment unsupported_response_type",
        "response_type=token%20x, fragment unsupported_response_type",
        "client_id=id-only, fragment unsupported_response_type",
        "client_id=id-only response_type=token, fragment unsupported_response_type",
        "client_id=id-only response_type=id_token, valid",
        "response_type=token%20id_token, valid",
        "response_type=token, valid",
        "response_type=id_token, valid"
    })
    @DisplayName("RFC 6749 §3.1.1: the response type is there, known, and allowed to the app, in any order")
    void responseTypes(String changes, String expected) {
        assertEquals(expected, outcome(SERVER, good(changes)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "response_mode=query, fragment unsupported_response_mode",
        "response_mode=query response_type=token, fragment unsupported_response_mode",
        "response_mode=query response_type=id_token, fragment unsupported_response_mode",
        "response_mode=fragment, valid",
        "response_mode=form_post, valid",
        "response_mode=okta_post_message, valid",
        "response_mode=Fragment, fragment unsupported_response_mode",
        "response_mode=form_post.jwt, valid",
        "response_mode=fragment.jwt, valid",
        "response_mode=jwt, valid",
        "response_mode=query.jwt, fragment.jwt unsupported_response_mode",
        "response_mode=okta_post_message.jwt, fragment unsupported_response_mode",
        "response_mode=web_message, fragment unsupported_response_mode"
    })
    @DisplayName(
            "Multiple Response Types 1.0 §3, JARM 1.0 §2.3.1; abuse cases 7, 21: tokens travel in no query and no unknown way")
    void responseModes(String changes, String expected) {
        assertEquals(expected, outcome(SERVER, good(changes)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "-state, fragment invalid_request",
        "-state response_mode=form_post, form_post invalid_request",
        "-state response_mode=okta_post_message, okta_post_message invalid_request",
        "-state response_mode=query, fragment invalid_request",
        "-state response_mode=x, fragment invalid_request",
        "-state response_type=code, query unauthorized_client",
        "-state response_type=code response_mode=fragment, fragment unauthorized_client",
        "-response_type response_mode=fragment, fragment invalid_request",
        "-response_type response_mode=form_post, form_post invalid_request",
        "-response_type response_mode=query, query invalid_request",
        "response_type=x response_mode=okta_post_message, okta_post_message unsupported_response_type",
        "response_type=token%20x response_mode=query, fragment unsupported_response_type"
    })
    @DisplayName("Multiple Response Types 1.0 §5: an error travels as the answer would have")
    void errorsTravelAsAnswers(String changes, String expected) {
        assertEquals(expected, outcome(SERVER, good(changes)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "-nonce, fragment invalid_request",
        "nonce=, fragment invalid_request",
        "-nonce response_type=id_token, fragment invalid_request",
        "-nonce response_type=token, fragment invalid_request",
        "nonce=%20, valid"
    })
    @DisplayName("OIDC Core 1.0 §3.2.2.1; abuse case 22: there is no token without a nonce")
    void nonce(String changes, String expected) {
        assertEquals(expected, outcome(SERVER, good(changes)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "prompt=none, valid",
        "prompt=login, valid",
        "prompt=consent%20login, valid",
        "prompt=, valid",
        "prompt=none%20login, fragment invalid_request",
        "prompt=nonesuch, fragment invalid_request",
        "prompt=NONE, fragment invalid_request",
        "prompt=%20, fragment invalid_request",
        "prompt=enroll_authenticator, fragment invalid_request",
        "max_age=0, valid",
        "max_age=2147483647, valid",
        "max_age=2147483648, fragment invalid_request",
        "max_age=99999999999999999999, fragment invalid_request",
        "max_age=-1, fragment invalid_request",
        "max_age=1.5, fragment invalid_request",
        "max_age=x, fragment invalid_request",
        "max_age=%D9%A1, fragment invalid_request",
        "prompt=none max_age=0, fragment invalid_request",
        "prompt=none max_age=00, fragment invalid_request",
        "prompt=none max_age=1, valid",
        "prompt=login max_age=0, valid"
    })
    @DisplayName("OIDC Core 1.0 §3.1.2.1: prompt and max_age are well formed and do not contradict each other")
    void promptAndMaxAge(String changes, String expected) {
        assertEquals(expected, outcome(SERVER, good(changes)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "acr_values=urn:okta:loa:1fa:pwd, valid",
        "acr_values=urn:okta:loa:1fa:any, valid",
        "acr_values=urn:okta:loa:2fa:any:ifpossible, valid",
        "acr_values=phr%20urn:okta:loa:1fa:any, valid",
        "acr_values=urn:okta:loa:2fa:any, fragment unmet_authentication_requirements",
        "acr_values=phr, fragment unmet_authentication_requirements",
        "acr_values=phrh%20x, fragment unmet_authentication_requirements",
        "acr_values=%20, valid",
        "acr_values=1%202, valid",
        "idp=0oa1, fragment invalid_request"
    })
    @DisplayName(
            "OIDC Core 1.0 §5.5.1.1: a class that we can't reach, and a provider that is not there, are said at once; an"
                    + " unknown class is a wish")
    void classesAndProviders(String changes, String expected) {
        assertEquals(expected, outcome(SERVER, good(changes)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "scope=openid, valid",
        "scope=openid%20reports, valid",
        "scope=openid%20unknown, fragment invalid_scope",
        "scope=openid%20Profile, fragment invalid_scope",
        "scope=openid%22, fragment invalid_scope",
        "scope=%20, fragment invalid_scope",
        "-scope, fragment invalid_scope",
        "scope=offline_access, fragment invalid_scope",
        "scope=openid%20offline_access, valid"
    })
    @DisplayName("RFC 6749 §3.3: each scope is well formed and known, or none is granted")
    void scopes(String changes, String expected) {
        assertEquals(expected, outcome(SERVER, good(changes)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "scope=reports, fragment invalid_scope",
        "scope=profile response_type=id_token, fragment invalid_scope",
        "scope=reports response_type=token, valid"
    })
    @DisplayName("OIDC Core 1.0 §3.1.2.1: an ID token needs the scope openid")
    void openid(String changes, String expected) {
        assertEquals(expected, outcome(SERVER, good(changes)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', valid",
        "client_id=web, valid",
        "client_id=code-only, fragment unauthorized_client",
        "client_id=code-only response_type=code, query invalid_request",
        "client_id=code-only -state response_type=code, query invalid_request",
        "redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Ftenant%3Da, valid",
        "redirect_uri=com.example.app%3A%2Fcb, valid",
        "redirect_uri=com.example.app%3A%2Fcb response_mode=form_post, valid",
        "x=y, valid",
        "login_hint=ada, valid",
        "display=popup, valid",
        "sessionToken=20111abc, valid",
        "code_challenge=x code_challenge_method=plain, valid",
        "state=%20, valid",
        "state=%3Cscript%3E%22%27%26, valid"
    })
    @DisplayName("Abuse case 35: what is unknown is ignored, and an app without the implicit grant is told so")
    void others(String changes, String expected) {
        assertEquals(expected, outcome(SERVER, good(changes)));
    }

    @Test
    @DisplayName("State and nonce are bounded at 2048 characters")
    void bounded() {
        for (String name : List.of("state", "nonce")) {
            assertEquals("valid", outcome(SERVER, good(name + "=" + "a".repeat(2048))));
            assertEquals("fragment invalid_request", outcome(SERVER, good(name + "=" + "a".repeat(2049))));
        }
    }

    @Test
    @DisplayName("Without scopes the server's default ones are asked for")
    void defaultScopes() {
        var flags = new Scope.Flags(true, false, false, false);
        var server = Example.server(new Scope("scp1", "read", REPORTS.text(), Consent.IMPLICIT, flags));
        var parameters = good("-scope response_type=token");
        var request = assertInstanceOf(Validation.Valid.class, VALIDATOR.validate(server, parameters))
                .request();
        assertEquals("read", request.asked().scopes().text());
    }

    @Test
    @DisplayName("The org's server knows the standard scopes and no others")
    void org() {
        assertEquals("valid", outcome(Example.org(), good("")));
        assertEquals("fragment invalid_scope", outcome(Example.org(), good("scope=openid%20reports")));
    }

    @Test
    @DisplayName("A valid request is what was sent, read once")
    void whatWasSent() {
        var request = valid("prompt=login max_age=60 acr_values=urn:okta:loa:1fa:pwd scope=openid%20offline_access");
        assertEquals("https://app.example/cb", request.returnTo().uri().text());
        assertEquals(Optional.of("s1"), request.returnTo().state());
        assertEquals(Optional.of("n1"), request.asked().nonce());
        assertEquals("openid", request.asked().scopes().text());
        assertTrue(request.asked().types().carriesTokens());
        assertTrue(request.wishes().prompts().has(Prompt.LOGIN));
        assertEquals(Optional.of(Duration.ofSeconds(60)), request.wishes().maxAge());
        assertEquals(Optional.of("urn:okta:loa:1fa:pwd"), request.wishes().acr());
        assertTrue(request.wishes().idTokenHint().isEmpty());
        assertTrue(valid("").wishes().maxAge().isEmpty());
        assertTrue(valid("").wishes().acr().isEmpty());
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: an id_token_hint is an ID token of this server for this app, or an error")
    void hints() {
        var hint = valid("id_token_hint=" + Issuing.idToken(SERVER, "openid"))
                .wishes()
                .idTokenHint()
                .orElseThrow();
        assertEquals("00u1ada0000000000001", hint.subject());
        for (String other : List.of(
                "x",
                Issuing.idToken(Example.org(), "openid"),
                Issuing.accessToken(SERVER, "openid").value())) {
            assertEquals("fragment invalid_request", outcome(SERVER, good("id_token_hint=" + other)));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "scope=openid%20reprots, The authorization server does not know a scope: reprots",
        "scope=openid%20%3Cb%3E, The authorization server does not know a scope.",
        "scope=openid%20please-call-this-number-to-get-your-account-back, The authorization server does not know a scope.",
        "scope=openid%20call%20this%20number, The authorization server does not know a scope: call",
        "+nonce=n2, A parameter came more than once: nonce",
        "call-us=1 +call-us=2, A parameter came more than once."
    })
    @DisplayName("RFC 6749 §4.2.2.1; abuse case 31: a description holds one short word of what a link says, at most")
    void descriptions(String changes, String description) {
        var refused = assertInstanceOf(Validation.Returnable.class, VALIDATOR.validate(SERVER, good(changes)));
        assertEquals(description, refused.problem().description());
    }

    @Property
    @Label(
            "RFC 6749 §4.2.2.1: no parameters make it throw; every description is printable ASCII without quote, backslash")
    void noParametersThrow(@ForAll("names") List<String> names, @ForAll List<String> values) {
        var parameters = new StringBuilder(GOOD);
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            parameters.append('&').append(names.get(i)).append('=').append(encoded(values.get(i)));
        }
        switch (VALIDATOR.validate(SERVER, Forms.parse(parameters.toString()))) {
            case Validation.Valid _ -> {}
            case Validation.Returnable refused ->
                assertPrintable(refused.problem().description());
            case Validation.Unreturnable(var problem) -> assertPrintable(problem.description());
        }
    }

    private static String encoded(String text) {
        String kept = text.replace("\0", "");
        return URLEncoder.encode(kept, StandardCharsets.UTF_8);
    }

    private static void assertPrintable(String description) {
        assertTrue(description.matches("[ !#-\\[\\]-~]+"), description);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.of(
                        "prompt",
                        "max_age",
                        "response_mode",
                        "acr_values",
                        "id_token_hint",
                        "idp",
                        "request",
                        "x",
                        "state")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}
