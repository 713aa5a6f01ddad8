package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.consent.Grant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GrantStoreTest extends StoreContract {
    @Test
    void grantsAreFoundAgainAsTheyWereStored() {
        String user = storedUser("granted@example.org").id();
        List<Grant> grants = granted(user, "app", "openid", "email");
        assertEquals(grants, storage.grants().granted(user));
        assertEquals(
                Optional.of(grants.getLast()),
                storage.grants().byId(user, grants.getLast().id()));
        assertEquals(
                Optional.empty(),
                storage.grants().byId("00uother", grants.getLast().id()));
        assertTrue(heard().contains("grants " + user));
    }

    @Test
    void aGrantThatIsThereStaysAsItIs() {
        String user = storedUser("twice@example.org").id();
        List<Grant> first = granted(user, "app", "openid");
        granted(user, "app", "openid");
        assertEquals(first, storage.grants().granted(user));
    }

    @Test
    void of32WhoGrantTheSameAtOnceOneGrantRemains() throws Exception {
        String user = storedUser("raced@example.org").id();
        race((node, _) -> {
            node.grants().grant(List.of(grant(user, "app", "openid"), grant(user, "app", "email")));
            return 0;
        });
        assertEquals(2, storage.grants().granted(user).size());
    }

    @Test
    void aUsersGrantsAreReadInPagesAndByClient() {
        String user = storedUser("pages@example.org").id();
        List<Grant> all = Stream.concat(
                        granted(user, "one", "a", "b", "c").stream(), granted(user, "two", "a", "b").stream())
                .sorted(Comparator.comparing(Grant::id))
                .toList();
        assertEquals(all.subList(0, 2), storage.grants().ofUser(user, Optional.empty(), Optional.empty(), 2));
        assertEquals(
                all.subList(2, 5),
                storage.grants()
                        .ofUser(user, Optional.empty(), Optional.of(all.get(1).id()), 9));
        assertEquals(
                all.stream().filter(grant -> grant.clientId().equals("two")).toList(),
                storage.grants().ofUser(user, Optional.of("two"), Optional.empty(), 9));
    }

    @Test
    void aGrantIsRevokedOnceAndByItsUserOnly() {
        String user = storedUser("revoked@example.org").id();
        Grant grant = granted(user, "app", "openid").getFirst();
        assertFalse(storage.grants().revoke("00uother", grant.id()));
        assertTrue(storage.grants().revoke(user, grant.id()));
        assertFalse(storage.grants().revoke(user, grant.id()));
    }

    @Test
    void allGrantsAreRevokedOrThoseOfOneClient() {
        String user = storedUser("all@example.org").id();
        granted(user, "one", "a", "b");
        granted(user, "two", "a", "b");
        assertEquals(2, storage.grants().revokeAll(user, Optional.of("one")));
        assertEquals(2, storage.grants().granted(user).size());
        assertEquals(2, storage.grants().revokeAll(user, Optional.empty()));
        assertEquals(List.of(), storage.grants().granted(user));
    }

    private static List<Grant> granted(String user, String client, String... scopes) {
        List<Grant> grants = Stream.of(scopes)
                .map(scope -> grant(user, client, scope))
                .sorted(Comparator.comparing(Grant::id))
                .toList();
        storage.grants().grant(grants);
        return grants;
    }

    private static Grant grant(String user, String client, String scope) {
        return new Grant(IDS.next("oag"), user, client, "default", scope, NOW);
    }
}
