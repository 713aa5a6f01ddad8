package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.consent.Grant;
import dev.narthex.crypt.SecretHash;
import dev.narthex.groups.Group;
import dev.narthex.password.StoredPassword;
import dev.narthex.session.Session;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Creation;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.UserStore.Replacement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UserStoreTest extends StoreContract {
    private static final StoredPassword SECRET = new StoredPassword(
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI");
    private static final StoredPassword OTHER = new StoredPassword(
            "$argon2id$v=19$m=19456,t=2,p=1$b3RoZXJzYWx0b3RoZXJzYQ$" + "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI");

    @Test
    void aUserIsFoundAgainAsItWasStored() {
        Map<String, Object> profile = new HashMap<>(Map.of(
                "login",
                "ada@example.org",
                "firstName",
                "Ada",
                "tags",
                List.of("a", "b"),
                "age",
                36,
                "big",
                12345678901L,
                "nested",
                Map.of("deep", true)));
        profile.put("nickName", null);
        User plain = user("ada@example.org");
        var times = new User.Times(
                NOW, NOW.plusMillis(1), NOW.plusMillis(2), Optional.empty(), Optional.of(NOW), Optional.of(NOW));
        var user = new User(plain.id(), User.Status.STAGED, profile, times, 1);
        assertInstanceOf(Creation.Created.class, create(user));
        assertEquals(Optional.of(user), storage.users().byId(user.id()));
        assertEquals(Optional.of(user), storage.users().byLogin(Login.of("ADA@example.org ")));
        assertTrue(heard().contains("user " + user.id()));
    }

    @Test
    void whoIsNotThereIsNotFound() {
        assertEquals(Optional.empty(), storage.users().byId("00unobody"));
        assertEquals(Optional.empty(), storage.users().byLogin(Login.of("nobody")));
        assertEquals(Optional.empty(), storage.users().password("00unobody"));
    }

    @Test
    void aLoginBelongsToOneUserWhateverItsCaseAndMarks() {
        storedUser("rené@example.org");
        assertInstanceOf(Creation.LoginTaken.class, create(user("RENE@example.org")));
    }

    @Test
    void of32WhoTakeTheSameLoginAtOnceOneGetsIt() throws Exception {
        var answers = race((node, _) ->
                node.users().create(new NewUser(user("raced@example.org"), Optional.of(SECRET), Set.of())));
        assertEquals(
                1, answers.stream().filter(Creation.Created.class::isInstance).count());
        User winner = storage.users().byLogin(Login.of("raced@example.org")).orElseThrow();
        assertEquals(Optional.of(SECRET), storage.users().password(winner.id()));
    }

    @Test
    void aUserIsCreatedWithGroupsOrNotAtAll() {
        var group = new Group(IDS.next("00g"), "Crew", Optional.empty(), false, NOW, NOW);
        storage.groups().create(group);
        User user = user("crew@example.org");
        storage.users().create(new NewUser(user, Optional.empty(), Set.of(group.id())));
        assertEquals(List.of(group), storage.groups().groupsOf(user.id()));

        User lost = user("lost@example.org");
        var newUser = new NewUser(lost, Optional.empty(), Set.of("00gmissing"));
        assertThrows(RuntimeException.class, () -> storage.users().create(newUser));
        assertEquals(Optional.empty(), storage.users().byId(lost.id()));
    }

    @Test
    void aUserIsReplacedAgainstTheVersionThatWasRead() {
        User before = storedUser("versions@example.org");
        User after =
                new User(before.id(), User.Status.SUSPENDED, Map.of("login", "other@example.org"), before.times(), 2);
        assertInstanceOf(Replacement.Replaced.class, storage.users().replace(after));
        assertEquals(Optional.of(after), storage.users().byLogin(Login.of("other@example.org")));
        assertEquals(Optional.empty(), storage.users().byLogin(Login.of("versions@example.org")));
        assertInstanceOf(Replacement.Stale.class, storage.users().replace(after));
        assertInstanceOf(Replacement.Stale.class, storage.users().replace(withVersion(user("never@stored"), 2)));
    }

    @Test
    void of32WhoReplaceTheSameVersionOneSucceeds() throws Exception {
        User before = storedUser("replaced@example.org");
        var answers = race((node, _) -> node.users().replace(withVersion(before, 2)));
        assertEquals(
                1,
                answers.stream().filter(Replacement.Replaced.class::isInstance).count());
        assertEquals(
                31, answers.stream().filter(Replacement.Stale.class::isInstance).count());
    }

    @Test
    void aLoginThatAnotherHasIsNotTakenOver() {
        storedUser("mine@example.org");
        User other = storedUser("yours@example.org");
        assertInstanceOf(Replacement.LoginTaken.class, storage.users().replace(renamed(other, "mine@example.org")));
        assertEquals(Optional.of(other), storage.users().byId(other.id()));
    }

    @Test
    void of32WhoRenameThemselvesToTheSameLoginOneGetsIt() throws Exception {
        List<User> users =
                IntStream.range(0, 32).mapToObj(i -> storedUser("many" + i)).toList();
        var answers = race((node, number) -> node.users().replace(renamed(users.get(number), "one")));
        assertEquals(
                1,
                answers.stream().filter(Replacement.Replaced.class::isInstance).count());
        assertEquals(
                31,
                answers.stream()
                        .filter(Replacement.LoginTaken.class::isInstance)
                        .count());
    }

    @Test
    void aPasswordIsSetWithTheTimeOfItsChangeAndRehashedWithoutIt() {
        User user = storedUser("password@example.org");
        assertEquals(Optional.empty(), storage.users().password(user.id()));
        storage.users().setPassword(user.id(), SECRET, NOW.plusSeconds(5));
        assertTrue(heard().contains("user " + user.id()));
        storage.users().rehash(user.id(), SECRET, OTHER);
        assertEquals(Optional.of(OTHER), storage.users().password(user.id()));
        assertEquals(Optional.of(NOW.plusSeconds(5)), times(user).passwordChanged());
    }

    @Test
    void aRehashThatCameTooLateChangesNothing() {
        User user = storedUser("rehash@example.org");
        storage.users().setPassword(user.id(), OTHER, NOW);
        storage.users().rehash(user.id(), SECRET, SECRET);
        assertEquals(Optional.of(OTHER), storage.users().password(user.id()));
    }

    @Test
    void aSignInIsNotedWithoutAWordAndOutlivesAReplacement() {
        User user = storedUser("signin@example.org");
        forgetWhatWasHeard();
        storage.users().signedIn(user.id(), NOW.plusSeconds(9));
        storage.users().signedIn(user.id(), NOW.plusSeconds(3));
        assertEquals(Set.of(), heard());
        storage.users().replace(withVersion(user, 2));
        assertEquals(Optional.of(NOW.plusSeconds(9)), times(user).lastLogin(), "the latest");
    }

    @Test
    void aDeletedUserLeavesNothingBehind() {
        User user = storedUser("gone@example.org");
        SecretHash hash = SecretHash.of("cookie of the gone");
        storage.sessions().start(session(hash, user.id()), Optional.empty());
        storage.grants().grant(List.of(new Grant(IDS.next("oag"), user.id(), "0oa1", "default", "openid", NOW)));
        storage.attempts().remember(user.id(), "device", NOW);
        assertTrue(storage.users().delete(user.id()));
        assertEquals(Optional.empty(), storage.users().byId(user.id()));
        assertEquals(Optional.empty(), storage.sessions().byHash(hash));
        assertEquals(List.of(), storage.grants().granted(user.id()));
        assertFalse(storage.attempts().isKnown(user.id(), "device"));
        assertTrue(heard().containsAll(Set.of("user " + user.id(), "session " + hash.hex(), "grants " + user.id())));
        assertFalse(storage.users().delete(user.id()));
    }

    @Test
    void pagesFollowEachOtherInTheOrderOfIds() {
        IntStream.range(0, 5).forEach(i -> storedUser("page" + i));
        List<User> all = storage.users().page(Optional.empty(), 1_000);
        assertEquals(
                all.stream().map(User::id).sorted().toList(),
                all.stream().map(User::id).toList());
        assertEquals(all.subList(0, 2), storage.users().page(Optional.empty(), 2));
        assertEquals(
                all.subList(2, 5), storage.users().page(Optional.of(all.get(1).id()), 3));
    }

    private static Creation create(User user) {
        return storage.users().create(new NewUser(user, Optional.empty(), Set.of()));
    }

    private static User.Times times(User user) {
        return storage.users().byId(user.id()).orElseThrow().times();
    }

    private static User withVersion(User user, long version) {
        return new User(user.id(), user.status(), user.profile(), user.times(), version);
    }

    private static User renamed(User user, String login) {
        return new User(user.id(), user.status(), Map.of("login", login), user.times(), user.version() + 1);
    }

    private static Session session(SecretHash hash, String userId) {
        return new Session(hash, IDS.next("102"), userId, new Session.Times(NOW, NOW, NOW), false, List.of("pwd"));
    }
}
