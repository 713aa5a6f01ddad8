package dev.narthex.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an administrator can do to an app, and what to know before.
enum AppAction {
    ACTIVATE("Activate", "People can use it again."),
    DEACTIVATE(
            "Deactivate", "Nobody can sign in to it, and it gets no tokens. Those that it has work until they expire."),
    DELETE("Delete", "The app goes for good, with its assignments and with what people allowed to it."),
    RENEW_SECRET("Make a new secret", "The app stops working until it has the new secret.");

    private final String label;
    private final String consequence;

    AppAction(String label, String consequence) {
        this.label = label;
        this.consequence = consequence;
    }

    static Optional<AppAction> of(String slug) {
        return Arrays.stream(values())
                .filter(action -> action.slug().equals(slug))
                .findFirst();
    }

    /// As it stands in addresses.
    private String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String path(String app) {
        return app + "/do/" + slug();
    }

    String label() {
        return label;
    }

    String consequence() {
        return consequence;
    }

    boolean grave() {
        return this != ACTIVATE;
    }
}
