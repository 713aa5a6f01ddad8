package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.password.Argon2Cost;
import dev.narthex.password.HashGate;
import dev.narthex.password.Passwords;
import dev.narthex.signin.AttemptStore.Limits;
import dev.narthex.store.database.PostgresForTests;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.PasswordDemands;
import dev.narthex.users.PasswordSettings;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserLifecycle.Operation;
import dev.narthex.users.UserStore.NewUser;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Whatever is done to a user, in whatever order, what is true of all users stays true. The rules here are put in
/// other words than the table's.
final class AccountsProperties {
    private static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");
    private static final Passwords PASSWORDS =
            new Passwords(new Argon2Cost(1024, 1, 1), HashGate.forProcessors(2), new SecureRandom());
    private static final List<Storage> NODES = new ArrayList<>();
    private Storage storage;

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final InstantSource clock = now::get;

    /// What may happen to an account: an operation, or a stranger who fails often enough.
    enum Event {
        ACTIVATE,
        REACTIVATE,
        DEACTIVATE,
        SUSPEND,
        UNSUSPEND,
        UNLOCK,
        RESET_PASSWORD,
        EXPIRE_PASSWORD,
        SET_PASSWORD,
        CHOOSE_PASSWORD,
        DELETE,
        LOCK
    }

    @BeforeContainer
    static void open() throws IOException {
        NODES.add(Storage.open("sqlite:" + Files.createTempDirectory("narthex").resolve("narthex.db"), new Random(1)));
        NODES.add(Storage.open(PostgresForTests.freshDatabase(), new Random(2)));
    }

    @AfterContainer
    static void close() {
        NODES.forEach(Storage::close);
        NODES.clear();
    }

    @Property(tries = 60)
    @Label("Any sequence of lifecycle operations keeps the machine's rules")
    void rules(@ForAll @Size(max = 25) List<Event> events, @ForAll boolean password) {
        for (Storage node : NODES) {
            storage = node;
            rulesHere(events, password);
        }
    }

    private void rulesHere(List<Event> events, boolean password) {
        String id = StoreContract.IDS.next("00u");
        var times = new User.Times(BEGIN, BEGIN, BEGIN, Optional.empty(), Optional.empty(), Optional.empty());
        var user = new User(id, Status.STAGED, Map.of("login", id), times, 1);
        storage.users()
                .create(new NewUser(
                        user, password ? Optional.of(PASSWORDS.hash("First-One-1")) : Optional.empty(), Set.of()));
        for (Event event : events) {
            now.updateAndGet(it -> it.plusSeconds(1));
            var before = storage.users().byId(id);
            var result = happen(id, event);
            var after = storage.users().byId(id);
            if (before.isEmpty()) assertTrue(after.isEmpty(), "who is deleted stays so");
            else if (after.isEmpty())
                assertEquals(Status.DEPROVISIONED, before.get().status(), "deleted in two steps");
            else check(event, before.get(), after.get(), result);
        }
    }

    private void check(Event event, User before, User after, Optional<AccountResult> result) {
        if (result.isPresent() && !(result.get() instanceof AccountResult.Done)) {
            assertEquals(before, after, event + " was refused, so nothing changed");
            return;
        }
        Status was = before.standing(clock.instant());
        Status is = after.standing(clock.instant());
        boolean moved = before.status() != after.status();
        assertEquals(
                moved ? clock.instant() : before.times().statusChanged(),
                after.times().statusChanged(),
                "" + event);
        if (moved) assertTrue(is != Status.STAGED, "nobody becomes staged");
        if (is == Status.SUSPENDED)
            assertTrue(Set.of(Status.ACTIVE, Status.SUSPENDED).contains(was), was.name());
        if (was == Status.SUSPENDED && moved)
            assertTrue(Set.of(Status.ACTIVE, Status.DEPROVISIONED).contains(is), is.name());
        if (was == Status.DEPROVISIONED && moved) assertEquals(Status.PROVISIONED, is);
        if (event == Event.DEACTIVATE) assertEquals(Status.DEPROVISIONED, is);
        if (is == Status.ACTIVE) {
            assertTrue(after.credentials().password(), "nobody is active who can't prove who they are");
            assertTrue(after.times().activated().isPresent());
        }
        if (is == Status.LOCKED_OUT)
            assertTrue(EnumSet.of(Status.ACTIVE, Status.PASSWORD_EXPIRED).contains(after.status()));
        if (is == Status.PASSWORD_EXPIRED || is == Status.RECOVERY)
            assertTrue(was != Status.STAGED && was != Status.DEPROVISIONED && was != Status.SUSPENDED, was.name());
    }

    private Optional<AccountResult> happen(String id, Event event) {
        var ties = new Accounts.Ties(
                user -> storage.sessions().endAllOf(user, clock.instant()),
                _ -> {},
                storage.attempts()::clearAll,
                storage.links()::forget);
        var accounts = new Accounts(storage.users(), clock, ties);
        var passwords = new AccountPasswords(
                accounts, storage.users(), PASSWORDS, clock, PasswordDemands.always(PasswordSettings.DEFAULT));
        return switch (event) {
            case LOCK -> {
                storage.attempts().admit(id, "stranger", new Limits(1, Duration.ofSeconds(3)), clock.instant());
                yield Optional.empty();
            }
            case SET_PASSWORD -> Optional.of(passwords.set(id, "Set-For-Them-1"));
            case CHOOSE_PASSWORD ->
                Optional.of(passwords.choose(id, "Chosen-" + clock.instant().getEpochSecond()));
            default -> Optional.of(accounts.apply(id, Operation.valueOf(event.name())));
        };
    }
}
