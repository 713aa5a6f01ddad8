package dev.narthex.hooks;

import java.util.Optional;
import java.util.stream.Stream;

/// What a hook is asked about.
public enum HookType {
    TOKEN("com.okta.oauth2.tokens.transform"),
    REGISTRATION("com.okta.user.pre-registration"),
    PASSWORD_IMPORT("com.okta.user.credential.password.import");

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
