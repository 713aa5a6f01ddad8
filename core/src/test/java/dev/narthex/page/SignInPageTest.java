package dev.narthex.page;

import static dev.narthex.page.Html.body;
import static dev.narthex.page.Html.header;
import static dev.narthex.page.Html.tag;
import static dev.narthex.page.Html.tags;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Response;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignInPageTest {
    private static final Pages PAGES = new Pages(new Assets());
    private static final Optional<String> WRONG = Optional.of("Unable to sign in.");

    private static Response page(String username, Optional<String> error) {
        return PAGES.signIn(200, Samples.signIn(username, error, Optional.of(Samples.app("Acorn"))));
    }

    @Test
    @DisplayName("The form posts username, password, rememberMe, fromURI and token, and needs no script to do it")
    void theFormIsPlain() {
        var page = page("", Optional.empty());
        assertEquals(1, tags(page, "form", "").size());
        assertTrue(tag(page, "form", "method=\"post\"").contains("action=\"/login/login.htm\""));
        assertTrue(tag(page, "input", "name=\"token\"").contains("value=\"tok\""));
        assertTrue(tag(page, "input", "name=\"fromURI\"").contains("okta_key=k\""));
        assertTrue(tag(page, "input", "name=\"rememberMe\"").contains("value=\"true\" checked"));
        assertEquals("<button class=\"button\">", tag(page, "button", "class=\"button\""), "it submits");
        assertTrue(tag(page, "button", "data-reveals").contains(" hidden"), "what needs a script is hidden without");
    }

    @Test
    @DisplayName("Password managers and screen readers find both fields: autocomplete, label, required")
    void fieldsAreNamedForMachinesAndPeople() {
        var page = page("", Optional.empty());
        var username = tag(page, "input", "name=\"username\"");
        var password = tag(page, "input", "name=\"password\"");
        assertTrue(username.contains("autocomplete=\"username\"") && username.contains(" required"), username);
        assertTrue(password.contains("autocomplete=\"current-password\"") && password.contains(" required"), password);
        assertTrue(password.contains("type=\"password\"") && !password.contains("value"), password);
        assertEquals(1, tags(page, "label", "for=\"username\"").size());
        assertEquals(1, tags(page, "label", "for=\"password\"").size());
        assertTrue(body(page).contains("<html lang=\"en\">"));
    }

    @Test
    @DisplayName("The cursor is where the person goes on: username, password if that is known, or the error")
    void focusIsWhereThePersonGoesOn() {
        assertTrue(tag(page("", Optional.empty()), "[a-z]+", "autofocus").contains("id=\"username\""));
        assertTrue(tag(page("ada", Optional.empty()), "[a-z]+", "autofocus").contains("id=\"password\""));
        assertTrue(tag(page("ada", WRONG), "[a-z]+", "autofocus").contains("id=\"error\""));
    }

    @Test
    @DisplayName("An error is announced, focused, in the title, and tied to both fields; the username stays")
    void anErrorIsTiedToItsFields() {
        var page = page("ada@example.org", WRONG);
        var alert = tag(page, "p", "role=\"alert\"");
        assertTrue(alert.contains("id=\"error\"") && alert.contains("tabindex=\"-1\""), alert);
        assertTrue(tag(page, "input", "name=\"username\"").contains("aria-describedby=\"error\""));
        assertTrue(tag(page, "input", "name=\"username\"").contains("value=\"ada@example.org\""));
        assertTrue(tag(page, "input", "name=\"password\"").contains("aria-describedby=\"error caps\""));
        assertTrue(body(page).contains("<title>Error: Sign in · Narthex</title>"));
        assertTrue(tags(page("ada", Optional.empty()), "input", "describedby=\"error")
                .isEmpty());
    }

    @Test
    @DisplayName("The redirects after the form may end at the app, and wherever the app sends its people from there")
    void theFormMayEndAtTheApp() {
        assertTrue(
                header(page("", Optional.empty()), "Content-Security-Policy").contains("form-action 'self' https:;"));
        var alone = PAGES.signIn(200, Samples.signIn("", Optional.empty(), Optional.empty()));
        assertTrue(header(alone, "Content-Security-Policy").contains("form-action 'self';"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {"https://portal.example/home|'self' https:", "/home|'self'", "javascript:alert(1)|'self'"})
    @DisplayName("Without an app, the form may end where the person wanted to go, if that is a place of the web")
    void theFormMayEndWhereThePersonGoes(String returnTo, String sources) {
        var view = new SignInView("/a", "t", returnTo, "", false, Optional.empty(), Optional.empty(), List.of(), "req");
        String policy = header(PAGES.signIn(200, view), "Content-Security-Policy");
        assertTrue(policy.contains("form-action " + sources + ";"), policy);
    }

    @Test
    @DisplayName("An app that opened a page in a pop-up keeps its window, also past a message; without an app it's cut")
    void popUpsOfAppsKeepTheirOpener() {
        assertFalse(
                page("", Optional.empty()).first("Cross-Origin-Opener-Policy").isPresent());
        var message = PAGES.message(400, new MessageView("Expired", "Try again.", Optional.empty(), "req"));
        assertFalse(message.first("Cross-Origin-Opener-Policy").isPresent());
        var alone = PAGES.signIn(200, Samples.signIn("", Optional.empty(), Optional.empty()));
        assertEquals("same-origin", header(alone, "Cross-Origin-Opener-Policy"));
    }
}
