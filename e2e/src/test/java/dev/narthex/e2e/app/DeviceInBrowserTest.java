package dev.narthex.e2e.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A person allows a device in a real browser.
class DeviceInBrowserTest {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private static TestServer idp;
    private static Chromium chromium;
    private static TokenClient tv;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        idp.fixture.user("ada@example.org");
        var app = idp.fixture.app(settings -> new AppSettings(
                "Acorn TV",
                AppSettings.Type.NATIVE,
                new AppSettings.OAuth(
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of(GRANT),
                        ConsentMethod.TRUSTED,
                        new ClientAuthentication("none", false)),
                settings.branding(),
                true,
                Map.of()));
        tv = new TokenClient(idp, app, "/oauth2/default");
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) chromium.close();
        idp.close();
    }

    private static Map<String, Object> begun() {
        return TokenClient.json(tv.post("device/authorize", Map.of("scope", "openid profile email")));
    }

    private static int poll(Map<String, Object> begun) {
        return tv.post("token", Map.of("grant_type", GRANT, "device_code", (String) begun.get("device_code")))
                .statusCode();
    }

    private static boolean scrollsSideways(Page page) {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    @Test
    @DisplayName("By keyboard alone, in the dark: type the code, sign in, allow; the first answer reached is no")
    void byKeyboard() {
        var begun = begun();
        try (var person = chromium.person(new NewContextOptions().setColorScheme(ColorScheme.DARK))) {
            var page = person.newPage();
            page.navigate(idp.baseUrl() + "/activate");
            assertThat(page.locator("#user_code")).isFocused();
            page.keyboard().type(((String) begun.get("user_code")).toLowerCase(java.util.Locale.ROOT));
            Chromium.photograph(page, "activate-dark");
            page.keyboard().press("Enter");
            assertThat(page.locator("#username")).isFocused();
            page.keyboard().type("ada@example.org");
            page.keyboard().press("Tab");
            page.keyboard().type(Fixture.PASSWORD);
            page.keyboard().press("Enter");
            page.waitForSelector("button[name=decision]");
            Chromium.photograph(page, "device-dark");
            page.keyboard().press("Tab");
            assertEquals("deny", page.evaluate("document.activeElement.value"));
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.waitForSelector("text=Your device is connected");
            Chromium.photograph(page, "device-done-dark");
        }
        assertEquals(200, poll(begun));
        assertEquals(List.of(), chromium.complaints());
    }

    @Test
    @DisplayName("Without JavaScript on a screen of 320 pixels, with the code in the address")
    void withoutScripts() {
        var begun = begun();
        try (var person = chromium.person(
                new NewContextOptions().setJavaScriptEnabled(false).setViewportSize(320, 640))) {
            var page = person.newPage();
            page.navigate((String) begun.get("verification_uri_complete"));
            Chromium.photograph(page, "activate-narrow");
            page.click("text=Continue");
            page.fill("#username", "ada@example.org");
            page.fill("#password", Fixture.PASSWORD);
            page.click("button.button");
            Chromium.photograph(page, "device-narrow");
            page.click("button[value=allow]");
            page.waitForSelector("text=Your device is connected");
        }
        assertEquals(200, poll(begun));
    }

    @Test
    @DisplayName("Nothing runs over the edge of a small screen, and a wrong code is told where it was typed")
    void narrow() {
        try (var person = chromium.person(new NewContextOptions().setViewportSize(320, 640))) {
            var page = person.newPage();
            page.navigate(idp.baseUrl() + "/activate?user_code=BCDF-GHJK");
            assertTrue(!scrollsSideways(page));
            page.click("text=Continue");
            page.waitForSelector("#error");
            assertEquals("error", page.evaluate("document.activeElement.id"));
            assertTrue(!scrollsSideways(page));
            Chromium.photograph(page, "activate-error-narrow");
        }
    }
}
