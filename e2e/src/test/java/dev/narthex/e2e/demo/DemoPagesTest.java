package dev.narthex.e2e.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Needs;
import dev.narthex.e2e.app.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The server's own pages as different people see them.
@Timeout(120)
class DemoPagesTest {
    private static final Path AXE = Path.of("clients/node/node_modules/axe-core/axe.min.js");

    @TempDir
    static Path folder;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static RunningDemo demo;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        demo = RunningDemo.in(folder);
    }

    @AfterEach
    void noComplaints() {
        assertEquals(List.of(), chromium.complaints());
    }

    /// Asks for consent every time.
    private static String authorize() {
        return demo.fact("issuer") + "/v1/authorize?"
                + Browser.encode(Map.of(
                        "client_id", demo.fact("clientId"),
                        "redirect_uri", demo.fact("redirectUri"),
                        "response_type", "id_token token",
                        "scope", "openid profile email messages.read",
                        "state", "s1",
                        "nonce", "n1",
                        "prompt", "consent"));
    }

    @Test
    @DisplayName("Without JavaScript, the pages lead from the request to the tokens in the address")
    void withoutJavaScript() {
        try (var person = chromium.person(new NewContextOptions().setJavaScriptEnabled(false))) {
            var page = person.newPage();
            var visitor = new Visitor(page);
            page.navigate(authorize());
            assertThat(visitor.button("Show password")).isHidden();
            visitor.signIn(demo.fact("username"), "wrong");
            visitor.refused(chromium);
            visitor.signIn(demo.fact("username"), demo.fact("password"));
            Chromium.photograph(page, "page-consent-without-javascript");
            visitor.button("Allow").click();
            page.waitForURL(Pattern.compile(
                    Pattern.quote(demo.fact("redirectUri")) + "#(?=.*id_token=)(?=.*access_token=)(?=.*state=s1).*"));
        }
    }

    @ParameterizedTest(name = "{0} × {1}, {2}")
    @DisplayName("WCAG 2.2 1.4.10: no page needs sideways scrolling, whatever the width and the scheme")
    @CsvSource({"320,568,LIGHT", "390,844,DARK", "640,400,LIGHT", "1280,900,DARK"})
    void widths(int width, int height, ColorScheme scheme) {
        var options = new NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
        try (var person = chromium.person(options)) {
            var page = person.newPage();
            var suffix = "-" + width + "-" + scheme.name().toLowerCase();
            eachPage(page, name -> {
                assertFalse(new Visitor(page).scrollsSideways(), name);
                Chromium.photograph(page, "page-" + name + suffix);
            });
        }
    }

    private interface Look {
        void at(String name);
    }

    /// Shows every kind of page in turn.
    private static void eachPage(Page page, Look look) {
        var visitor = new Visitor(page);
        page.navigate(demo.fact("appUrl"));
        assertThat(visitor.button("Sign in")).isVisible();
        look.at("app");
        page.navigate(authorize());
        look.at("sign-in");
        visitor.signIn(demo.fact("username"), "wrong");
        visitor.refused(chromium);
        look.at("sign-in-failed");
        visitor.signIn(demo.fact("username"), demo.fact("password"));
        assertThat(visitor.button("Allow")).isVisible();
        look.at("consent");
        visitor.button("Allow").click();
        // The app knows nothing of this request, and says so.
        assertThat(visitor.alert()).isVisible();
        look.at("app-unknown-answer");
        page.navigate(demo.fact("baseUrl") + "/app/UserHome");
        assertThat(visitor.button("Sign out")).isVisible();
        look.at("home");
        visitor.button("Sign out").click();
        look.at("signed-out");
    }

    @ParameterizedTest
    @DisplayName("What went wrong is said on a page of ours, with a support id")
    @CsvSource({
        "client_id=nobody&redirect_uri=https://evil.example/, unknown-app",
        "client_id=sample-app&redirect_uri=https://evil.example/, unknown-address",
    })
    void refusals(String query, String name) {
        try (var person = chromium.person()) {
            var page = person.newPage();
            page.navigate(
                    demo.fact("issuer") + "/v1/authorize?response_type=token&scope=openid&state=s&nonce=n&" + query);
            assertThat(page.locator("footer code")).isVisible();
            Chromium.photograph(page, "page-refused-" + name);
            // What the browser says about the status is no complaint of the page.
            chromium.complaints();
        }
    }

    @Test
    @DisplayName("axe finds nothing against WCAG 2.2 AA on any page, in either scheme")
    void axe() throws IOException {
        Needs.that(Files.exists(AXE), "run npm ci in e2e/clients/node");
        var script = Files.readString(AXE);
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var person = chromium.person(new NewContextOptions().setColorScheme(scheme))) {
                var page = person.newPage();
                eachPage(page, name -> assertEquals(List.of(), violations(page, script), name + " " + scheme));
            }
        }
    }

    private static Object violations(Page page, String script) {
        page.evaluate("() => {" + script + "}");
        return page.evaluate("""
                async () => {
                  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
                  const { violations } = await axe.run({ runOnly: tags });
                  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html)}`);
                }
                """);
    }
}
