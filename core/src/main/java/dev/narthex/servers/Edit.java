package dev.narthex.servers;

import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import java.util.Optional;
import java.util.function.Supplier;

/// What becomes of a wish to change a server.
sealed interface Edit<T> {
    /// The server as it is to be, and the part that the wish was about, as it is or was.
    record Made<T>(AuthorizationServer server, T part) implements Edit<T> {}

    record Refused<T>(OktaError error) implements Edit<T> {}

    /// Made, unless there is something wrong with what was sent.
    static <T> Edit<T> unless(Optional<OktaError> wrong, Supplier<Made<T>> made) {
        return wrong.<Edit<T>>map(Refused::new).orElseGet(made);
    }

    static <T> Edit<T> notFound(String id, String type) {
        return new Refused<>(OktaError.notFound(id, type));
    }

    /// What every server has, or what is there from the start.
    static <T> Edit<T> readOnly(String what) {
        return new Refused<>(
                OktaError.of(403, "E0000077", "Cannot modify the " + what + " object because it is read-only."));
    }
}
