package dev.narthex.clients;

import dev.narthex.apps.AppSettings;
import java.util.Optional;

/// An app as somebody wants it. `clientId` and `secret` are there if they were chosen.
public record Draft(Optional<String> clientId, Optional<String> secret, AppSettings settings) {
    @Override
    public String toString() {
        return "Draft[" + settings.label() + "]";
    }
}
