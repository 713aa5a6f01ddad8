package dev.narthex.users;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// A login as it is compared: without regard to case, diacritics and compatibility forms, so that no two people
/// have logins that look the same in these respects.
public record Login(String normalised) {
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");

    public static Login of(String text) {
        String compatible = Normalizer.normalize(text, Normalizer.Form.NFKD);
        String plain = MARKS.matcher(compatible).replaceAll("").toLowerCase(Locale.ROOT);
        // Only now, for a no-break space has become a space.
        return new Login(plain.strip());
    }
}
