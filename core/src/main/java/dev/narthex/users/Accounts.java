package dev.narthex.users;

import dev.narthex.users.AccountResult.Done;
import dev.narthex.users.User.Provider;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserLifecycle.Operation;
import dev.narthex.users.UserLifecycle.Transition;
import dev.narthex.users.UserStore.Change;
import dev.narthex.users.UserStore.Ends;
import dev.narthex.users.UserStore.Replacement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Everything that is done to a person's account, for whoever does it: an administrator, the person, a hook, an import.
///
/// Each operation keeps the rules of [UserLifecycle] against all others that run at the same time: it is decided on the
/// version that was read and done only to that one.
public final class Accounts {
    private static final int TRIES = 8;

    private final UserStore store;
    private final InstantSource clock;
    private final Ties ties;

    /// What lies elsewhere and ends with an account, or with what was counted against it. Each takes the user's id.
    ///
    /// @param sessions ends all sessions
    /// @param tokens revokes all tokens
    /// @param attempts forgets failed attempts to sign in
    /// @param links ends links that were made before a password changed
    public record Ties(
            Consumer<String> sessions, Consumer<String> tokens, Consumer<String> attempts, Consumer<String> links) {}

    public Accounts(UserStore store, InstantSource clock, Ties ties) {
        this.store = store;
        this.clock = clock;
        this.ties = ties;
    }

    /// Makes a user in the status that [#beginning] names.
    public AccountResult create(UserStore.NewUser user) {
        return switch (store.create(user)) {
            case UserStore.Creation.Created() -> found(user.user().id());
            case UserStore.Creation.LoginTaken() -> new AccountResult.LoginTaken();
            case UserStore.Creation.AttributeTaken(var name) -> new AccountResult.AttributeTaken(name);
        };
    }

    /// Active at once, or when the person has proved who they are.
    public static Status beginning(boolean password, Provider provider) {
        boolean elsewhere = provider == Provider.FEDERATION || provider == Provider.SOCIAL;
        return password || elsewhere ? Status.ACTIVE : Status.PROVISIONED;
    }

    /// Does one of the operations that need nothing but the user.
    public AccountResult apply(String userId, Operation operation) {
        return switch (operation) {
            case DELETE -> delete(userId);
            case UNLOCK -> unlock(userId);
            case DEACTIVATE -> ended(userId, operation, Ends.SESSIONS_AND_ASSIGNMENTS);
            case SUSPEND -> ended(userId, operation, Ends.SESSIONS);
            case RESET_PASSWORD -> unlocked(change(userId, user -> moved(user, operation, Ends.NOTHING)));
            default -> change(userId, user -> moved(user, operation, Ends.NOTHING));
        };
    }

    /// Ends all sessions of a person, and their tokens if so asked.
    public void signOutEverywhere(String userId, boolean tokens) {
        ties.sessions().accept(userId);
        if (tokens) ties.tokens().accept(userId);
    }

    /// Replaces the user by their next version, as `edit` makes it: the profile, and whether the address is theirs.
    public AccountResult edit(String userId, UnaryOperator<User> edit) {
        return change(userId, user -> new Step.Write(Change.of(edit.apply(user))));
    }

    /// Reads, decides, and writes what was decided unless somebody else wrote meanwhile; then all over again.
    AccountResult change(String userId, Function<User, Step> decide) {
        for (int tries = 0; tries < TRIES; tries++) {
            var user = store.byId(userId);
            if (user.isEmpty()) return new AccountResult.NotFound();
            switch (decide.apply(user.get())) {
                case Step.Stop(var why) -> {
                    return why;
                }
                case Step.Write(var change) -> {
                    switch (store.change(change)) {
                        case Replacement.Replaced() -> {
                            return found(userId);
                        }
                        case Replacement.LoginTaken() -> {
                            return new AccountResult.LoginTaken();
                        }
                        case Replacement.AttributeTaken(var name) -> {
                            return new AccountResult.AttributeTaken(name);
                        }
                        case Replacement.Stale() -> Thread.onSpinWait();
                    }
                }
            }
        }
        throw new IllegalStateException("user " + userId + " changes faster than it can be changed");
    }

    /// What a decision asks for.
    sealed interface Step {
        record Write(Change change) implements Step {}

        record Stop(AccountResult why) implements Step {}
    }

    /// The user moved by `operation`, if its status allows that.
    Step moved(User user, Operation operation, Ends ends) {
        return moved(user, user.standing(clock.instant()), operation, ends);
    }

    /// The same, of a user in whose way no lock stands.
    Step movedUnlocked(User user, Operation operation, Ends ends) {
        return moved(user, user.status(), operation, ends);
    }

    private Step moved(User user, Status standing, Operation operation, Ends ends) {
        Instant now = clock.instant();
        return switch (UserLifecycle.of(standing, operation)) {
            case Transition.To(var status) ->
                new Step.Write(
                        Change.of(begun(user.in(status, now), operation, now)).ending(ends));
            case Transition.Begun() -> {
                var credentials = user.credentials();
                var status = beginning(credentials.password(), credentials.provider());
                yield new Step.Write(Change.of(begun(user.in(status, now), operation, now)));
            }
            case Transition.AlreadyActive() -> new Step.Stop(new AccountResult.AlreadyActive());
            case Transition.NotAllowed(), Transition.Removed() -> new Step.Stop(new AccountResult.NotAllowed(standing));
        };
    }

    private static User begun(User user, Operation operation, Instant now) {
        boolean first = operation == Operation.ACTIVATE
                || user.status() == Status.ACTIVE && user.times().activated().isEmpty();
        return first ? user.at(user.times().activated(now)) : user;
    }

    private AccountResult ended(String userId, Operation operation, Ends ends) {
        var result = change(userId, user -> moved(user, operation, ends));
        // After the status, which keeps new ones from being made.
        if (result instanceof Done) {
            ties.tokens().accept(userId);
            ties.links().accept(userId);
        }
        return result;
    }

    private AccountResult unlock(String userId) {
        var user = store.byId(userId);
        if (user.isEmpty()) return new AccountResult.NotFound();
        Status standing = user.get().standing(clock.instant());
        if (standing != Status.LOCKED_OUT) return new AccountResult.NotAllowed(standing);
        ties.attempts().accept(userId);
        return found(userId);
    }

    /// A password that is gone, or new, has no wrong attempts.
    AccountResult unlocked(AccountResult result) {
        if (result instanceof Done(var user)) {
            ties.attempts().accept(user.id());
            ties.links().accept(user.id());
        }
        return result;
    }

    private AccountResult delete(String userId) {
        Optional<User> user = store.byId(userId);
        if (user.isEmpty()) return new AccountResult.NotFound();
        Status standing = user.get().standing(clock.instant());
        if (!(UserLifecycle.of(standing, Operation.DELETE) instanceof Transition.Removed)) {
            return new AccountResult.NotAllowed(standing);
        }
        ties.tokens().accept(userId);
        return store.delete(userId) ? new AccountResult.Deleted(user.get()) : new AccountResult.NotFound();
    }

    private AccountResult found(String userId) {
        return store.byId(userId).<AccountResult>map(Done::new).orElseGet(AccountResult.NotFound::new);
    }
}
