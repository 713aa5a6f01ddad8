package dev.narthex.e2e.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.Needs;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.app.Chromium;
import dev.narthex.e2e.demo.Visitor;
import dev.narthex.registration.Enrollment;
import dev.narthex.users.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A form of registration with attributes of all types, as people see it and fill it in.
@Timeout(180)
class RegistrationInBrowserTest {
    private static final Path AXE = Path.of("clients/node/node_modules/axe-core/axe.min.js");

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static TestServer idp;

    private static Ask ask;

    private final String email = UUID.randomUUID() + "@example.org";

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        idp = TestServer.fresh();
        ask = Ask.of(idp.fixture.app());
        var admin = new Admin(idp);
        var plans = List.of(
                Map.of("const", "free", "title", "Free, for as long as you like"),
                Map.of("const", "paid", "title", "Paid, with somebody to call"));
        var custom = Map.of(
                "plan", Map.of("title", "Plan", "type", "string", "enum", List.of("free", "paid"), "oneOf", plans),
                "seats",
                        Map.of(
                                "title", "Seats",
                                "type", "integer",
                                "minimum", 1,
                                "maximum", 99,
                                "description", "How many of you there are."),
                "terms", Map.of("title", "Terms", "type", "boolean"),
                "news", Map.of("title", "News", "type", "boolean"));
        var changed = admin.post(
                "/api/v1/meta/schemas/user/default",
                Map.of("definitions", Map.of("custom", Map.of("properties", custom))));
        assertEquals(200, changed.statusCode(), changed.body());
        var policy = Admin.list(admin.get("/api/v1/policies?type=PROFILE_ENROLLMENT"))
                .getFirst();
        String rules = "/api/v1/policies/" + policy.get("id") + "/rules";
        String rule = rules + "/" + Admin.list(admin.get(rules)).getFirst().get("id");
        var attributes = List.of(
                wanted(Enrollment.EMAIL, "E-mail address", true),
                wanted("firstName", "First name", true),
                wanted("mobilePhone", "Mobile phone", false),
                wanted("plan", "Plan", true),
                wanted("seats", "Seats", false),
                wanted("terms", "I have read the terms of use, and agree to them.", true),
                wanted("news", "Send me news, once a month at most.", false));
        var enrollment = Map.of(
                "unknownUserAction",
                "REGISTER",
                "activationRequirements",
                Map.of("emailVerification", true),
                "profileAttributes",
                attributes);
        Admin.object(200, admin.put(rule, Map.of("actions", Map.of("profileEnrollment", enrollment))));
    }

    private static Map<String, Object> wanted(String name, String label, boolean required) {
        return Map.of("name", name, "label", label, "required", required);
    }

    @AfterEach
    void noComplaints() {
        assertEquals(
                List.of(),
                chromium.complaints().stream()
                        .filter(it -> !it.contains("status of 400"))
                        .toList());
    }

    private interface Look {
        void at(String name);
    }

    private void fill(Page page, String seats) {
        page.locator("#email").fill(email);
        page.locator("#firstName").fill("Ada");
        page.locator("#plan").selectOption("paid");
        page.locator("#seats").fill(seats);
        page.locator("#terms").check();
        page.locator("#newPassword").fill(Fixture.PASSWORD);
    }

    private void eachPage(Page page, Look look) {
        var visitor = new Visitor(page);
        page.navigate(idp.baseUrl() + ask.url());
        page.getByText("Create an account").click();
        look.at("form");
        fill(page, "a few");
        visitor.button("Create the account").click();
        assertThat(page.locator("#seats[aria-invalid=true]")).isFocused();
        assertThat(page.locator("#plan")).hasValue("paid");
        assertThat(page.locator("#terms")).isChecked();
        assertThat(page.locator("#news")).not().isChecked();
        look.at("refused");
        page.locator("#seats").fill("12");
        page.locator("#newPassword").fill(Fixture.PASSWORD);
        visitor.button("Create the account").click();
        assertThat(visitor.heading("Look into your mail")).isVisible();
        look.at("mailed");
        page.navigate(RegistrationTest.link(idp, email));
        look.at("confirm");
    }

    @Test
    @DisplayName("The form fits a phone and a wide screen, in the light and in the dark; nothing is cut off")
    void photographs() {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(320, 1280)) {
                var options =
                        new NewContextOptions().setViewportSize(width, 720).setColorScheme(scheme);
                try (var person = chromium.person(options)) {
                    var page = person.newPage();
                    eachPage(page, name -> {
                        Chromium.photograph(page, "registration-" + name + "-" + width + "-" + scheme);
                        int wide = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
                        assertTrue(wide <= width, name + " is " + wide + " wide at " + width);
                    });
                }
            }
        }
    }

    @Test
    @DisplayName("Without JavaScript, what was typed, chosen and ticked comes into the profile with its type")
    void withoutScripts() {
        try (var person = chromium.person(new NewContextOptions().setJavaScriptEnabled(false))) {
            var page = person.newPage();
            page.navigate(idp.baseUrl() + "/signin/register");
            fill(page, "12");
            page.locator("button.button").click();
            assertThat(page.locator("h1")).hasText("Look into your mail");
            page.navigate(RegistrationTest.link(idp, email));
            page.locator("button.button").click();
            assertThat(page.locator("h1")).hasText("Ada");
        }
        var profile = idp.storage.users().byLogin(Login.of(email)).orElseThrow().profile();
        assertEquals(
                Map.of(
                        "login",
                        email,
                        "email",
                        email,
                        "firstName",
                        "Ada",
                        "plan",
                        "paid",
                        "seats",
                        12,
                        "terms",
                        true,
                        "news",
                        false),
                profile);
    }

    @Test
    @DisplayName("Confirmed on a phone, gone on with at the desk: the app's request waits where it was begun")
    void otherDevice() {
        try (var desk = chromium.person();
                var phone = chromium.person()) {
            var page = desk.newPage();
            page.navigate(idp.baseUrl() + ask.url());
            page.getByText("Create an account").click();
            fill(page, "12");
            new Visitor(page).button("Create the account").click();
            var mail = phone.newPage();
            mail.navigate(RegistrationTest.link(idp, email));
            new Visitor(mail).field("Password").fill(Fixture.PASSWORD);
            new Visitor(mail).button("Confirm and sign in").click();
            assertThat(new Visitor(mail).heading("Your account is there")).isVisible();
            Chromium.photograph(mail, "registration-elsewhere");
            page.getByText("I have confirmed it").click();
            page.route(url -> url.startsWith("https://app.example/"), it -> it.abort());
            var request = page.waitForRequest(
                    it -> it.url().startsWith("https://app.example/cb"),
                    () -> new Visitor(page).signIn(email, Fixture.PASSWORD));
            assertTrue(request.url().startsWith("https://app.example/cb"));
            chromium.complaints(); // of the app that is not there
        }
    }

    @Test
    @DisplayName("axe finds nothing against WCAG 2.2 AA in the form, right or wrong")
    void axe() throws IOException {
        Needs.that(Files.exists(AXE), "run npm ci in e2e/clients/node");
        var script = Files.readString(AXE);
        try (var person = chromium.person()) {
            var page = person.newPage();
            eachPage(page, name -> assertEquals(List.of(), violations(page, script), name));
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
