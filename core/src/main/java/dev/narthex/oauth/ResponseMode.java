package dev.narthex.oauth;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How an authorization response travels. In the modes whose names end with `.jwt` all of it is in one signed token.
public enum ResponseMode {
    QUERY,
    FRAGMENT,
    FORM_POST,
    OKTA_POST_MESSAGE,
    QUERY_JWT,
    FRAGMENT_JWT,
    FORM_POST_JWT;

    /// The word for the signed form of whatever mode the response type has by itself.
    public static final String SIGNED = "jwt";

    private static final String SUFFIX = "." + SIGNED;

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace("_jwt", SUFFIX);
    }

    public static Optional<ResponseMode> parse(String text) {
        return Stream.of(values()).filter(mode -> mode.text().equals(text)).findFirst();
    }

    public boolean signed() {
        return text().endsWith(SUFFIX);
    }

    /// The same way to travel, in a signed token. What has no signed form stays as it is.
    public ResponseMode inToken() {
        return parse(text() + SUFFIX).orElse(this);
    }

    /// Whether the answer lies in the query of an address, where logs and histories keep it.
    public boolean inQuery() {
        return this == QUERY || this == QUERY_JWT;
    }
}
