package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.SecretHash;
import dev.narthex.oauth.Scopes;
import dev.narthex.token.Authorization;
import dev.narthex.token.Authorization.Authentication;
import dev.narthex.token.RefreshFamily;
import dev.narthex.token.RefreshTokenStore;
import dev.narthex.token.RefreshTokenStore.Holding;
import dev.narthex.token.RefreshTokenStore.Rotation;
import dev.narthex.token.RefreshTokenStore.Successor;
import dev.narthex.token.RevocationStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RefreshTokenStoreTest extends StoreContract {
    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final Duration WINDOW = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofDays(1);

    private static RefreshTokenStore store() {
        return storage.refreshTokens();
    }

    @Test
    void aFamilyIsFoundByItsTokenAsItBegan() {
        var family = begun("found", Optional.of(NOW.plus(DAY)));
        assertEquals(Optional.of(family), store().find(hash("found"), NOW));
        assertEquals(Optional.of(family), store().familyOf(hash("found"), NOW));
        assertEquals(Optional.of(family), store().use(hash("found"), NOW));
        assertEquals(Optional.empty(), store().find(hash("never"), NOW));
        assertEquals(Optional.empty(), store().familyOf(hash("never"), NOW));
    }

    @Test
    void aTokenIsReplacedAndItsSuccessorIsTheOneToUse() {
        var family = begun("first", Optional.empty());
        assertEquals(new Rotation.Rotated(family), rotate("first", "second", NOW));
        assertEquals(Optional.empty(), store().find(hash("first"), NOW));
        assertEquals(Optional.empty(), store().use(hash("first"), NOW));
        assertEquals(Optional.of(family), store().familyOf(hash("first"), NOW));
        assertEquals(Optional.of(family), store().find(hash("second"), NOW));
        assertEquals(new Rotation.Rotated(family), rotate("second", "third", NOW));
    }

    @Test
    @DisplayName("Abuse 66: within the leeway a replaced token yields its successor again")
    void withinTheLeewayTheSuccessorComesAgain() {
        begun("lost", Optional.empty());
        rotate("lost", "kept", NOW);
        var again = rotate("lost", "dropped", NOW.plusSeconds(29));
        assertArrayEquals(
                bytes("kept"), assertInstanceOf(Rotation.Repeated.class, again).sealed());
        assertEquals(Optional.empty(), store().find(hash("dropped"), NOW));
    }

    @Test
    @DisplayName("RFC 9700 §4.14.2: Abuse 66: after the leeway a replaced token ends the family")
    void afterTheLeewayTheFamilyEnds() {
        var family = begun("stolen", Optional.empty());
        rotate("stolen", "owned", NOW);
        assertEquals(new Rotation.Reused(family), rotate("stolen", "x1", NOW.plus(LEEWAY)));
        assertEquals(Optional.empty(), store().find(hash("owned"), NOW));
        assertEquals(new Rotation.Unknown(), rotate("owned", "x2", NOW));
        assertEquals(new Rotation.Unknown(), rotate("stolen", "x3", NOW));
    }

    @Test
    @DisplayName("Abuse 65: of 32 threads on all nodes that replace one token one wins; the others get its successor")
    void of32WhoRotateATokenOneWins() throws Exception {
        begun("raced", Optional.empty());
        var answers = race((node, number) -> {
            var successor = new Successor(hash("raced" + number), bytes("raced" + number));
            return node.refreshTokens().rotate(hash("raced"), successor, LEEWAY, NOW);
        });
        assertEquals(
                1, answers.stream().filter(Rotation.Rotated.class::isInstance).count());
        var repeated = answers.stream()
                .filter(Rotation.Repeated.class::isInstance)
                .map(answer -> ((Rotation.Repeated) answer).sealed())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
        assertEquals(31, repeated.size());
        assertEquals(1, Set.copyOf(repeated).size());
        assertTrue(store().find(hash(repeated.getFirst()), NOW).isPresent());
    }

    @Test
    @DisplayName("Abuse 65: without a leeway, all but one of 32 reveal a copy, and the family is gone")
    void withoutALeewayTheRaceEndsTheFamily() throws Exception {
        begun("strict", Optional.empty());
        var answers = race((node, number) -> {
            var successor = new Successor(hash("strict" + number), bytes("strict" + number));
            return node.refreshTokens().rotate(hash("strict"), successor, Duration.ZERO, NOW);
        });
        assertEquals(
                1, answers.stream().filter(Rotation.Rotated.class::isInstance).count());
        assertEquals(
                1, answers.stream().filter(Rotation.Reused.class::isInstance).count());
        assertEquals(
                30, answers.stream().filter(Rotation.Unknown.class::isInstance).count());
    }

    @Test
    void aTokenThatLayTooLongOrWhoseFamilyEndedIsOfNoUse() {
        begun("idle", Optional.empty());
        var late = NOW.plus(WINDOW);
        assertEquals(Optional.empty(), store().use(hash("idle"), late));
        assertEquals(new Rotation.Unknown(), rotate("idle", "idle2", late));
        begun("ended", Optional.of(NOW.plus(DAY)));
        var end = NOW.plus(DAY);
        assertEquals(Optional.empty(), store().find(hash("ended"), end));
        assertEquals(Optional.empty(), store().familyOf(hash("ended"), end));
        assertEquals(new Rotation.Unknown(), rotate("ended", "ended2", end));
    }

    @Test
    void useKeepsATokenAliveAndAskingDoesNot() {
        begun("used", Optional.empty());
        begun("asked", Optional.empty());
        store().use(hash("used"), NOW.plus(DAY));
        store().find(hash("asked"), NOW.plus(DAY));
        assertTrue(store().find(hash("used"), NOW.plus(WINDOW)).isPresent());
        assertFalse(store().find(hash("asked"), NOW.plus(WINDOW)).isPresent());
    }

    @Test
    void aRevokedFamilyIsUnknown() {
        var family = begun("revoked", Optional.empty());
        assertTrue(store().revoke(family.authorization().id()));
        assertFalse(store().revoke(family.authorization().id()));
        assertEquals(Optional.empty(), store().find(hash("revoked"), NOW));
        assertEquals(new Rotation.Unknown(), rotate("revoked", "revoked2", NOW));
    }

    @Test
    @DisplayName("Abuse 36: a family whose code is replayed while it begins is of no use, and goes with the next purge")
    void aFamilyIsBornRevoked() {
        var family = begun("born", Optional.empty());
        storage.revocations().revoke(family.authorization().id(), NOW.plus(DAY));
        assertEquals(Optional.empty(), store().find(hash("born"), NOW));
        assertEquals(Optional.empty(), store().use(hash("born"), NOW));
        assertEquals(new Rotation.Unknown(), rotate("born", "born2", NOW));
        store().purge(NOW);
        storage.revocations().purge(NOW.plus(DAY).plusMillis(1));
        assertEquals(Optional.empty(), store().find(hash("born"), NOW));
    }

    @Test
    @DisplayName("What a person has given to one client, or to all, ends in one step, refresh tokens with it")
    void allOfAPersonOrOfOneClient() {
        String user = storedUser("families@example.org").id();
        begun("f1", user, "one");
        var two = begun("f2", user, "two");
        end(user, Optional.of("one"), NOW);
        assertEquals(Optional.empty(), store().find(hash("f1"), NOW));
        assertEquals(Optional.of(two), store().find(hash("f2"), NOW));
        assertTrue(isEnded(user, "one", NOW));
        assertFalse(isEnded(user, "one", NOW.plusMillis(1)), "what is given afterwards counts");
        assertFalse(isEnded(user, "two", NOW));
        end(user, Optional.empty(), NOW.plusMillis(5));
        assertEquals(Optional.empty(), store().find(hash("f2"), NOW));
        assertTrue(isEnded(user, "two", NOW.plusMillis(5)));
        assertFalse(isEnded("00uother", "two", NOW));
        end(user, Optional.empty(), NOW);
        assertTrue(
                isEnded(user, "two", NOW.plusMillis(5)), "an earlier instant, from another node, takes nothing back");
        storage.revocations().purge(NOW.plus(DAY).plusMillis(6));
        assertFalse(isEnded(user, "two", NOW));
    }

    private static void end(String user, Optional<String> client, Instant at) {
        var holder = new RevocationStore.Holder(user, client);
        storage.revocations()
                .revokeAllOf(holder, client.map(it -> user + " " + it).orElse(user), at, at.plus(DAY));
    }

    private static boolean isEnded(String user, String client, Instant since) {
        return storage.revocations().isAnyRevoked(List.of(user, user + " " + client), since);
    }

    @Test
    void aUsersLivingFamiliesAreReadInPages() {
        String user = storedUser("pages@refresh.example").id();
        var all = Stream.of("p1", "p2", "p3")
                .map(it -> begun(it, user, "one"))
                .sorted(Comparator.comparing(family -> family.authorization().id()))
                .toList();
        begun("p4", user, "two");
        var one = Holding.ofUser(user).by("one");
        assertEquals(all.subList(0, 2), families(one, Optional.empty(), 2));
        var after = Optional.of(all.get(1).authorization().id());
        assertEquals(all.subList(2, 3), families(one, after, 2));
        assertEquals(4, families(Holding.ofUser(user), Optional.empty(), 9).size());
        assertEquals(
                4,
                families(Holding.ofUser(user).at("default"), Optional.empty(), 9)
                        .size());
        assertEquals(List.of(), families(Holding.ofUser(user).at("other"), Optional.empty(), 9));
        assertEquals(List.of("one", "two"), store().clients(Holding.ofUser(user), NOW));
        storage.revocations().revoke(all.getLast().authorization().id(), NOW.plus(DAY));
        assertEquals(List.of(), families(one, after, 2));
    }

    @Test
    void aHeldTokenIsKnownByItsUseAndForAsLongAsItCanBeUsed() {
        String user = storedUser("held@refresh.example").id();
        String id = begun("held", user, "one").authorization().id();
        rotate("held", "held2", NOW.plus(DAY));
        var held = store().held(Holding.ofUser(user), id, NOW.plus(DAY)).orElseThrow();
        assertEquals(NOW.plus(DAY), held.lastUsed());
        assertEquals(NOW.plus(DAY).plus(WINDOW), held.expires());
        assertEquals(Optional.empty(), store().held(Holding.ofUser("00uother"), id, NOW));
        assertEquals(Optional.empty(), store().held(Holding.ofUser(user), id, held.expires()));
        assertEquals(List.of(), store().clients(Holding.ofUser(user), held.expires()));
    }

    private static List<RefreshFamily> families(Holding of, Optional<String> after, int limit) {
        return store().held(of, after, limit, NOW).stream()
                .map(RefreshTokenStore.Held::family)
                .toList();
    }

    @Test
    void whatNobodyCanUseIsPurged() {
        begun("dead", Optional.of(NOW.plus(DAY)));
        begun("unused", Optional.empty());
        var living = begun("living", Optional.empty());
        store().use(hash("living"), NOW.plus(DAY));
        store().purge(NOW.plus(WINDOW));
        assertEquals(Optional.of(living), store().find(hash("living"), NOW));
        assertEquals(Optional.empty(), store().find(hash("dead"), NOW));
        assertEquals(Optional.empty(), store().find(hash("unused"), NOW));
    }

    @Test
    void replacedTokensGoWhenTheyWouldHaveExpired() {
        begun("r1", Optional.empty());
        rotate("r1", "r2", NOW.plus(DAY));
        store().purge(NOW.plus(WINDOW));
        assertTrue(store().familyOf(hash("r1"), NOW).isPresent());
        store().use(hash("r2"), NOW.plus(DAY).plus(DAY));
        store().purge(NOW.plus(DAY).plus(WINDOW));
        assertEquals(Optional.empty(), store().familyOf(hash("r1"), NOW));
        assertTrue(store().familyOf(hash("r2"), NOW).isPresent());
    }

    private static Rotation rotate(String used, String next, Instant now) {
        return store().rotate(hash(used), new Successor(hash(next), bytes(next)), LEEWAY, now);
    }

    private static RefreshFamily begun(String token, Optional<Instant> end) {
        var family = family(storedUser(IDS.next("00u") + "@example.org").id(), "app", end);
        store().begin(family, hash(token), NOW);
        return family;
    }

    private static RefreshFamily begun(String token, String user, String client) {
        var family = family(user, client, Optional.empty());
        store().begin(family, hash(token), NOW);
        return family;
    }

    private static RefreshFamily family(String user, String client, Optional<Instant> end) {
        var authentication = new Authentication(NOW, List.of("pwd"), Optional.empty(), "102s");
        var scopes = Scopes.of(List.of("openid", "offline_access"));
        var authorization = new Authorization(IDS.next("oar"), client, "default", user, scopes, authentication);
        return new RefreshFamily(authorization, NOW, end, WINDOW);
    }

    private static SecretHash hash(String token) {
        return SecretHash.of(token);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
