package dev.narthex.console;

import dev.narthex.log.EventType;
import dev.narthex.roles.Right;
import dev.narthex.users.User;
import dev.narthex.users.UserLifecycle;
import dev.narthex.users.UserLifecycle.Operation;
import dev.narthex.users.UserLifecycle.Transition;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an administrator can do to a person's account, and what to know before.
///
/// `grave`: it takes something away that does not come back by itself.
public enum PersonAction {
    ACTIVATE(
            Operation.ACTIVATE,
            EventType.USER_ACTIVATE,
            Right.MANAGE,
            "Activate",
            "They can sign in from now on. Without a password they first need a link by which they choose one.",
            false),
    REACTIVATE(
            Operation.REACTIVATE,
            EventType.USER_REACTIVATE,
            Right.HELP,
            "Make a new link",
            "The link that they have already stops working.",
            false),
    UNLOCK(
            Operation.UNLOCK,
            EventType.USER_UNLOCK,
            Right.HELP,
            "Unlock",
            "Failed attempts to sign in are forgotten. Their password stays as it is.",
            false),
    RESET_PASSWORD(
            Operation.RESET_PASSWORD,
            EventType.USER_RESET_PASSWORD,
            Right.HELP,
            "Reset the password",
            "Their password stops working. They choose another by a link.",
            false),
    EXPIRE_PASSWORD(
            Operation.EXPIRE_PASSWORD,
            EventType.USER_EXPIRE_PASSWORD,
            Right.MANAGE,
            "Expire the password",
            "They sign in with their password once more, and then have to choose another.",
            false),
    SUSPEND(
            Operation.SUSPEND,
            EventType.USER_SUSPEND,
            Right.MANAGE,
            "Suspend",
            "They are signed out everywhere and cannot sign in until somebody lifts the suspension. Groups and apps"
                    + " stay theirs.",
            true),
    UNSUSPEND(
            Operation.UNSUSPEND,
            EventType.USER_UNSUSPEND,
            Right.MANAGE,
            "Lift the suspension",
            "They can sign in again with the password they have.",
            false),
    DEACTIVATE(
            Operation.DEACTIVATE,
            EventType.USER_DEACTIVATE,
            Right.MANAGE,
            "Deactivate",
            "They are signed out everywhere and lose the apps that were assigned to them. Who comes back is activated"
                    + " anew.",
            true),
    DELETE(
            Operation.DELETE,
            EventType.USER_DELETE,
            Right.MANAGE,
            "Delete",
            "The account and all that belongs to it goes for good. The System Log keeps what they did.",
            true);

    private final Operation operation;
    private final EventType event;
    private final Right right;
    private final String label;
    private final String consequence;
    private final boolean grave;

    PersonAction(Operation operation, EventType event, Right right, String label, String consequence, boolean grave) {
        this.operation = operation;
        this.event = event;
        this.right = right;
        this.label = label;
        this.consequence = consequence;
        this.grave = grave;
    }

    static Optional<PersonAction> of(String slug) {
        return Arrays.stream(values())
                .filter(action -> action.slug().equals(slug))
                .findFirst();
    }

    /// As it stands in addresses.
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String path(String userId) {
        return PersonPage.path(userId) + "/do/" + slug();
    }

    /// Whether the person's status allows it.
    boolean fits(User user, Instant now) {
        var transition = UserLifecycle.of(user.standing(now), operation);
        return !(transition instanceof Transition.NotAllowed || transition instanceof Transition.AlreadyActive);
    }

    /// Whether the person goes on by a link when it is done: none is needed to begin with a password that is there.
    boolean leadsToLink(User user) {
        return switch (this) {
            case REACTIVATE, RESET_PASSWORD -> true;
            case ACTIVATE ->
                user.status() == User.Status.DEPROVISIONED
                        || !user.credentials().password();
            default -> false;
        };
    }

    Operation operation() {
        return operation;
    }

    EventType event() {
        return event;
    }

    Right right() {
        return right;
    }

    String label() {
        return label;
    }

    String consequence() {
        return consequence;
    }

    boolean grave() {
        return grave;
    }
}
