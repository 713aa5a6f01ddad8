package dev.narthex.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.Example;
import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.authorize.AuthorizeRequest.Asked;
import dev.narthex.authorize.AuthorizeRequest.Wishes;
import dev.narthex.authorize.Standing.SignedIn;
import dev.narthex.flow.PausedRequest.ConsentDecision;
import dev.narthex.issue.IdTokenHint;
import dev.narthex.issue.Issuing;
import dev.narthex.oauth.Prompts;
import dev.narthex.oauth.RedirectUri;
import dev.narthex.oauth.ResponseMode;
import dev.narthex.oauth.ResponseTypes;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.Access;
import dev.narthex.policy.AccessRule.Lifetimes;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Scope.Consent;
import dev.narthex.session.Session;
import dev.narthex.users.Person;
import dev.narthex.users.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Facts in, next step out. A step reads `signin`, `consent …`, `proceed …` or the code of an error.
final class InteractionPolicyTest {
    private static final Instant NOW = Example.NOW;
    private static final Instant BEGUN = NOW.minusSeconds(60);
    private static final Instant BEFORE = BEGUN.minusSeconds(60);
    private static final App ASKING = Example.app(ConsentMethod.REQUIRED);
    private static final AuthorizationServer SERVER = Example.server(
            Example.scope("reports", Consent.REQUIRED),
            Example.scope("billing", Consent.FLEXIBLE),
            Example.optionalScope("extra", Consent.REQUIRED));
    private static final Access PERMITTED = new Access.Permitted(Lifetimes.STANDARD);
    private static final Prompts ABSENT = Prompts.UNSPECIFIED;

    private static Prompts prompts(String text) {
        return text.equals("absent") ? ABSENT : Prompts.parse(text).orElseThrow();
    }

    private static AuthorizeRequest request(String scopes, Wishes wishes) {
        var uri = new RedirectUri(Example.CALLBACK);
        var place = VerifiedReturn.verify(
                        ASKING,
                        new VerifiedReturn.Answerer(SERVER, "https://id.example"),
                        uri,
                        ResponseMode.FRAGMENT,
                        Optional.of("s"))
                .orElseThrow();
        var asked = new Asked(
                ResponseTypes.parse("id_token token").orElseThrow(),
                Scopes.parse(scopes).orElseThrow(),
                Optional.of("n"),
                Optional.empty(),
                Optional.empty());
        return new AuthorizeRequest(ASKING, SERVER, place, asked, wishes);
    }

    private static AuthorizeRequest request(String scopes, Prompts prompts) {
        return request(
                scopes,
                new Wishes(prompts, Optional.empty(), Optional.empty(), Optional.empty(), RequestedClaims.NONE));
    }

    private static AuthorizeRequest maxAge(long seconds) {
        var age = Optional.of(Duration.ofSeconds(seconds));
        return request("openid", new Wishes(ABSENT, age, Optional.empty(), Optional.empty(), RequestedClaims.NONE));
    }

    private static SignedIn signedIn(Instant at, String... granted) {
        return signedIn(Example.session("mine", at), Example.ada(), true, PERMITTED, granted);
    }

    private static SignedIn signedIn(
            Session session, Person person, boolean assigned, Access access, String... granted) {
        return new SignedIn(session, person, assigned, access, Set.of(granted));
    }

    private static Standing fresh(SignedIn who) {
        return new Standing(Optional.of(who), Optional.empty(), Optional.empty(), Optional.empty(), NOW);
    }

    private static Standing resumed(SignedIn who) {
        return new Standing(Optional.of(who), Optional.of(BEGUN), Optional.empty(), Optional.empty(), NOW);
    }

    private static Standing resumed(SignedIn who, ConsentDecision decision) {
        return new Standing(Optional.of(who), Optional.of(BEGUN), Optional.of(decision), Optional.empty(), NOW);
    }

