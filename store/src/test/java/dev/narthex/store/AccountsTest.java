package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.crypt.SecretHash;
import dev.narthex.password.Argon2Cost;
import dev.narthex.password.HashGate;
import dev.narthex.password.Passwords;
import dev.narthex.password.StoredPassword;
import dev.narthex.session.Session;
import dev.narthex.signin.AttemptStore.Limits;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.AccountPasswords.Replacing;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.PasswordDemands;
import dev.narthex.users.PasswordSettings;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserLifecycle.Operation;
import dev.narthex.users.UserStore.NewUser;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What is done to accounts, on both databases.
final class AccountsTest extends StoreContract {
    private static final Passwords PASSWORDS =
            new Passwords(new Argon2Cost(1024, 1, 1), HashGate.forProcessors(2), new SecureRandom());
    private static final PasswordSettings SETTINGS = PasswordSettings.DEFAULT.with(
            new PasswordSettings.Age(3, Duration.ofMinutes(5), Optional.of(Duration.ofDays(90)), Duration.ZERO));

    private InstantSource clock = InstantSource.fixed(NOW.plusSeconds(3600));
    private final List<String> revoked = new java.util.ArrayList<>();
    private Accounts accounts;
    private AccountPasswords passwords;

    @BeforeEach
    void make() {
        InstantSource now = () -> clock.instant();
        accounts = new Accounts(
                storage.users(),
                now,
                new Accounts.Ties(
                        user -> storage.sessions().endAllOf(user, now.instant()),
                        revoked::add,
                        storage.attempts()::clearAll,
                        storage.links()::forget));
        passwords = new AccountPasswords(accounts, storage.users(), PASSWORDS, now, PasswordDemands.always(SETTINGS));
    }

    private static User done(AccountResult result) {
        return assertInstanceOf(AccountResult.Done.class, result).user();
    }

    private User made(String login, Status status, Optional<String> password) {
        var like = user(login);
        var user = new User(like.id(), status, like.profile(), like.times(), 1);
        return done(accounts.create(new NewUser(user, password.map(PASSWORDS::hash), Set.of())));
    }

    private static void locked(User user) {
        storage.attempts().admit(user.id(), "stranger", new Limits(1, Duration.ofDays(1)), NOW.plusSeconds(3600));
    }

    @Test
    @DisplayName("Okta: a staged user with a password is active at once, one without has to choose one")
    void activation() {
        var with = made("with@example.org", Status.STAGED, Optional.of("Correct-Horse-1"));
        assertTrue(with.credentials().password());
        var active = done(accounts.apply(with.id(), Operation.ACTIVATE));
        assertEquals(Status.ACTIVE, active.status());
        assertEquals(Optional.of(clock.instant()), active.times().activated());
        assertEquals(clock.instant(), active.times().statusChanged());
        assertInstanceOf(AccountResult.AlreadyActive.class, accounts.apply(with.id(), Operation.ACTIVATE));
        var without = made("without@example.org", Status.STAGED, Optional.empty());
        assertEquals(
                Status.PROVISIONED,
                done(accounts.apply(without.id(), Operation.ACTIVATE)).status());
        assertEquals(
                Status.ACTIVE,
                done(passwords.choose(without.id(), "Correct-Horse-1")).status());
    }

    @Test
    @DisplayName("Okta: deactivation ends sessions, assignments and tokens, and keeps the record; deletion does not")
    void deactivation() {
        var user = made("leaver@example.org", Status.ACTIVE, Optional.of("Correct-Horse-1"));
        var app = app();
        storage.apps().assignUser(app.id(), user.id());
        var session = session(user);
        assertInstanceOf(AccountResult.NotAllowed.class, accounts.apply(user.id(), Operation.DELETE));
        assertEquals(
                Status.DEPROVISIONED,
                done(accounts.apply(user.id(), Operation.DEACTIVATE)).status());
        assertEquals(Optional.empty(), storage.sessions().byHash(session));
        assertFalse(storage.apps().isAssigned(app.id(), user.id(), Set.of()));
        assertEquals(List.of(user.id()), revoked);
        assertTrue(heard().containsAll(Set.of("assignment " + app.id(), "session " + session.hex())));
        assertInstanceOf(AccountResult.Deleted.class, accounts.apply(user.id(), Operation.DELETE));
        assertInstanceOf(AccountResult.NotFound.class, accounts.apply(user.id(), Operation.DELETE));
    }

