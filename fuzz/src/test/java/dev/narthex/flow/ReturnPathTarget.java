package dev.narthex.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import dev.narthex.http.Forms;
import java.net.URI;
import java.util.Optional;

/// The `fromURI` of our pages: whatever is let through stays on our host, however it is read.
public final class ReturnPathTarget implements Target {
    private static final URI HERE = URI.create("https://id.example/login/login.htm");

    @Override
    public void accept(byte[] input) {
        String text = Parts.text(input);
        ReturnPath.parse(text).ifPresent(path -> {
            assertEquals(text, path.text());
            assertTrue(text.startsWith("/") && !text.startsWith("//"), text);
            assertTrue(text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\'), text);
            // A percent sign that begins nothing: java.net.URI refuses it, a browser keeps it.
            String plain = text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
            assertEquals("id.example", HERE.resolve(plain).getHost());
            assertEquals(Optional.of(text), Forms.parse(path.asParameter()).first("fromURI"));
            path.oktaKey().ifPresent(key -> assertTrue(text.endsWith("/v1/authorize/redirect?okta_key=" + key)));
        });
    }
}