    private static final Standing NOBODY =
            new Standing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), NOW);

    private static ConsentDecision decision(String session, boolean denied, String... allowed) {
        return new ConsentDecision(Example.session(session, NOW).hash().hex(), Set.of(allowed), denied);
    }

    private static String next(AuthorizeRequest request, Standing standing) {
        return switch (InteractionPolicy.decide(request, standing)) {
            case Interaction.SignIn() -> "signin";
            case Interaction.ChooseAccount() -> "choose";
            case Interaction.CreateAccount() -> "create";
            case Interaction.AskConsent(var toAsk) -> "consent " + toAsk.text();
            case Interaction.Proceed proceed -> "proceed " + proceed.scopes().text();
            case Interaction.Impossible(var problem) -> problem.error().code();
        };
    }

    @ParameterizedTest(name = "prompt {0}, session {1}: without consent {2}, with {3}")
    @CsvSource({
        "absent,        nobody,   signin,                  signin",
        "none,          nobody,   login_required,          login_required",
        "login,         nobody,   signin,                  signin",
        "consent,       nobody,   signin,                  signin",
        "login consent, nobody,   signin,                  signin",
        "absent,        before,   consent reports,         proceed openid reports",
        "none,          before,   consent_required,        proceed openid reports",
        "login,         before,   signin,                  signin",
        "consent,       before,   consent reports,         consent reports",
        "login consent, before,   signin,                  signin",
        "absent,        for this, consent reports,         proceed openid reports",
        "login,         for this, consent reports,         proceed openid reports",
        "consent,       for this, consent reports,         consent reports",
        "login consent, for this, consent reports,         consent reports"
    })
    @DisplayName("OIDC Core 1.0 §3.1.2.1: prompt, session and consent decide together what is shown")
    void matrix(String prompt, String session, String without, String with) {
        var request = request("openid reports", prompts(prompt));
        assertEquals(without, next(request, standing(session)));
        assertEquals(with, next(request, standing(session, "reports")));
    }

    private static Standing standing(String session, String... granted) {
        return switch (session) {
            case "nobody" -> NOBODY;
            case "before" -> fresh(signedIn(BEFORE, granted));
            default -> resumed(signedIn(BEGUN.plusSeconds(1), granted));
        };
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: prompt=login is met by a sign-in after this request began, and by no other")
    void promptLoginIsMetOnce() {
        var request = request("openid", prompts("login"));
        assertEquals("signin", next(request, resumed(signedIn(BEGUN.minusMillis(1)))));
        assertEquals("proceed openid", next(request, resumed(signedIn(BEGUN))));
        assertEquals("proceed openid", next(request, resumed(signedIn(NOW))));
    }

    @Test
    @DisplayName("Abuse case 77: a request that arrives new is met by no session, however young")
    void onlyOnResumption() {
        assertEquals("signin", next(request("openid", prompts("login")), fresh(signedIn(NOW))));
        assertEquals("signin", next(maxAge(0), fresh(signedIn(NOW))));
    }

    @ParameterizedTest(name = "max_age {0}, signed in {1} ms ago: {2}")
    @CsvSource({
        "60, 59999, proceed openid",
        "60, 60000, proceed openid",
        "60, 60001, signin",
        "1, 0, proceed openid",
        "1, 1001, signin",
        "0, 0, signin",
        "2147483647, 86400000, proceed openid"
    })
    @DisplayName("OIDC Core 1.0 §3.1.2.1: who signed in longer than max_age ago signs in again; 0 means always")
    void maxAges(long maxAge, long agoMillis, String expected) {
        assertEquals(expected, next(maxAge(maxAge), fresh(signedIn(NOW.minusMillis(agoMillis)))));
    }

    @Test
    @DisplayName("A sign-in for this request meets max_age, however long the person then thinks about consent")
    void noLoop() {
        assertEquals("proceed openid", next(maxAge(0), resumed(signedIn(BEGUN.plusSeconds(1)))));
        assertEquals("proceed openid", next(maxAge(5), resumed(signedIn(BEGUN.plusSeconds(1)))));
        assertEquals("signin", next(maxAge(5), resumed(signedIn(BEFORE))));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: prompt=none with a session older than max_age is login_required")
    void silentAndTooOld() {
        var wishes = new Wishes(
                prompts("none"),
                Optional.of(Duration.ofSeconds(60)),
                Optional.empty(),
                Optional.empty(),
                RequestedClaims.NONE);
        assertEquals("login_required", next(request("openid", wishes), fresh(signedIn(BEFORE))));
        assertEquals("proceed openid", next(request("openid", wishes), fresh(signedIn(NOW))));
    }

    private static AuthorizeRequest hinting(Prompts prompts) {
        IdTokenHint hint = Issuing.hints(NOW)
                .read(SERVER, Example.CLIENT, Issuing.idToken(SERVER, "openid"))
                .orElseThrow();
        return request(
                "openid",
                new Wishes(prompts, Optional.empty(), Optional.of(hint), Optional.empty(), RequestedClaims.NONE));
    }

    private static SignedIn someoneElse(Instant at) {
        var user = new User("00u2bob", User.Status.ACTIVE, Map.of("login", "bob"), Example.times(), 1);
        return signedIn(Example.session("mine", at), new Person(user, Map.of()), true, PERMITTED);
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: with an id_token_hint only the person it names gets an answer")
    void hints() {
        assertEquals("proceed openid", next(hinting(ABSENT), fresh(signedIn(BEFORE))));
        assertEquals("proceed openid", next(hinting(prompts("none")), fresh(signedIn(BEFORE))));
        assertEquals("login_required", next(hinting(prompts("none")), fresh(someoneElse(BEFORE))));
        assertEquals("signin", next(hinting(ABSENT), fresh(someoneElse(BEFORE))));
        assertEquals("signin", next(hinting(ABSENT), resumed(someoneElse(BEFORE))));
        assertEquals("login_required", next(hinting(ABSENT), resumed(someoneElse(BEGUN))));
        assertEquals("signin", next(hinting(ABSENT), NOBODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "none", "consent"})
    @DisplayName("Who may not use the app, or whom no rule permits the scopes, is refused before being asked anything")
    void notPermitted(String prompt) {
        var request = request("openid reports", prompts(prompt));
        var session = Example.session("mine", BEFORE);
        for (Access access : Set.of(new Access.NoRule(), new Access.ScopesNotPermitted())) {
            var refused = signedIn(session, Example.ada(), true, access, "reports");
            assertEquals("access_denied", next(request, fresh(refused)));
        }
        var unassigned = signedIn(session, Example.ada(), false, PERMITTED, "reports");
        assertEquals("access_denied", next(request, fresh(unassigned)));
    }

    @Test
    @DisplayName("The rule that permits says how long the access token lives")
    void lifetime() {
        var access = new Access.Permitted(new Lifetimes(Duration.ofMinutes(7), Duration.ZERO, Duration.ZERO));
        var who = signedIn(Example.session("mine", BEFORE), Example.ada(), true, access);
        var expected = new Interaction.Proceed(who, Scopes.parse("openid").orElseThrow(), Duration.ofMinutes(7));
        assertEquals(expected, InteractionPolicy.decide(request("openid", ABSENT), fresh(who)));
    }

    @Test
    @DisplayName("Abuse case 45: a decision counts in the session in which it was made, and in no other")
    void decisionOfAnotherSession() {
        var request = request("openid reports", prompts("consent"));
        var who = signedIn(BEFORE, "reports");
        assertEquals("proceed openid reports", next(request, resumed(who, decision("mine", false, "reports"))));
        assertEquals("consent reports", next(request, resumed(who, decision("other", false, "reports"))));
        assertEquals("consent reports", next(request, resumed(who, decision("other", true))));
    }

    @Test
    @DisplayName("Don't allow is access_denied")
    void denied() {
        var request = request("openid reports", ABSENT);
        assertEquals("access_denied", next(request, resumed(signedIn(BEFORE), decision("mine", true))));
        assertEquals("access_denied", next(request, resumed(signedIn(BEFORE, "reports"), decision("mine", true))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "consent"})
    @DisplayName("A grant that was withdrawn since the decision is asked for again")
    void withdrawn(String prompt) {
        var request = request("openid reports billing", prompts(prompt));
        var decision = decision("mine", false, "reports", "billing");
        String asked = prompt.equals("consent") ? "consent reports billing" : "consent billing";
        assertEquals(asked, next(request, resumed(signedIn(BEFORE, "reports"), decision)));
    }

    @Test
    @DisplayName(
            "Abuse case 108: consent to some scopes is none to others, even to those that were allowed on the page")
    void broaderScope() {
        var request = request("openid reports billing", ABSENT);
        assertEquals("consent billing", next(request, fresh(signedIn(BEFORE, "reports"))));
        assertEquals(
                "consent billing",
                next(request, resumed(signedIn(BEFORE, "reports"), decision("mine", false, "reports"))));
        assertEquals("consent reports billing", next(request, resumed(signedIn(BEFORE), decision("mine", false))));
    }

    @Test
    @DisplayName("A scope that may be left out, and was, is not in the tokens; the next request asks again")
    void optional() {
        var request = request("openid reports extra", ABSENT);
        var granted = signedIn(BEFORE, "reports");
        assertEquals("proceed openid reports", next(request, resumed(granted, decision("mine", false, "reports"))));
        assertEquals("consent extra", next(request, fresh(granted)));
        var both = signedIn(BEFORE, "reports", "extra");
        assertEquals(
                "proceed openid reports extra",
                next(request, resumed(both, decision("mine", false, "reports", "extra"))));
    }

    @Test
    @DisplayName("With prompt=consent a scope that was granted before can be left out now")
    void optionalAgain() {
        var request = request("openid reports extra", prompts("consent"));
        var both = signedIn(BEFORE, "reports", "extra");
        assertEquals("proceed openid reports", next(request, resumed(both, decision("mine", false, "reports"))));
    }

    @Test
    @DisplayName("Who leaves out all there is has allowed nothing")
    void nothingLeft() {
        var request = request("extra", ABSENT);
        assertEquals("access_denied", next(request, resumed(signedIn(BEFORE), decision("mine", false))));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: prompt=none shows no page, whatever was decided before")
    void silentAfterADecision() {
        var request = request("openid reports", prompts("none"));
        assertEquals("consent_required", next(request, resumed(signedIn(BEFORE), decision("mine", false, "reports"))));
    }
}
