package dev.narthex.apps;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Where a client publishes its keys, instead of registering them.
public record KeySetAddress(URI uri) {

    /// As set under `jwks_uri`. Keys that are registered count before it.
    public static Optional<KeySetAddress> of(AppSettings settings) {
        if (!settings.oauth().authentication().keys().isEmpty()) return Optional.empty();
        if (!(settings.extra().get("jwks_uri") instanceof String text)) return Optional.empty();
        try {
            return Optional.of(new KeySetAddress(new URI(text)));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
