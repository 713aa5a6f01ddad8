package dev.narthex.e2e.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.narthex.e2e.Needs;
import dev.narthex.e2e.app.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
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
        for (int width : List.of(320, 1280)) {
            var scheme = width == 320 ? ColorScheme.DARK : ColorScheme.LIGHT;
            var options = new NewContextOptions().setViewportSize(width, 720).setColorScheme(scheme);
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

    /// What a policy brings about: a warning, a question behind a link, a lock that is told.
    private static void eachPageOfPolicies(Page page, DemoPolicy policy, Look look) {
        var visitor = new Visitor(page);
        String base = demo.fact("baseUrl");
        String login = "hedy." + UUID.randomUUID() + "@example.org";
        policy.call("POST", "/api/v1/users?activate=true", """
                {"profile":{"login":"%1$s","email":"%1$s","firstName":"Hedy","lastName":"Lamarr"},
                 "credentials":{"password":{"value":"Frequency-Hop-9"},
                  "recovery_question":{"question":"What was your first invention?","answer":"a traffic light"}}}
                """.formatted(login));
        page.navigate(base + "/login/login.htm?fromURI=%2Faccount");
        visitor.signIn(login, "Frequency-Hop-9");
        assertThat(page.getByText("expires within a day")).isVisible();
        look.at("warning");
        page.getByText("Not now").click();
        assertThat(page.getByText("Where you are signed in")).isVisible();
        page.context().clearCookies();
        page.navigate(base + "/login/login.htm");
        visitor.signIn(login, "wrong");
        look.at("signin-refused");
        visitor.signIn(login, "wrong");
        assertThat(page.getByText("this account is locked here")).isVisible();
        look.at("signin-locked");
        page.navigate(base + "/signin/unlock");
        look.at("unlock-asked");
        page.navigate(base + "/signin/forgot-password");
        page.locator("#username").fill(login);
        visitor.button("Send me a link").click();
        page.waitForCondition(() -> {
            page.navigate(base + "/dev/mail");
            return page.getByText("is locked").count() > 0
                    && page.locator("li", new Page.LocatorOptions().setHasText(login))
                                    .filter(new Locator.FilterOptions().setHasText("Choose a new password"))
                                    .count()
                            > 0;
        });
        page.getByText("is locked").first().click();
        look.at("mail-locked");
        page.navigate(base + "/dev/mail");
        page.getByText("Choose a new password").first().click();
        page.locator(".stack a").click();
        look.at("reset-question");
        page.locator("#answer").fill("a radio");
        page.locator("#newPassword").fill("Another-Horse-2");
        visitor.button("Save and sign in").click();
        assertThat(page.locator("#answer[aria-invalid=true]")).isFocused();
        look.at("reset-question-wrong");
        chromium.complaints(); // of the statuses, by the browser
    }

    @Test
    @DisplayName("Pages that a password policy brings about fit, too, and axe finds nothing on them")
    void policyPages() throws IOException {
        Needs.that(Files.exists(AXE), "run npm ci in e2e/clients/node");
        var script = Files.readString(AXE);
        var policy = new DemoPolicy(demo);
        policy.put("""
                {"password":{"age":{"maxAgeDays":1,"expireWarnDays":1},"lockout":{"maxAttempts":1,
                 "showLockoutFailures":true,"userLockoutNotificationChannels":["EMAIL"]}}}
                """);
        try {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                int width = scheme == ColorScheme.LIGHT ? 320 : 1280;
                var options =
                        new NewContextOptions().setViewportSize(width, 720).setColorScheme(scheme);
                try (var person = chromium.person(options)) {
                    var page = person.newPage();
                    eachPageOfPolicies(page, policy, name -> {
                        Chromium.photograph(page, "policy-" + name + "-" + width + "-" + scheme);
                        int wide = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
                        assertTrue(wide <= width, name + " is " + wide + " wide at " + width);
                        assertEquals(List.of(), violations(page, script), name);
                    });
                }
            }
        } finally {
            policy.put("""
                    {"password":{"age":{"maxAgeDays":0,"expireWarnDays":0},"lockout":{"maxAttempts":10,
                     "showLockoutFailures":false,"userLockoutNotificationChannels":[]}}}
                    """);
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
