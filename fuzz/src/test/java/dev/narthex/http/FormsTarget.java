package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// Queries and forms. What was read, written again, reads the same; no text holds what a database would refuse.
public final class FormsTarget implements Target {

    @Override
    public void accept(byte[] input) {
        try {
            var parameters = Forms.parse(Parts.text(input));
            assertComesBack(parameters);
        } catch (BadRequest refused) {
            assertEquals(400, refused.status());
        }
    }

    private static void assertComesBack(Parameters parameters) {
        var pairs = new ArrayList<String>();
        for (String name : parameters.names()) {
            for (String value : parameters.all(name)) {
                assertFalse((name + value).contains("\0"));
                pairs.add(encoded(name) + "=" + encoded(value));
            }
        }
        var again = Forms.parse(String.join("&", pairs));
        assertEquals(parameters.names(), again.names());
        for (String name : parameters.names()) assertEquals(parameters.all(name), again.all(name));
        assertEquals(parameters.repeated(), again.repeated());
        assertEquals(parameters.asMap(), again.asMap());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
