package dev.narthex.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Return addresses: a registered one, and on the next line one that is asked for. Two are the same only character for
/// character, and a browser goes where we believe it goes.
public final class RedirectUriTarget implements Target {
    /// As a browser reads a web address: the authority ends at the first slash of either kind, `?` or `#`.
    private static final Pattern WEB = Pattern.compile("(?is)(https?)://([^/\\\\?#]*)([/\\\\?#].*)?");

    @Override
    public void accept(byte[] input) {
        var lines = Parts.lines(input, 2);
        var registered = RedirectUri.parse(lines.get(0));
        var asked = RedirectUri.parse(lines.get(1));
        if (registered.isPresent() && asked.isPresent()) {
            assertEquals(lines.get(0).equals(lines.get(1)), registered.equals(asked));
        }
        asked.ifPresent(uri -> assertSound(lines.get(1), uri));
    }

    private static void assertSound(String text, RedirectUri uri) {
        assertEquals(text, uri.text());
        assertEquals(Optional.of(uri), RedirectUri.parse(uri.text()));
        assertTrue(text.chars().allMatch(c -> c > 0x20 && c < 0x7f && "#*\\\"<>`{}|^".indexOf(c) < 0), text);
        String scheme = text.substring(0, text.indexOf(':')).toLowerCase(Locale.ROOT);
        assertFalse(scheme.equals("javascript") || scheme.equals("data"));
        boolean web = scheme.equals("http") || scheme.equals("https");
        assertEquals(web, uri.origin().isPresent());
        if (web) assertReadAlike(text, uri.origin().orElseThrow());
    }

    private static void assertReadAlike(String text, String origin) {
        var browser = WEB.matcher(text);
        assertTrue(browser.matches(), text);
        assertFalse(browser.group(2).contains("@"), text);
        assertEquals(origin, browser.group(1) + "://" + browser.group(2).replaceFirst(":$", ""));
    }
}
