package dev.narthex.oauth;

import java.util.Locale;
import java.util.Optional;

/// How an authorization response travels.
public enum ResponseMode {
    QUERY,
    FRAGMENT,
    FORM_POST,
    OKTA_POST_MESSAGE;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ResponseMode> parse(String text) {
        return switch (text) {
            case "query" -> Optional.of(QUERY);
            case "fragment" -> Optional.of(FRAGMENT);
            case "form_post" -> Optional.of(FORM_POST);
            case "okta_post_message" -> Optional.of(OKTA_POST_MESSAGE);
            default -> Optional.empty();
        };
    }
}
