package dev.narthex.e2e.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.narthex.e2e.Needs;
import dev.narthex.e2e.app.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pages of recovery, registration and the person's own account, as different people see them.
@Timeout(180)
class AccountPagesTest {
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

    private interface Look {
        void at(String name);
    }

    private static void eachPage(Page page, Look look) {
        var visitor = new Visitor(page);
        String base = demo.fact("baseUrl");
        page.navigate(base + "/login/login.htm");
        page.getByText("Create an account").click();
        look.at("register");
        visitor.field("E-mail address").fill("grace.new@example.org");
        visitor.field("First name").fill("Grace");
        visitor.field("Last name").fill("Hopper");
        page.locator("#newPassword").fill("short");
        visitor.button("Create the account").click();
        assertThat(page.locator("#newPassword[aria-invalid=true]")).isFocused();
        look.at("register-refused");
        chromium.complaints(); // of the status, by the browser
        page.locator("#newPassword").fill("A bug in the relay 9");
        visitor.button("Create the account").click();
        look.at("register-mailed");
        page.navigate(base + "/dev/mail");
        int before = page.getByText("Choose a new password").count();
        page.navigate(base + "/signin/forgot-password");
        look.at("forgot");
        page.locator("#username").fill(demo.fact("username"));
        visitor.button("Send me a link").click();
        look.at("forgot-mailed");
        page.waitForCondition(() -> {
            page.navigate(base + "/dev/mail");
            return page.getByText("Choose a new password").count() > before;
        });
        look.at("mails");
        page.getByText("Choose a new password").first().click();
        look.at("mail");
        page.locator(".stack a").click();
        look.at("reset");
        page.navigate(base + "/login/login.htm?fromURI=%2Faccount");
        visitor.signIn(demo.fact("username"), demo.fact("password"));
        look.at("account");
        page.getByText("Change profile").click();
        look.at("account-profile");
        page.navigate(base + "/account/password");
        look.at("account-password");
        page.navigate(base + "/account/email");
        look.at("account-email");
    }

    @Test
    @DisplayName("Each page fits a phone and a wide screen, in the light and in the dark; nothing is cut off")
    void photographs() {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(320, 1280)) {
                var options =
                        new NewContextOptions().setViewportSize(width, 720).setColorScheme(scheme);
                try (var person = chromium.person(options)) {
                    var page = person.newPage();
                    eachPage(page, name -> {
                        Chromium.photograph(page, "people-" + name + "-" + width + "-" + scheme);
                        int wide = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
                        assertTrue(wide <= width, name + " is " + wide + " wide at " + width);
                    });
                }
            }
        }
    }

    @Test
    @DisplayName("Without JavaScript every page works")
    void withoutScripts() {
        try (var person = chromium.person(new NewContextOptions().setJavaScriptEnabled(false))) {
            var page = person.newPage();
            String base = demo.fact("baseUrl");
            page.navigate(base + "/signin/forgot-password");
            page.locator("#username").fill("grace@example.org");
            page.locator("button.button").click();
            assertTrue(page.content().contains("Look into your mail"));
        }
    }

    @Test
    @DisplayName("axe finds nothing against WCAG 2.2 AA on any page")
    void axe() throws IOException {
        Needs.that(Files.exists(AXE), "run npm ci in e2e/clients/node");
        var script = Files.readString(AXE);
        try (var person = chromium.person()) {
            var page = person.newPage();
            eachPage(page, name -> assertEquals(List.of(), violations(page, script), name));
        }
    }

    static Object violations(Page page, String script) {
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
