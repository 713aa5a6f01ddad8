package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.SecretHash;
import dev.narthex.session.Session;
import dev.narthex.users.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SessionStoreTest extends StoreContract {
    @Test
    void aSessionIsFoundByItsHashAndByItsId() {
        Session session = started("found", storedUser("found@example.org").id());
        assertEquals(Optional.of(session), storage.sessions().byHash(session.hash()));
        assertEquals(Optional.of(session), storage.sessions().byId(session.id()));
        assertEquals(List.of(session), storage.sessions().ofUser(session.userId()));
        assertEquals(Optional.empty(), storage.sessions().byHash(SecretHash.of("another")));
    }

    @Test
    void aNewSessionEndsTheOneTheBrowserHadBefore() {
        String user = storedUser("again@example.org").id();
        Session before = started("before", user);
        Session after = session("after", user, NOW);
        storage.sessions().start(after, Optional.of(before.hash()));
        assertEquals(List.of(after), storage.sessions().ofUser(user));
        assertTrue(heard().contains("session " + before.hash().hex()));
    }

    @Test
    void nobodyWhoIsGoneGetsASession() {
        String user = storedUser("deleted@example.org").id();
        storage.users().delete(user);
        assertFalse(storage.sessions().start(session("ghost", user, NOW), Optional.empty()));
        assertEquals(Optional.empty(), storage.sessions().byHash(SecretHash.of("ghost")));
    }

    @Test
    @DisplayName("Abuse 74: who authenticated before all sessions ended begins none after it, on no node")
    void signedOutBefore() throws Exception {
        String user = storedUser("late@example.org").id();
        for (int round = 0; round < 20; round++) {
            Instant at = NOW.plusSeconds(round);
            String name = "late" + round + " ";
            race((node, i) -> i % 2 == 0
                    ? node.sessions().endAllOf(user, at.plusMillis(2)) < 0
                    : node.sessions().start(session(name + i, user, at), Optional.empty()));
            assertEquals(List.of(), storage.sessions().ofUser(user));
            assertTrue(storage.sessions().start(session(name + "after", user, at.plusMillis(1)), Optional.empty()));
        }
    }

    @Test
    @DisplayName("Abuse 74: nobody who may not sign in begins a session, by whatever they showed before")
    void suspended() {
        var ada = storedUser("suspended@example.org");
        storage.users().replace(ada.in(User.Status.SUSPENDED, NOW));
        assertFalse(storage.sessions().start(session("suspended", ada.id(), NOW), Optional.empty()));
    }

    @Test
    void useIsNotedWithoutAWordAndNeverBackwards() {
        Session session = started("touched", storedUser("touched@example.org").id());
        forgetWhatWasHeard();
        storage.sessions().touch(session.hash(), NOW.plusSeconds(60));
        storage.sessions().touch(session.hash(), NOW.plusSeconds(30));
        assertEquals(Set.of(), heard());
        assertEquals(NOW.plusSeconds(60), lastUsed(session));
    }

    @Test
    void useNeverBringsAnEndedSessionBack() {
        Session session = started("ended", storedUser("ended@example.org").id());
        assertTrue(storage.sessions().end(session.hash()));
        storage.sessions().touch(session.hash(), NOW.plusSeconds(60));
        assertEquals(Optional.empty(), storage.sessions().byHash(session.hash()));
        assertTrue(heard().contains("session " + session.hash().hex()));
    }

    @Test
    void of32WhoEndASessionAtOnceOneDid() throws Exception {
        Session session = started("raced", storedUser("raced@example.org").id());
        var answers = race((node, _) -> node.sessions().end(session.hash()));
        assertEquals(1, answers.stream().filter(ended -> ended).count());
    }

    @Test
    void allSessionsOfAUserEndAtOnceAndEachIsTold() {
        String user = storedUser("everywhere@example.org").id();
        String other = storedUser("elsewhere@example.org").id();
        List<Session> sessions =
                IntStream.range(0, 3).mapToObj(i -> started("many" + i, user)).toList();
        Session others = started("other", other);
        assertEquals(3, storage.sessions().endAllOf(user, NOW));
        assertEquals(List.of(), storage.sessions().ofUser(user));
        assertEquals(List.of(others), storage.sessions().ofUser(other));
        sessions.forEach(session ->
                assertTrue(heard().contains("session " + session.hash().hex())));
        assertEquals(0, storage.sessions().endAllOf(user, NOW));
    }

    @Test
    void whatIsIdleOrOldIsPurgedAndNothingElse() {
        String user = storedUser("purged@example.org").id();
        Instant old = NOW.minus(Duration.ofDays(40));
        for (int i = 0; i < 520; i++) {
            storage.sessions().start(session("old" + i, user, old), Optional.empty());
        }
        Session used = session("used", user, old);
        storage.sessions().start(used, Optional.empty());
        storage.sessions().touch(used.hash(), NOW);
        Session fresh = started("fresh", user);
        assertEquals(520, storage.sessions().purge(NOW.minus(Duration.ofDays(1)), NOW.minus(Duration.ofDays(60))));
        assertEquals(Optional.of(fresh), storage.sessions().byHash(fresh.hash()));
        assertEquals(1, storage.sessions().purge(NOW.minus(Duration.ofDays(1)), NOW.minus(Duration.ofDays(30))));
        assertFalse(storage.sessions().byHash(used.hash()).isPresent());
        assertTrue(storage.sessions().byHash(fresh.hash()).isPresent());
    }

    private static Instant lastUsed(Session session) {
        return storage.sessions().byHash(session.hash()).orElseThrow().times().lastUsed();
    }

    private static Session started(String secret, String userId) {
        Session session = session(secret, userId, NOW);
        storage.sessions().start(session, Optional.empty());
        return session;
    }

    private static Session session(String secret, String userId, Instant created) {
        var times = new Session.Times(created, created.plusMillis(1), created.plusMillis(2));
        return new Session(SecretHash.of(secret), IDS.next("102"), userId, times, true, List.of("pwd", "mfa"));
    }
}
