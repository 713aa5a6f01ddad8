package dev.narthex.e2e.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.narthex.e2e.app.Chromium;
import org.junit.jupiter.api.Assertions;

/// What somebody does on the pages: reads headings, fills in fields by their labels, presses buttons by their names.
public final class Visitor {
    private final Page page;

    public Visitor(Page page) {
        this.page = page;
    }

    public Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    public Locator heading(String words) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(words).setExact(true));
    }

    public Locator alert() {
        return page.getByRole(AriaRole.ALERT);
    }

    /// A field by its label; `Show password` is a button beside it.
    public Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /// On the sign-in page.
    public void signIn(String username, String password) {
        assertThat(heading("Sign in")).isVisible();
        field("Username").fill(username);
        field("Password").fill(password);
        button("Sign in").click();
    }

    /// After a wrong password: Chromium says 401 on its console, which is no complaint of the page.
    void refused(Chromium chromium) {
        assertThat(alert()).isVisible();
        Assertions.assertTrue(chromium.complaints().stream().allMatch(said -> said.contains("status of 401")));
    }

    boolean scrollsSideways() {
        return (boolean) page.evaluate("document.documentElement.scrollWidth > innerWidth");
    }
}
