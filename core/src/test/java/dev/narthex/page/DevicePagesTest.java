package dev.narthex.page;

import static dev.narthex.page.Html.body;
import static dev.narthex.page.Html.header;
import static dev.narthex.page.Html.tag;
import static dev.narthex.page.Html.tags;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DevicePagesTest {
    private static final Pages PAGES = new Pages(new Assets());

    @Test
    @DisplayName("Abuse 105: before a device is connected, the page names the app, the scopes and the danger")
    void everythingToDecideByIsThere() {
        var body = body(PAGES.device(
                Samples.device(Samples.app("Acorn TV"), List.of(new ScopeView("orders", "Your orders", "", false)))));
        for (String text : List.of("Acorn TV", "Your orders", "ada@example.org", "Only allow this if you started it")) {
            assertTrue(body.contains(text), text);
        }
    }

    @Test
    @DisplayName("Allow and Don't allow weigh the same, and Enter alone never allows")
    void bothAnswersWeighTheSame() {
        var page = PAGES.device(Samples.device(Samples.app("Acorn TV"), List.of()));
        var buttons = tags(page, "button", "name=\"decision\"");
        assertTrue(buttons.get(0).contains("value=\"deny\""), buttons.get(0));
        assertEquals(buttons.get(0).replace("deny", "allow"), buttons.get(1));
        assertTrue(header(page, "Content-Security-Policy").contains("frame-ancestors 'none'"));
    }

    @Test
    @DisplayName("The field of the code is named, and its error tied to it")
    void theFieldIsNamed() {
        var page = PAGES.activate(400, Samples.activate("a&b", Optional.of("We don't know this code.")));
        var input = tag(page, "input", "id=\"user_code\"");
        assertTrue(input.contains("aria-describedby=\"error warning\""), input);
        assertTrue(input.contains("value=\"a&amp;b\""), input);
        assertEquals(1, tags(page, "label", "for=\"user_code\"").size());
    }
}
