package dev.narthex.e2e.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.narthex.e2e.app.Chromium;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The demo, from its one URL to the API's answer, and all the ways back. What people have consented to stays: the
/// first
/// visit is Ada's, and whoever does not allow it is Grace.
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoInBrowserTest {
    @TempDir
    static Path folder;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static RunningDemo demo;

    private BrowserContext person;
    private Page page;
    private Visitor visitor;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        demo = RunningDemo.in(folder);
    }

    @BeforeEach
    void open() {
        person = chromium.person();
        page = person.newPage();
        visitor = new Visitor(page);
        page.navigate(demo.fact("appUrl"));
    }

    @AfterEach
    void noComplaints() {
        person.close();
        assertEquals(List.of(), chromium.complaints());
    }

    @Test
    @Order(1)
    @DisplayName("From the one URL to the API's answer: sign in, mistype, sign in, consent, both tokens")
    void wholeWay() {
        Chromium.photograph(page, "demo-1-app");
        visitor.button("Sign in").click();
        assertThat(page).hasTitle(Pattern.compile("^Sign in · .*"));
        assertThat(page.getByText("to continue to Sample app")).isVisible();
        Chromium.photograph(page, "demo-2-sign-in");
        visitor.signIn(demo.fact("username"), "wrong");
        visitor.refused(chromium);
        assertThat(visitor.field("Username")).hasValue(demo.fact("username"));
        assertThat(visitor.field("Password")).isEmpty();
        Chromium.photograph(page, "demo-3-wrong-password");
        visitor.field("Password").fill(demo.fact("password"));
        visitor.button("Sign in").click();
        assertThat(visitor.heading("Sample app")).isVisible();
        assertThat(page.getByText("Ada Byron")).isVisible();
        assertThat(page.getByText("Read your messages")).isVisible();
        Chromium.photograph(page, "demo-4-consent");
        visitor.button("Allow").click();
        assertSignedIn(page, "Ada Byron");
        assertThat(page.getByText("api://default").first()).isVisible();
        assertThat(page.locator("pre")).containsText("This API has checked your access token.");
        Chromium.photograph(page, "demo-5-signed-in");
    }

    private static void assertSignedIn(Page page, String name) {
        assertThat(new Visitor(page).heading("Welcome, " + name)).isVisible();
        assertThat(page.locator(".badge")).hasText("200");
        assertEquals(demo.fact("redirectUri"), page.url(), "a clean address bar");
    }

    private void signIn(String username, String password) {
        visitor.button("Sign in").click();
        visitor.signIn(username, password);
        page.waitForURL(Pattern.compile(".*(/consent|" + Pattern.quote(demo.fact("appUrl")) + ").*"));
        if (page.url().contains("/consent")) visitor.button("Allow").click();
    }

    private void signInAsAda() {
        signIn(demo.fact("username"), demo.fact("password"));
        assertSignedIn(page, "Ada Byron");
    }

    @Test
    @DisplayName("Signed in: the API again, silent renewal, a reload, a second tab, and the end of the session")
    void afterwards() {
        signInAsAda();
        visitor.button("Call the API again").click();
        assertThat(page.locator(".badge")).hasText("200");
        visitor.button("Renew silently").click();
        assertThat(page.locator("[role=status]")).containsText("Renewed at");
        Chromium.photograph(page, "demo-6-renewed");
        page.reload();
        assertSignedIn(page, "Ada Byron");
        secondTab();
        visitor.button("Sign out").click();
        assertThat(visitor.button("Sign in")).isVisible();
        assertEquals(demo.fact("appUrl"), page.url());
        visitor.button("Sign in").click();
        assertThat(visitor.field("Password")).isVisible();
    }

    private void secondTab() {
        try (var tab = person.newPage()) {
            tab.navigate(demo.fact("appUrl"));
            new Visitor(tab).button("Sign in").click();
            assertSignedIn(tab, "Ada Byron");
        }
    }

    @Test
    @DisplayName("Tabs that were left at the sign-in page all come back to the app, whichever is used first")
    void twoTabsAtOnce() {
        try (var other = person.newPage()) {
            other.navigate(demo.fact("appUrl"));
            new Visitor(other).button("Sign in").click();
            assertThat(new Visitor(other).field("Password")).isVisible();
            signInAsAda();
            new Visitor(other).signIn(demo.fact("username"), demo.fact("password"));
            assertSignedIn(other, "Ada Byron");
        }
    }

    @Test
    @DisplayName("Somebody who does not allow it comes back to an app that explains, and is asked again the next time")
    void notAllowed() {
        visitor.button("Sign in").click();
        visitor.signIn("grace@example.org", "a bug in the relay");
        visitor.button("Don't allow").click();
        assertThat(visitor.alert()).isVisible();
        assertThat(page.locator(".code")).hasText("access_denied");
        Chromium.photograph(page, "demo-7-not-allowed");
        visitor.button("Sign in again").click();
        assertThat(visitor.button("Don't allow")).isVisible();
        assertTrue(page.url().startsWith(demo.fact("baseUrl")), page.url());
    }

    @Test
    @DisplayName("WCAG 2.2 2.1.1: sign in with the keyboard alone")
    void keyboard() {
        visitor.button("Sign in").focus();
        page.keyboard().press("Enter");
        assertThat(visitor.field("Username")).isFocused();
        page.keyboard().type(demo.fact("username"));
        page.keyboard().press("Tab");
        assertThat(visitor.field("Password")).isFocused();
        page.keyboard().type(demo.fact("password"));
        page.keyboard().press("Tab");
        assertThat(visitor.button("Show password")).isFocused();
        page.keyboard().press("Space");
        assertThat(visitor.field("Password")).hasAttribute("type", "text");
        Chromium.photograph(page, "demo-8-password-shown");
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*(/consent|" + Pattern.quote(demo.fact("appUrl")) + ").*"));
        if (page.url().contains("/consent")) allowByKeyboard();
        assertSignedIn(page, "Ada Byron");
    }

    private void allowByKeyboard() {
        for (int i = 0;
                i < 20 && !(boolean) visitor.button("Allow").evaluate("it => it === document.activeElement");
                i++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");
    }

    @Test
    @DisplayName("The back button from the sign-in page leads to an app that still works")
    void backButton() {
        visitor.button("Sign in").click();
        assertThat(visitor.field("Password")).isVisible();
        page.goBack();
        assertThat(visitor.button("Sign in")).isEnabled();
        signInAsAda();
        assertFalse(visitor.scrollsSideways());
    }
}
