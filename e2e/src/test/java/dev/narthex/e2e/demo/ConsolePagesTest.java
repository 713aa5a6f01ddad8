package dev.narthex.e2e.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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

/// An administrator adds people and looks after them, in a real browser.
@Timeout(180)
class ConsolePagesTest {
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

    private static Visitor administrator(Page page) {
        var visitor = new Visitor(page);
        page.navigate(demo.fact("baseUrl") + "/admin");
        visitor.signIn(demo.fact("administrator"), demo.fact("administratorPassword"));
        assertThat(visitor.heading("People")).isVisible();
        return visitor;
    }

    @Test
    @DisplayName("Without JavaScript: a person is added, is sent the link, chooses a password, and is in the group")
    void adds() {
        try (var person = chromium.person(new NewContextOptions().setJavaScriptEnabled(false))) {
            var page = person.newPage();
            var visitor = administrator(page);
            page.getByText("Add a person").click();
            visitor.field("First name").fill("Mary");
            visitor.field("Last name").fill("Somerville");
            visitor.field("Primary email").fill("mary@example.org");
            visitor.button("Add").click();
            assertThat(visitor.heading("Mary Somerville")).isVisible();
            assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.STATUS))
                    .hasText("Added.");
            assertThat(page.locator(".head .pill")).hasText("Invited");
            visitor.field("Put into a group").fill("Readers");
            page.locator("form.inline button").first().click();
            assertThat(page.locator(".rows").first()).containsText("Readers");
            page.waitForCondition(() -> {
                page.navigate(demo.fact("baseUrl") + "/dev/mail");
                return page.getByText("to mary@example.org").count() > 0;
            });
        }
    }

    @Test
    @DisplayName("Somebody is found by the beginning of a name, suspended after a question, and let in again")
    void suspends() {
        try (var person = chromium.person()) {
            var page = person.newPage();
            var visitor = administrator(page);
            visitor.field("Name, address or username begins with").fill("grace hop");
            visitor.button("Search").click();
            page.getByText("Grace Hopper").click();
            page.getByText("Suspend").click();
            assertThat(visitor.heading("Suspend?")).isVisible();
            visitor.button("Suspend").click();
            assertThat(page.locator(".head .pill")).hasText("Suspended");
            page.getByText("Lift the suspension").click();
            visitor.button("Lift the suspension").click();
            assertThat(page.locator(".head .pill")).hasText("Active");
        }
    }

    private interface Look {
        void at(String name);
    }

    private static void eachPage(Page page, Look look) {
        var visitor = administrator(page);
        look.at("people");
        page.getByText("Ada Byron").click();
        look.at("person");
        page.getByText("Change the profile").click();
        look.at("profile");
        page.goBack();
        page.getByText("Reset the password").click();
        look.at("confirm");
        page.getByText("Cancel").click();
        page.navigate(demo.fact("baseUrl") + "/admin/people/new");
        look.at("new");
        visitor.field("First name").fill("Nobody");
        page.evaluate("document.querySelector('form.sheet').noValidate = true");
        visitor.button("Add").click();
        assertThat(visitor.alert()).isVisible();
        look.at("new-refused");
        chromium.complaints(); // of the status, by the browser
        page.navigate(demo.fact("baseUrl") + "/admin/groups");
        look.at("groups");
        page.getByText("Readers").click();
        look.at("group");
        page.navigate(demo.fact("baseUrl") + "/admin/log");
        look.at("log");
        page.navigate(demo.fact("baseUrl") + "/admin/apps");
        look.at("apps");
        page.getByText("Sample app").first().click();
        look.at("app");
        page.navigate(demo.fact("baseUrl") + "/admin/apps/new");
        look.at("app-new");
    }

    @Test
    @DisplayName("Each page of the console fits a phone and a wide screen, in the light and in the dark")
    void photographs() {
        for (int width : List.of(320, 1280)) {
            var scheme = width == 320 ? ColorScheme.DARK : ColorScheme.LIGHT;
            var options = new NewContextOptions().setViewportSize(width, 720).setColorScheme(scheme);
            try (var person = chromium.person(options)) {
                var page = person.newPage();
                eachPage(page, name -> {
                    Chromium.photograph(page, "console-" + name + "-" + width + "-" + scheme);
                    assertFalse(new Visitor(page).scrollsSideways(), name + " at " + width);
                });
            }
        }
    }

    @Test
    @DisplayName("axe finds nothing against WCAG 2.2 AA on any page of the console")
    void axe() throws IOException {
        Needs.that(Files.exists(AXE), "run npm ci in e2e/clients/node");
        var script = Files.readString(AXE);
        try (var person = chromium.person()) {
            var page = person.newPage();
            eachPage(page, name -> assertEquals(List.of(), AccountPagesTest.violations(page, script), name));
        }
    }
}
