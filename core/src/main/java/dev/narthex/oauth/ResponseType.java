package dev.narthex.oauth;

import java.util.Locale;
import java.util.Optional;

/// What the authorization endpoint may be asked for.
public enum ResponseType {
    CODE,
    TOKEN,
    ID_TOKEN;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ResponseType> parse(String text) {
        return switch (text) {
            case "code" -> Optional.of(CODE);
            case "token" -> Optional.of(TOKEN);
            case "id_token" -> Optional.of(ID_TOKEN);
            default -> Optional.empty();
        };
    }
}
