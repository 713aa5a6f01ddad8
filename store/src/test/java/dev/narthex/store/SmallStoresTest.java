package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.access.ApiToken;
import dev.narthex.crypt.SecretHash;
import dev.narthex.groups.Group;
import dev.narthex.org.Org;
import dev.narthex.origins.TrustedOrigin;
import dev.narthex.origins.TrustedOrigin.Use;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The org, API tokens, trusted origins.
final class SmallStoresTest extends StoreContract {
    @Test
    void of32WhoStartTheOrgAtOnceAllGetTheSameWithItsGroup() throws Exception {
        var answers = race((node, number) ->
                node.org().ensure(new Org("00o" + number, IDS.next("00g"), new byte[] {(byte) number}, NOW)));
        assertEquals(1, answers.stream().map(Org::id).distinct().count());
        Org org = answers.getFirst();
        Org later = storage.org().ensure(new Org("00oLater", IDS.next("00g"), new byte[] {9}, NOW));
        assertEquals(org.id(), later.id());
        assertArrayEquals(org.masterKeyCheck(), later.masterKeyCheck());
        assertEquals(NOW, later.created());
        Group everyone = storage.groups().byName(Group.EVERYONE).orElseThrow();
        assertEquals(org.everyoneGroupId(), everyone.id());
        assertTrue(everyone.builtIn());
    }

    @Test
    void anApiTokenIsFoundByItsHashUntilItIsRevoked() {
        var token = new ApiToken(IDS.next("00T"), "first", SecretHash.of("secret"), NOW);
        storage.apiTokens().create(token);
        storage.apiTokens().create(new ApiToken(IDS.next("00T"), "again", token.hash(), NOW));
        assertEquals(Optional.of(token), storage.apiTokens().byHash(token.hash()));
        assertEquals(List.of(token), storage.apiTokens().all());
        assertEquals(Optional.empty(), storage.apiTokens().byHash(SecretHash.of("other")));
        forgetWhatWasHeard();
        assertTrue(storage.apiTokens().revoke(token.id()));
        assertEquals(Set.of("api-token " + token.hash().hex()), heard());
        assertEquals(Optional.empty(), storage.apiTokens().byHash(token.hash()));
        assertFalse(storage.apiTokens().revoke(token.id()));
    }

    @Test
    void aTrustedOriginIsThereOnce() {
        TrustedOrigin one = origin("https://one.example");
        TrustedOrigin two = origin("https://two.example");
        assertTrue(storage.trustedOrigins().create(one));
        assertTrue(storage.trustedOrigins().create(two));
        assertFalse(storage.trustedOrigins().create(origin("https://one.example")));
        assertTrue(heard().contains("origins "));
        assertEquals(Set.of(one, two), Set.copyOf(storage.trustedOrigins().all()));

        var narrowed = new TrustedOrigin(two.id(), "Two", two.origin(), Set.of(), false, NOW);
        assertTrue(storage.trustedOrigins().replace(narrowed));
        assertEquals(Set.of(one, narrowed), Set.copyOf(storage.trustedOrigins().all()));
        var taken = new TrustedOrigin(two.id(), "Two", one.origin(), Set.of(), true, NOW);
        assertFalse(storage.trustedOrigins().replace(taken));

        assertTrue(storage.trustedOrigins().delete(two.id()));
        assertFalse(storage.trustedOrigins().delete(two.id()));
        assertFalse(storage.trustedOrigins().replace(narrowed));
    }

    private static TrustedOrigin origin(String origin) {
        return new TrustedOrigin(IDS.next("tos"), "Name", origin, Set.of(Use.CORS, Use.REDIRECT), true, NOW);
    }
}
