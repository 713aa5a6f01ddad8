package dev.narthex.users;

import dev.narthex.users.User.Status;
import java.util.EnumMap;
import java.util.Map;

/// The status machine of users: from where which operation leads where. Pure.
///
/// It is asked with the status as others see it, [User#standing]: somebody who is locked out can be unlocked and
/// little else.
public final class UserLifecycle {
    private static final Map<Status, Map<Operation, Transition>> TABLE = new EnumMap<>(Status.class);

    /// What can be done to a user.
    public enum Operation {
        ACTIVATE,
        REACTIVATE,
        DEACTIVATE,
        SUSPEND,
        UNSUSPEND,
        UNLOCK,
        RESET_PASSWORD,
        EXPIRE_PASSWORD,
        SET_PASSWORD,
        CHANGE_PASSWORD,
        DELETE
    }

    /// Where an operation leads.
    public sealed interface Transition {
        record To(Status status) implements Transition {}

        /// Active at once if the person can prove who they are, else when they have chosen a password.
        record Begun() implements Transition {}

        record Removed() implements Transition {}

        record AlreadyActive() implements Transition {}

        record NotAllowed() implements Transition {}
    }

    private UserLifecycle() {}

    static {
        row(Status.STAGED)
                .leads(Operation.ACTIVATE, new Transition.Begun())
                .to(Status.DEPROVISIONED, Operation.DEACTIVATE)
                .to(Status.STAGED, Operation.SET_PASSWORD, Operation.CHANGE_PASSWORD);
        row(Status.PROVISIONED)
                .leads(Operation.ACTIVATE, new Transition.AlreadyActive())
                .to(Status.PROVISIONED, Operation.REACTIVATE)
                .to(Status.DEPROVISIONED, Operation.DEACTIVATE)
                .to(Status.RECOVERY, Operation.RESET_PASSWORD)
                .to(Status.ACTIVE, Operation.SET_PASSWORD);
        row(Status.ACTIVE)
                .leads(Operation.ACTIVATE, new Transition.AlreadyActive())
                .to(Status.DEPROVISIONED, Operation.DEACTIVATE)
                .to(Status.SUSPENDED, Operation.SUSPEND)
                .to(Status.RECOVERY, Operation.RESET_PASSWORD)
                .to(Status.PASSWORD_EXPIRED, Operation.EXPIRE_PASSWORD)
                .to(Status.ACTIVE, Operation.SET_PASSWORD, Operation.CHANGE_PASSWORD);
        row(Status.RECOVERY)
                .to(Status.RECOVERY, Operation.REACTIVATE, Operation.RESET_PASSWORD)
                .to(Status.DEPROVISIONED, Operation.DEACTIVATE)
                .to(Status.PASSWORD_EXPIRED, Operation.EXPIRE_PASSWORD)
                .to(Status.ACTIVE, Operation.SET_PASSWORD, Operation.CHANGE_PASSWORD);
        row(Status.PASSWORD_EXPIRED)
                .to(Status.DEPROVISIONED, Operation.DEACTIVATE)
                .to(Status.RECOVERY, Operation.RESET_PASSWORD)
                .to(Status.PASSWORD_EXPIRED, Operation.EXPIRE_PASSWORD)
                .to(Status.ACTIVE, Operation.SET_PASSWORD, Operation.CHANGE_PASSWORD);
        row(Status.LOCKED_OUT)
                .to(Status.DEPROVISIONED, Operation.DEACTIVATE)
                .to(Status.ACTIVE, Operation.UNLOCK)
                .to(Status.RECOVERY, Operation.RESET_PASSWORD);
        row(Status.SUSPENDED).to(Status.DEPROVISIONED, Operation.DEACTIVATE).to(Status.ACTIVE, Operation.UNSUSPEND);
        row(Status.DEPROVISIONED)
                .to(Status.PROVISIONED, Operation.ACTIVATE)
                .leads(Operation.DELETE, new Transition.Removed());
    }

    public static Transition of(Status standing, Operation operation) {
        return TABLE.get(standing).getOrDefault(operation, new Transition.NotAllowed());
    }

    /// Whether a password may be called forgotten: by those who have begun, and are neither stopped nor gone.
    public static boolean mayForget(Status standing) {
        return switch (standing) {
            case ACTIVE, PASSWORD_EXPIRED, RECOVERY, LOCKED_OUT -> true;
            case STAGED, PROVISIONED, SUSPENDED, DEPROVISIONED -> false;
        };
    }

    /// Whether the recovery question may be changed by the password.
    public static boolean mayChangeQuestion(Status standing) {
        return switch (standing) {
            case STAGED, ACTIVE, RECOVERY -> true;
            case PROVISIONED, PASSWORD_EXPIRED, LOCKED_OUT, SUSPENDED, DEPROVISIONED -> false;
        };
    }

    private static Row row(Status from) {
        var row = new Row(new EnumMap<>(Operation.class));
        TABLE.put(from, row.transitions());
        return row;
    }

    private record Row(Map<Operation, Transition> transitions) {
        Row to(Status status, Operation... operations) {
            for (Operation operation : operations) transitions.put(operation, new Transition.To(status));
            return this;
        }

        Row leads(Operation operation, Transition transition) {
            transitions.put(operation, transition);
            return this;
        }
    }
}
