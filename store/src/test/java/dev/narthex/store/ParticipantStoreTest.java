package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.SecretHash;
import dev.narthex.logout.Participant;
import dev.narthex.logout.ParticipantStore.Due;
import dev.narthex.session.Session;
import dev.narthex.users.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ParticipantStoreTest extends StoreContract {
    private static final Instant UNTIL = NOW.plusSeconds(30);
    private User user;
    private Session session;
    private Participant app;

    @BeforeEach
    void joined() {
        drain(NOW.plus(Duration.ofDays(9)));
        user = storedUser(UUID.randomUUID() + "@example.org");
        session = started(user.id(), Optional.empty());
        app = new Participant(session.id(), "app", "default", user.id());
        storage.participants().join(app, NOW);
    }

    /// What other tests left behind.
    private static void drain(Instant now) {
        for (var due = take(now); !due.isEmpty(); due = take(now)) {
            due.forEach(it -> storage.participants().done(it.participant()));
        }
    }

    private static List<Due> take(Instant now) {
        return storage.participants().take(now, now.plusSeconds(30), 10);
    }

    private static Session started(String userId, Optional<SecretHash> replaced) {
        var times = new Session.Times(NOW, NOW, NOW);
        var hash = SecretHash.of(UUID.randomUUID().toString());
        var started = new Session(hash, IDS.next("102"), userId, times, false, List.of("pwd"));
        storage.sessions().start(started, replaced);
        return started;
    }

    @Test
    void whoJoinsTakesPartOnceAndIsNotDueWhileTheSessionLives() {
        storage.participants().join(app, NOW);
        assertEquals(List.of(app), storage.participants().of(session.id()));
        assertEquals(List.of(), take(NOW.plus(Duration.ofDays(1))));
    }

    @Test
    @DisplayName("OIDC Back-Channel Logout 1.0 §2: the end of a session makes its participants due, once at a time")
    void endMakesDue() {
        assertTrue(storage.sessions().end(session.hash()));
        assertEquals(List.of(), storage.participants().of(session.id()));
        assertEquals(List.of(new Due(app, 1)), take(NOW));
        assertEquals(List.of(), take(NOW), "another node has it");
        assertEquals(List.of(new Due(app, 2)), take(UNTIL), "whoever had it died");
        storage.participants().retry(app, UNTIL.plusSeconds(60));
        assertEquals(List.of(), take(UNTIL.plusSeconds(59)));
        assertEquals(List.of(new Due(app, 3)), take(UNTIL.plusSeconds(60)));
        storage.participants().done(app);
        assertEquals(List.of(), take(UNTIL.plus(Duration.ofDays(1))));
    }

    @Test
    void theEndOfAllSessionsOfAUserDoesToo() {
        storage.sessions().endAllOf(user.id(), NOW);
        assertEquals(List.of(new Due(app, 1)), take(NOW));
    }

    @Test
    void signingInAgainAsTheSamePersonKeepsTheAppsUnderTheNameTheyKnow() {
        var next = started(user.id(), Optional.of(session.hash()));
        assertEquals(List.of(), take(NOW));
        assertEquals(List.of(app), storage.participants().of(next.id()));
        storage.sessions().end(next.hash());
        assertEquals(List.of(new Due(app, 1)), take(NOW));
    }

    @Test
    void signingInAsSomebodyElseEndsIt() {
        var other = storedUser(UUID.randomUUID() + "@example.org");
        started(other.id(), Optional.of(session.hash()));
        assertEquals(List.of(new Due(app, 1)), take(NOW));
    }

    @Test
    @DisplayName("Of 32 threads on all nodes one tells an app of a session's end")
    void raced() throws Exception {
        storage.sessions().end(session.hash());
        var answers = race((node, _) -> node.participants().take(NOW, UNTIL, 10));
        assertEquals(
                1,
                answers.stream()
                        .filter(taken -> taken.equals(List.of(new Due(app, 1))))
                        .count());
        assertEquals(1, answers.stream().mapToInt(List::size).sum());
    }

    @Test
    void whoseSessionExpiredIsForgotten() {
        assertEquals(0, storage.participants().purge(NOW));
        assertTrue(storage.participants().purge(NOW.plusMillis(1)) >= 1);
        assertEquals(List.of(), storage.participants().of(session.id()));
    }
}
