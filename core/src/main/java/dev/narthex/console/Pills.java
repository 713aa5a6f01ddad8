package dev.narthex.console;

import dev.narthex.page.console.Pill;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import java.time.Instant;

/// What the console calls a person's status.
final class Pills {
    private Pills() {}

    static Pill of(User user, Instant now) {
        return of(user.standing(now));
    }

    static Pill of(Status status) {
        return switch (status) {
            case ACTIVE -> new Pill("Active", "good");
            case STAGED -> new Pill("Not activated", "wait");
            case PROVISIONED -> new Pill("Invited", "wait");
            case RECOVERY -> new Pill("Choosing a password", "wait");
            case PASSWORD_EXPIRED -> new Pill("Password expired", "wait");
            case LOCKED_OUT -> new Pill("Locked out", "bad");
            case SUSPENDED -> new Pill("Suspended", "bad");
            case DEPROVISIONED -> new Pill("Deactivated", "off");
        };
    }
}
