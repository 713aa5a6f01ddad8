package dev.narthex.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.imports.ImportStore.Newcomer;
import dev.narthex.imports.ImportStore.Place;
import dev.narthex.password.StoredPassword;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserStore.NewUser;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MergeTest {
    private static final Instant THEN = Instant.EPOCH;
    private static final Instant NOW = THEN.plusSeconds(60);
    private static final StoredPassword HASH = StoredPassword.HOOK;

    private static User user(Status status, Map<String, Object> profile) {
        var times = new User.Times(THEN, THEN, THEN, Optional.empty(), Optional.empty(), Optional.empty());
        return new User("00u1", status, profile, times, 4);
    }

    private static Newcomer row(Status status, Map<String, Object> profile) {
        return row(new NewUser(user(status, profile), Optional.of(HASH), Set.of()));
    }

    private static Newcomer row(NewUser user) {
        return new Newcomer(new Place(1, 0), user, user.user().profile().keySet());
    }

    @Test
    @DisplayName("Attributes that a row names take its values, others stay; so do status and password of who is active")
    void attributes() {
        var known = user(Status.ACTIVE, Map.of("login", "Ada", "city", "London", "title", "Ms"));
        var change = Merge.of(known, row(Status.SUSPENDED, Map.of("login", "ada", "city", "Paris")), NOW)
                .orElseThrow();
        assertEquals(
                Map.of("login", "Ada", "city", "Paris", "title", "Ms"),
                change.user().profile());
        assertEquals(Status.ACTIVE, change.user().status());
        assertTrue(change.password().isEmpty());
        assertEquals(5, change.user().version());
        assertEquals(NOW, change.user().times().lastUpdated());
    }

    @Test
    @DisplayName("Who is staged becomes what the row says, with its password")
    void staged() {
        var known = user(Status.STAGED, Map.of("login", "ada"));
        var change =
                Merge.of(known, row(Status.ACTIVE, Map.of("login", "ada")), NOW).orElseThrow();
        assertEquals(Status.ACTIVE, change.user().status());
        assertEquals(Optional.of(HASH), change.password());
        assertEquals(Optional.of(NOW), change.user().times().activated());
    }

    @Test
    @DisplayName("An address that the row changes is as proven as the row says; one that stays, stays as it is")
    void addresses() {
        var known = user(Status.ACTIVE, Map.of("login", "ada", "email", "a@example.org"));
        var other = user(Status.ACTIVE, Map.of("login", "ada", "email", "b@example.org"))
                .provenBy(User.Credentials.NONE.withEmailVerified(false));
        var change = Merge.of(known, row(new NewUser(other, Optional.empty(), Set.of())), NOW)
                .orElseThrow();
        assertFalse(change.user().credentials().emailVerified());
    }

    @Test
    @DisplayName("A row that says nothing new changes nothing")
    void nothing() {
        var known = user(Status.ACTIVE, Map.of("login", "ada", "city", "London"));
        assertTrue(Merge.of(known, row(Status.ACTIVE, Map.of("login", "ADA", "city", "London")), NOW)
                .isEmpty());
    }
}
