package dev.narthex.http;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// A cookie to set. Always `HttpOnly` and `Path=/`, never with a `Domain`, so that sub-domains neither see nor plant
/// it.
public record SetCookie(String name, String value, boolean secure, SameSite sameSite, Optional<Duration> maxAge) {

    // Whatever else a value held could end it and begin an attribute.
    private static final Pattern VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    public SetCookie {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a cookie: " + name);
        }
    }

    public enum SameSite {
        LAX("Lax"),
        STRICT("Strict"),
        NONE("None");

        private final String text;

        SameSite(String text) {
            this.text = text;
        }
    }

    public static SetCookie removal(String name, boolean secure, SameSite sameSite) {
        return new SetCookie(name, "", secure, sameSite, Optional.of(Duration.ZERO));
    }

    String text() {
        var text = new StringBuilder(name).append('=').append(value).append("; Path=/; HttpOnly");
        if (secure) text.append("; Secure");
        text.append("; SameSite=").append(sameSite.text);
        maxAge.ifPresent(age -> text.append("; Max-Age=").append(age.toSeconds()));
        return text.toString();
    }
}