    @Test
    @DisplayName("Okta: suspension ends sessions and keeps assignments; an active user comes back")
    void suspension() {
        var user = made("paused@example.org", Status.ACTIVE, Optional.of("Correct-Horse-1"));
        var app = app();
        storage.apps().assignUser(app.id(), user.id());
        var session = session(user);
        done(accounts.apply(user.id(), Operation.SUSPEND));
        assertEquals(Optional.empty(), storage.sessions().byHash(session));
        assertTrue(storage.apps().isAssigned(app.id(), user.id(), Set.of()));
        assertInstanceOf(AccountResult.NotAllowed.class, accounts.apply(user.id(), Operation.SUSPEND));
        assertEquals(
                Status.ACTIVE,
                done(accounts.apply(user.id(), Operation.UNSUSPEND)).status());
    }

    @Test
    @DisplayName("Okta: who is locked out can be unlocked, reset or deactivated, and nobody else unlocked")
    void unlock() {
        var user = made("locked@example.org", Status.ACTIVE, Optional.of("Correct-Horse-1"));
        assertInstanceOf(AccountResult.NotAllowed.class, accounts.apply(user.id(), Operation.UNLOCK));
        locked(user);
        var seen = storage.users().byId(user.id()).orElseThrow();
        assertEquals(Status.LOCKED_OUT, seen.standing(clock.instant()));
        assertEquals(new AccountResult.NotAllowed(Status.LOCKED_OUT), accounts.apply(user.id(), Operation.SUSPEND));
        var free = done(accounts.apply(user.id(), Operation.UNLOCK));
        assertEquals(Status.ACTIVE, free.standing(clock.instant()));
        locked(user);
        var recovering = done(accounts.apply(user.id(), Operation.RESET_PASSWORD));
        assertEquals(Status.RECOVERY, recovering.standing(clock.instant()));
        assertEquals(
                Status.ACTIVE,
                done(passwords.choose(user.id(), "Correct-Horse-2")).standing(clock.instant()));
    }

    @Test
    @DisplayName("A password of the person's own follows rules, history and least age; an administrator's the rules")
    void history() {
        var user = made("history@example.org", Status.ACTIVE, Optional.of("Correct-Horse-1"));
        assertInstanceOf(
                AccountResult.WrongPassword.class,
                passwords.change(user.id(), new Replacing("Correct-Horse-9", "Correct-Horse-2"), true));
        assertInstanceOf(
                AccountResult.Unfit.class, passwords.change(user.id(), new Replacing("Correct-Horse-1", "x"), true));
        var changed = done(passwords.change(user.id(), new Replacing("Correct-Horse-1", "Correct-Horse-2"), true));
        assertEquals(Optional.of(clock.instant()), changed.times().passwordChanged());
        assertInstanceOf(
                AccountResult.Unfit.class,
                passwords.change(user.id(), new Replacing("Correct-Horse-2", "Correct-Horse-3"), true),
                "too soon");
        later();
        assertInstanceOf(
                AccountResult.Unfit.class,
                passwords.change(user.id(), new Replacing("Correct-Horse-2", "Correct-Horse-1"), true),
                "used lately");
        for (int i = 3; i < 5; i++) {
            later();
            done(passwords.change(user.id(), new Replacing("Correct-Horse-" + (i - 1), "Correct-Horse-" + i), true));
        }
        later();
        done(passwords.change(user.id(), new Replacing("Correct-Horse-4", "Correct-Horse-1"), true));
        done(passwords.set(user.id(), "Correct-Horse-1"));
    }

    @Test
    @DisplayName("Okta: an imported hash makes the provider IMPORT until the first change of the password")
    void imported() {
        var user = made("imported@example.org", Status.STAGED, Optional.empty());
        var hash = PASSWORDS.hash("Correct-Horse-1");
        assertEquals(
                User.Provider.IMPORT,
                done(passwords.importHash(user.id(), hash)).credentials().provider());
        done(accounts.apply(user.id(), Operation.ACTIVATE));
        assertInstanceOf(AccountResult.NotAllowed.class, passwords.importHash(user.id(), hash));
        later();
        assertEquals(
                User.Provider.OKTA,
                done(passwords.change(user.id(), new Replacing("Correct-Horse-1", "Correct-Horse-2"), true))
                        .credentials()
                        .provider());
    }

