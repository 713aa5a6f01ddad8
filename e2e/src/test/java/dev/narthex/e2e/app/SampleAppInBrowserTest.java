package dev.narthex.e2e.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The module of `client/` in a real browser, by way of the sample app, under the policy that the app is served with.
class SampleAppInBrowserTest {
    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static ScriptedIssuer issuer;

    @AutoClose
    private static SampleSite site;

    private BrowserContext person;
    private Page page;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        issuer = new ScriptedIssuer("127.0.0.1");
        site = new SampleSite(issuer);
    }

    @BeforeEach
    void open() {
        person = chromium.person();
        page = person.newPage();
    }

    @AfterEach
    void noComplaints() {
        person.close();
        issuer.declined = false;
        assertEquals(List.of(), chromium.complaints());
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Page page, String words) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(words));
    }

    /// Leaves for the issuer; the answer is the address that its one link leads to.
    private static String answerFor(Page page, String url) {
        page.navigate(url);
        button(page, "Sign in").click();
        return page.getByText("Continue").getAttribute("href");
    }

    private static void signIn(Page page, String url) {
        answerFor(page, url);
        page.getByText("Continue").click();
        assertThat(heading(page, "Welcome, Ada Byron")).isVisible();
        assertThat(page.locator(".badge")).hasText("200");
    }

    private Locator panel(String title) {
        var heading = page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(title).setExact(true));
        return page.locator(".panel", new Page.LocatorOptions().setHas(heading));
    }

    private static boolean scrollsSideways(Page page) {
        return (boolean) page.evaluate("document.documentElement.scrollWidth > innerWidth");
    }

    @Test
    @DisplayName("The app shows who signed in, both tokens, and the API's answer, and the address bar is clean")
    void shows() {
        signIn(page, site.url());
        assertEquals(site.url(), page.url());
        assertThat(panel("ID token")).containsText("at_hash");
        assertThat(panel("Access token")).containsText("api://default");
        assertThat(page.locator("pre")).containsText("ada@example.org");
        Chromium.photograph(page, "app-signed-in");
    }

    @Test
    @DisplayName("A script that is loaded after the module finds no answer in the address bar")
    void takenOutFirst() {
        var answer = answerFor(page, site.url());
        page.route(
                "**/app.js",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/javascript")
                        .setBody("document.title = `I see ${location.href}`")));
        page.navigate(answer);
        assertThat(page).hasTitle("I see " + site.url());
    }

    @Test
    @DisplayName("Nothing that is stored holds a token")
    void storesNoToken() {
        signIn(page, site.url());
        var stored = (String) page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, history.state])");
        assertFalse(stored.contains("eyJ"), stored);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("An answer is found in what a hash router makes of it")
    @ValueSource(strings = {"#/", "#!/", "#/inbox?", "#/inbox&"})
    void hashRouters(String start) {
        var answer = answerFor(page, site.url());
        page.navigate(answer.replaceFirst("#", start));
        assertThat(heading(page, "Welcome, Ada Byron")).isVisible();
        assertFalse(page.url().contains("token"), page.url());
        assertEquals(start.contains("inbox"), page.url().endsWith("#/inbox"));
    }

    // An old fragment is a token in the browser's history: whoever comes to this machine later could go back to it.
    // The module rewrites the entry and uses the transaction up, so going back, or pasting the address, signs nobody
    // in.
    @Test
    @DisplayName("Abuse 34: an old fragment is refused, by the address or by the back button")
    void replay() {
        var answer = answerFor(page, site.url());
        page.navigate(answer);
        assertThat(heading(page, "Welcome, Ada Byron")).isVisible();
        page.navigate("about:blank");
        page.goBack();
        assertEquals(site.url(), page.url());
        page.navigate("about:blank");
        page.navigate(answer);
        assertThat(heading(page, "This answer is not good any more")).isVisible();
        assertEquals(site.url(), page.url());
        Chromium.photograph(page, "app-replay");
    }

    @Test
    @DisplayName("Five tabs that sign in at the same time all end in tokens, in whatever order they finish")
    void manyTabs() {
        var tabs = Stream.generate(person::newPage).limit(5).toList();
        tabs.forEach(tab -> answerFor(tab, site.url()));
        for (var tab : List.of(tabs.get(3), tabs.get(0), tabs.get(4), tabs.get(2), tabs.get(1))) {
            tab.getByText("Continue").click();
            assertThat(heading(tab, "Welcome, Ada Byron")).isVisible();
        }
    }

    @Test
    @DisplayName("One tab can start twice and still finish what it began first")
    void twoStartsInOneTab() {
        var first = answerFor(page, site.url());
        answerFor(page, site.url());
        page.navigate(first);
        assertThat(heading(page, "Welcome, Ada Byron")).isVisible();
    }

    @Test
    @DisplayName("Back from the sign-in page without signing in, the app is as it was")
    void backFromIssuer() {
        answerFor(page, site.url());
        page.goBack();
        assertThat(button(page, "Sign in")).isEnabled();
    }

    @Test
    @DisplayName("Renewal in a hidden frame gives new tokens and leaves no frame behind")
    void renews() {
        signIn(page, site.url());
        var before = panel("Access token").textContent();
        button(page, "Renew silently").click();
        assertThat(page.locator("[role=status]")).containsText("Renewed at");
        assertFalse(before.equals(panel("Access token").textContent()));
        assertThat(page.locator("iframe")).hasCount(0);
    }

    @Test
    @DisplayName("Renewal after the session has ended says so")
    void sessionEnded() {
        signIn(page, site.url());
        person.clearCookies();
        button(page, "Renew silently").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The session has ended");
        Chromium.photograph(page, "app-session-ended");
    }

    @Test
    @DisplayName("Renewal at an issuer on another site says that the browser kept the cookie, and offers the redirect")
    void cookieKeptFromTheFrame() {
        try (var foreign = new ScriptedIssuer("localhost");
                var other = new SampleSite(foreign)) {
            signIn(page, other.url());
            button(page, "Renew silently").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("kept the sign-in cookie");
            Chromium.photograph(page, "app-cookie-kept");
            button(page, "Renew by redirect").click();
            page.getByText("Continue").click();
            assertThat(heading(page, "Welcome, Ada Byron")).isVisible();
        }
    }

    @Test
    @DisplayName("A reload asks the session for new tokens; after sign-out there are none")
    void reloadAndSignOut() {
        signIn(page, site.url());
        page.reload();
        assertThat(heading(page, "Welcome, Ada Byron")).isVisible();
        button(page, "Sign out").click();
        assertThat(button(page, "Sign in")).isVisible();
        page.reload();
        assertThat(button(page, "Sign in")).isVisible();
        assertTrue(person.cookies().isEmpty());
    }

    @Test
    @DisplayName("Somebody who declines is told so, and can start again")
    void declined() {
        issuer.declined = true;
        answerFor(page, site.url());
        page.getByText("Continue").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("You were not let in");
        assertThat(page.locator(".code")).hasText("access_denied");
        Chromium.photograph(page, "app-declined");
        issuer.declined = false;
        button(page, "Sign in again").click();
        page.getByText("Continue").click();
        assertThat(heading(page, "Welcome, Ada Byron")).isVisible();
    }

    @ParameterizedTest(name = "{0} hours")
    @DisplayName("A device whose clock is wrong can sign in: the server's clock decides")
    @ValueSource(ints = {-3, 26})
    void wrongClock(int hours) {
        page.clock().setSystemTime(new Date(System.currentTimeMillis() + hours * 3_600_000L));
        signIn(page, site.url());
    }

    @Test
    @DisplayName("The app's other name for this machine leads to the address that the issuer knows")
    void otherName() {
        page.navigate(site.url().replace("127.0.0.1", "localhost"));
        assertThat(page).hasURL(site.url());
    }

    @Test
    @DisplayName("WCAG 2.2 2.1.1: the keyboard alone is enough")
    void keyboard() {
        page.navigate(site.url());
        button(page, "Sign in").waitFor();
        for (int i = 0; i < 10 && !(boolean) page.evaluate("document.activeElement.matches('button')"); i++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");
        page.getByText("Continue").click();
        assertThat(heading(page, "Welcome, Ada Byron")).isVisible();
    }

    @Test
    @DisplayName("WCAG 2.2 1.4.10: 320 pixels are wide enough, in the dark scheme too")
    void narrow() {
        var options = new Browser.NewContextOptions().setViewportSize(320, 700).setColorScheme(ColorScheme.DARK);
        try (var phone = chromium.person(options)) {
            var small = phone.newPage();
            small.navigate(site.url());
            button(small, "Sign in").waitFor();
            assertFalse(scrollsSideways(small));
            signIn(small, site.url());
            assertFalse(scrollsSideways(small));
            Chromium.photograph(small, "app-signed-in-narrow-dark");
        }
    }

    @Test
    @DisplayName("The page with the unmodified okta-auth-js signs in, renews, and calls the API")
    void oktaAuthJs() {
        signIn(page, site.url() + "okta.html");
        assertEquals(site.url() + "okta.html", page.url());
        button(page, "Renew silently").click();
        assertThat(page.locator("[role=status]")).containsText("Renewed at");
        Chromium.photograph(page, "app-okta-signed-in");
    }
}
