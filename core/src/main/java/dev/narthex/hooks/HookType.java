package dev.narthex.hooks;

import java.util.Optional;
import java.util.stream.Stream;

/// What a hook is asked about. Only what is asked is here: a hook that could be made and never were asked would let
/// pass what it was made to stop.
public enum HookType {
    PASSWORD_IMPORT("com.okta.user.credential.password.import"),
    PRE_REGISTRATION("com.okta.user.pre-registration");

    private final String wire;

    HookType(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public static Optional<HookType> of(String wire) {
        return Stream.of(values()).filter(type -> type.wire.equals(wire)).findFirst();
    }
}
