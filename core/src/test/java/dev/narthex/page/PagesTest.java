package dev.narthex.page;

import static dev.narthex.page.Html.body;
import static dev.narthex.page.Html.header;
import static dev.narthex.page.Html.tags;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every page.
final class PagesTest {
    private static final int BUDGET = 30_000;
    private static final Assets ASSETS = new Assets();
    private static final Pages PAGES = new Pages(ASSETS);
    private static final String EVIL = "a\"'><img src=x onerror=alert(1)><script>alert(2)</script>${1+1}";

    static Stream<Map.Entry<String, Response>> samples() {
        return Samples.all(PAGES).entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("Nothing is cached, nothing is guessed, no referrer is sent, and all is forbidden that is not named")
    void everyPageHasItsHeaders(Map.Entry<String, Response> sample) {
        var page = sample.getValue();
        assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
        assertEquals("no-cache, no-store", header(page, "Cache-Control"));
        assertEquals("no-referrer", header(page, "Referrer-Policy"));
        assertEquals("nosniff", header(page, "X-Content-Type-Options"));
        String policy = header(page, "Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; ") && policy.contains("base-uri 'none'"), policy);
        assertFalse(policy.contains("unsafe") || policy.contains("*"), policy);
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("Abuse case 32: no page may be framed; only the carrier of a message may, by the one it is for")
    void noPageMayBeFramed(Map.Entry<String, Response> sample) {
        boolean carrier = sample.getKey().equals("post-message");
        String policy = header(sample.getValue(), "Content-Security-Policy");
        assertEquals(!carrier, policy.contains("frame-ancestors 'none'"), policy);
        assertEquals(carrier ? "(none)" : "DENY", header(sample.getValue(), "X-Frame-Options"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("A page with its style, script and mark weighs at most 30 kB, uncompressed")
    void everyPageIsLight(Map.Entry<String, Response> sample) {
        int weight = sample.getValue().body().length;
        for (String name : List.of("narthex.css", "narthex.js", "mark.svg")) {
            if (body(sample.getValue()).contains(name))
                weight += AssetsTest.fetch(ASSETS, ASSETS.path(name)).body().length;
        }
        assertTrue(weight <= BUDGET, sample.getKey() + " weighs " + weight);
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("Whatever a page loads is its own: no other origin, no inline style or handler")
    void everyPageLoadsOnlyItsOwn(Map.Entry<String, Response> sample) {
        var page = sample.getValue();
        for (String tag : tags(page, "(?:script|link|img)", "")) {
            assertFalse(tag.matches(".*(?:src|href)=\"(?!/assets/|data:image/).*"), tag);
        }
        assertTrue(tags(page, "[a-z]+", " style=").isEmpty());
        assertTrue(tags(page, "[a-z]+", " on").stream().noneMatch(tag -> tag.matches(".* on[a-z]+=.*")), body(page));
    }

    static Stream<Response> attacked() {
        var pages = new ArrayList<Response>();
        for (int field = 0; field < 7; field++) pages.add(attackedSignIn(field));
        for (int field = 0; field < 9; field++) pages.add(attackedConsent(field));
        pages.add(PAGES.message(400, new MessageView(EVIL, EVIL, Optional.of(new Action(EVIL, "/x" + EVIL)), EVIL)));
        pages.add(PAGES.home(new HomeView(EVIL, EVIL, true, EVIL, EVIL, EVIL)));
        for (int at = 0; at < 16; at++) pages.add(attackedForm(at));
        for (int at = 0; at < 14; at++) pages.add(attackedAccount(at));
        return pages.stream();
    }

    private static String evilAt(int field, int position) {
        return field == position ? EVIL : "x";
    }

    private static Response attackedSignIn(int at) {
        return PAGES.signIn(
                200,
                new SignInView(
                        evilAt(at, 0),
                        evilAt(at, 1),
                        evilAt(at, 2),
                        evilAt(at, 3),
                        false,
                        Optional.of(evilAt(at, 4)),
                        Optional.of(Samples.app(evilAt(at, 5))),
                        List.of(new Action(evilAt(at, 5), "/" + evilAt(at, 6))),
                        evilAt(at, 6)));
    }

    private static Response attackedForm(int at) {
        var text = new FormView.Text(evilAt(at, 0), evilAt(at, 1), evilAt(at, 2), List.of());
        var target =
                new FormView.Target(evilAt(at, 3), evilAt(at, 4), evilAt(at, 5), Map.of(evilAt(at, 6), evilAt(at, 7)));
        var field = new Field(
                evilAt(at, 8),
                evilAt(at, 9),
                Field.Kind.TEXT,
                evilAt(at, 10),
                true,
                evilAt(at, 11),
                List.of(evilAt(at, 12)),
                List.of(evilAt(at, 13)));
        var view = new FormView(
                text,
                target,
                Optional.of(evilAt(at, 14)),
                List.of(field),
                Optional.of(evilAt(at, 15)),
                Optional.empty(),
                "x");
        return PAGES.form(200, view);
    }

    private static Response attackedAccount(int at) {
        var view = new AccountView(
                new AccountView.Who(evilAt(at, 0), evilAt(at, 1), true),
                List.of(new AccountView.Fact(evilAt(at, 2), evilAt(at, 3))),
                List.of(new AccountView.Place(evilAt(at, 4), evilAt(at, 5), evilAt(at, 6), true)),
                List.of(new AccountView.Consent(evilAt(at, 7), evilAt(at, 8), List.of(evilAt(at, 9)), evilAt(at, 10))),
                Optional.of(evilAt(at, 11)),
                evilAt(at, 12),
                evilAt(at, 13));
        return PAGES.account(view);
    }

    private static Response attackedConsent(int at) {
        var scopes = List.of(
                new ScopeView(evilAt(at, 6), evilAt(at, 7), evilAt(at, 8), true),
                new ScopeView(evilAt(at, 6), evilAt(at, 7), evilAt(at, 8), false));
        return PAGES.consent(
                200,
                new ConsentView(
                        evilAt(at, 0),
                        evilAt(at, 1),
                        evilAt(at, 2),
                        Samples.app(evilAt(at, 3)),
                        evilAt(at, 4),
                        evilAt(at, 5),
                        scopes,
                        "req"));
    }

    @ParameterizedTest
    @MethodSource("attacked")
    @DisplayName("Abuse cases 30, 107, 108: HTML and template syntax in any field stay text")
    void htmlInAnyFieldStaysText(Response page) {
        String body = body(page);
        assertTrue(body.contains("&lt;img src=x") || body.contains("&#34;"), "the attack is in the page");
        assertFalse(body.contains("<img") || body.contains("<script>alert") || body.contains("a\"'>"), body);
        assertTrue(body.contains("${1+1}"), "nothing is evaluated");
        assertEquals(1, tags(page, "script", "").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/\\evil.example", "javascript:alert(1)", "evil"})
    @DisplayName("Abuse case 12: the next action leads to a path of ours or to a plain web address")
    void anActionLeadsNowhereElse(String href) {
        assertThrows(IllegalArgumentException.class, () -> new Action("Go", href));
    }

    @Test
    @DisplayName("A message says one thing, what to do next, and the id to tell the administrator")
    void aMessageSaysWhatToDo() {
        var action = new Action("Sign in again", "/login/login.htm?a=1&b=2");
        var page = PAGES.message(400, new MessageView("Expired", "It took too long.", Optional.of(action), "req42"));
        assertEquals(400, page.status());
        assertTrue(body(page).contains("<h1>Expired</h1>"));
        assertTrue(body(page).contains("href=\"/login/login.htm?a=1&amp;b=2\">Sign in again</a>"), body(page));
        assertTrue(body(page).contains("<code>req42</code>"));
    }

    @Test
    @DisplayName("Signing out is a form with a token, so no link elsewhere can do it")
    void signingOutIsAForm() {
        var page = PAGES.home(new HomeView("Ada", "ada@example.org", false, "/login/signout", "tok", "req"));
        assertTrue(Html.tag(page, "form", "method=\"post\"").contains("action=\"/login/signout\""));
        assertTrue(Html.tag(page, "input", "name=\"token\"").contains("value=\"tok\""));
    }
}