    @Test
    @DisplayName("Okta: an expired password is replaced by a temporary one, if one is asked for")
    void temporary() {
        var user = made("temporary@example.org", Status.ACTIVE, Optional.of("Correct-Horse-1"));
        assertEquals(
                Status.PASSWORD_EXPIRED,
                done(passwords.expire(user.id(), "Made-For-You-1")).status());
        assertTrue(passwords.isTheirs("Made-For-You-1", storage.users().password(user.id())));
        assertEquals(
                Status.ACTIVE,
                done(passwords.change(user.id(), new Replacing("Made-For-You-1", "Correct-Horse-2"), false))
                        .status());
    }

    @Test
    @DisplayName("The answer to a recovery question counts whatever its case, and is stored as a hash")
    void question() {
        var user = made("question@example.org", Status.ACTIVE, Optional.empty());
        assertFalse(passwords.isAnswer(user.id(), "gold"));
        var asked = done(passwords.setQuestion(user.id(), "Favourite colour?", " Gold"));
        assertEquals(Optional.of("Favourite colour?"), asked.credentials().question());
        assertTrue(passwords.isAnswer(user.id(), "gold "));
        assertFalse(passwords.isAnswer(user.id(), "silver"));
        assertFalse(storage.users().answer(user.id()).orElseThrow().encoded().contains("old"));
    }

    @Test
    @DisplayName("Of 32 who do different things to one user at once, all are done or refused by the table")
    void raced() throws Exception {
        var user = made("raced@example.org", Status.ACTIVE, Optional.of("Correct-Horse-1"));
        var operations = List.of(Operation.SUSPEND, Operation.UNSUSPEND);
        var answers = race((node, number) -> new Accounts(
                        node.users(), clock, new Accounts.Ties(_ -> {}, _ -> {}, _ -> {}, _ -> {}))
                .apply(user.id(), operations.get(number % 2)));
        long done =
                answers.stream().filter(AccountResult.Done.class::isInstance).count();
        var now = storage.users().byId(user.id()).orElseThrow();
        assertEquals(1 + done, now.version(), "nothing is lost");
        assertEquals(done % 2 == 0 ? Status.ACTIVE : Status.SUSPENDED, now.status());
    }

    @Test
    @DisplayName("A password that is too old has to be changed")
    void overdue() {
        var user = made("old@example.org", Status.ACTIVE, Optional.empty());
        var times = user.times().changedPassword(NOW);
        assertFalse(
                SETTINGS.isOverdue(user.at(times), NOW.plus(Duration.ofDays(90)).minusMillis(1)));
        assertTrue(SETTINGS.isOverdue(user.at(times), NOW.plus(Duration.ofDays(90))));
        assertFalse(PasswordSettings.DEFAULT.isOverdue(user.at(times), NOW.plus(Duration.ofDays(9000))));
    }

    @Test
    @DisplayName("What lies in another system is never among the former passwords")
    void hooked() {
        var like = user("hooked@example.org");
        storage.users().create(new NewUser(like, Optional.of(StoredPassword.HOOK), Set.of()));
        storage.users().setPassword(like.id(), PASSWORDS.hash("Correct-Horse-1"), clock.instant());
        assertEquals(List.of(), storage.users().formerPasswords(like.id(), 10));
    }

    private void later() {
        clock = InstantSource.fixed(clock.instant().plus(Duration.ofMinutes(5)));
    }

    private static SecretHash session(User user) {
        var hash = SecretHash.of("cookie of " + user.id());
        var times = new Session.Times(NOW, NOW, NOW);
        storage.sessions()
                .start(new Session(hash, IDS.next("102"), user.id(), times, false, List.of("pwd")), Optional.empty());
        return hash;
    }

    private static App app() {
        var app = AppStoreTest.app(IDS.next("0oa"));
        storage.apps().create(app);
        return app;
    }
}
