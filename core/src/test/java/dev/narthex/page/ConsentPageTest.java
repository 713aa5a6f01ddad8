package dev.narthex.page;

import static dev.narthex.page.Html.body;
import static dev.narthex.page.Html.header;
import static dev.narthex.page.Html.tag;
import static dev.narthex.page.Html.tags;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsentPageTest {
    private static final Pages PAGES = new Pages(new Assets());

    private static Response page(AppView app) {
        return PAGES.consent(200, Samples.consent(app));
    }

    private static AppView linking(String address) {
        var link = Optional.of(address);
        return new AppView("Acorn", link, link, link, URI.create("https://app.example.com/cb"));
    }

    @Test
    @DisplayName("Abuse case 108: no optional scope is ticked beforehand, and compulsory ones can't be sent at all")
    void nothingIsTickedBeforehand() {
        var boxes = tags(page(Samples.app("Acorn")), "input", "type=\"checkbox\"");
        assertEquals(2, boxes.size());
        assertTrue(boxes.get(0).contains("name=\"scope\" value=\"email\""), boxes.get(0));
        assertTrue(boxes.get(1).contains("name=\"scope\" value=\"phone\""), boxes.get(1));
        assertTrue(boxes.stream().noneMatch(box -> box.contains("checked")));
    }

    @Test
    @DisplayName("Allow and Don't allow weigh the same, and Enter alone never allows")
    void bothAnswersWeighTheSame() {
        var buttons = tags(page(Samples.app("Acorn")), "button", "name=\"decision\"");
        assertEquals(2, buttons.size());
        // Browsers press the first submit button when Enter is typed in a form.
        assertTrue(buttons.get(0).contains("value=\"deny\""), buttons.get(0));
        assertEquals(buttons.get(0).replace("deny", "allow"), buttons.get(1));
    }

    @Test
    @DisplayName("Person, scopes in words, place of return, terms and policy are on the page")
    void everythingToDecideByIsThere() {
        var body = body(page(Samples.app("Acorn")));
        for (String text : List.of(
                "Acorn",
                "Ada Lovelace",
                "ada@example.org",
                "Know who you are",
                "A lasting identifier of your account.")) {
            assertTrue(body.contains(text), text);
        }
        assertTrue(body.contains("<strong>app.example.com</strong>"));
        assertTrue(body.contains("href=\"https://app.example.com/terms\""));
        assertTrue(body.contains("href=\"https://app.example.com/privacy\""));
    }

    @ParameterizedTest
    @DisplayName("The place of return is the host a browser would go to, or the scheme of an installed app")
    @CsvSource({
        "https://app.example.com/cb, app.example.com",
        "http://localhost:8080/cb, localhost:8080",
        "https://bank.example@evil.example/cb, evil.example",
        "https://bücher.example/cb, bücher.example",
        "com.example.app:/cb, com.example.app"
    })
    void theReturnPlaceIsTheRealHost(String returnTo, String place) {
        var app = new AppView("A", Optional.empty(), Optional.empty(), Optional.empty(), URI.create(returnTo));
        assertEquals(place, app.returnHost());
    }

    @ParameterizedTest
    @DisplayName("Abuse case 11: addresses that are not of the web become neither link nor picture")
    @ValueSource(
            strings = {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil", "vbscript:x", ""})
    void onlyWebAddressesAreLinked(String address) {
        var page = page(linking(address));
        assertTrue(tags(page, "a", "").isEmpty());
        assertTrue(tags(page, "img", "").isEmpty());
        assertTrue(header(page, "Content-Security-Policy").contains("img-src 'self';"));
    }

    @Test
    @DisplayName("The logo's own origin is the only stranger the policy lets in, and it learns no address from us")
    void theLogoIsTheOnlyStranger() {
        var page = page(linking("https://cdn.example:8443/logo.png?v=2"));
        assertTrue(header(page, "Content-Security-Policy").contains("img-src 'self' https://cdn.example:8443;"));
        assertTrue(tag(page, "img", "").contains("referrerpolicy=\"no-referrer\""));
        assertFalse(body(page(linking("http://cdn.example/logo.png"))).contains("<img"), "logos come over https only");
        assertTrue(
                body(page(linking("http://localhost:3000/logo.png"))).contains("<img"),
                "or from the developer's own machine");
        var embedded = header(page(linking("data:image/png;base64,AA==")), "Content-Security-Policy");
        assertTrue(embedded.contains("img-src 'self' data:;"), embedded);
    }

    @Test
    @DisplayName("A scope without words of its own is shown by its name")
    void aScopeWithoutTitleShowsItsName() {
        var view = Samples.consent(Samples.app("A"), "Ada", List.of(new ScopeView("orders", " ", "", false)));
        assertTrue(body(PAGES.consent(200, view)).contains("<strong>orders</strong>"));
    }
}
