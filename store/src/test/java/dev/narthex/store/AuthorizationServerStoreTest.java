package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.keys.SigningKey;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AccessRule;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServerStore.Replacement;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AuthorizationServerStoreTest extends StoreContract {
    @Test
    void aServerIsFoundAgainAsItWasStored() {
        AuthorizationServer server = server("whole");
        assertTrue(storage.authorizationServers().create(server));
        assertEquals(Optional.of(server), storage.authorizationServers().byId("whole"));
        assertTrue(storage.authorizationServers().all().contains(server));
        assertEquals(Optional.empty(), storage.authorizationServers().byId("other"));
        assertTrue(heard().contains("server whole"));
    }

    @Test
    void of32WhoTakeTheSameIdAtOnceOneGetsIt() throws Exception {
        var answers = race((node, _) -> node.authorizationServers().create(server("raced")));
        assertEquals(1, answers.stream().filter(created -> created).count());
    }

    @Test
    void of32WhoReplaceTheSameVersionOneSucceeds() throws Exception {
        storage.authorizationServers().create(server("versions"));
        var answers = race((node, _) -> node.authorizationServers().replace(server("versions", 2)));
        assertEquals(
                1,
                answers.stream().filter(Replacement.Replaced.class::isInstance).count());
        assertEquals(
                Optional.of(server("versions", 2)),
                storage.authorizationServers().byId("versions"));
        assertInstanceOf(Replacement.Stale.class, storage.authorizationServers().replace(server("never stored", 2)));
    }

    @Test
    void aDeletedServerTakesItsKeysAlong() {
        storage.authorizationServers().create(server("deleted"));
        var material = new SigningKey.Material(SigningAlgorithm.RS256, new byte[] {1}, new byte[] {2});
        storage.keys()
                .install(
                        "deleted",
                        List.of(new SigningKey(
                                "k",
                                "deleted",
                                SigningKey.Status.ACTIVE,
                                material,
                                new SigningKey.Times(NOW, Optional.of(NOW), Optional.empty()))));
        assertTrue(storage.authorizationServers().delete("deleted"));
        assertEquals(List.of(), storage.keys().keysOf("deleted"));
        assertFalse(storage.authorizationServers().delete("deleted"));
        assertTrue(heard().containsAll(Set.of("server deleted", "keys deleted")));
    }

    private static AuthorizationServer server(String id) {
        return server(id, 1);
    }

    private static AuthorizationServer server(String id, long version) {
        return new AuthorizationServer(
                id,
                new AuthorizationServer.Settings(
                        "Näme",
                        "",
                        "api://x",
                        SigningAlgorithm.EDDSA,
                        new AuthorizationServer.Options(false, AuthorizationServer.JwtProfile.RFC9068),
                        false),
                List.of(
                        new Scope(
                                "scp1",
                                "read",
                                new Scope.Text("Read", "all \"of\" it"),
                                Scope.Consent.FLEXIBLE,
                                new Scope.Flags(true, false, true, false)),
                        new Scope("scp2", "write", new Scope.Text("", ""), Scope.Consent.REQUIRED, Scope.Flags.PLAIN)),
                List.of(claim(Optional.empty()), claim(Optional.of(Claim.GroupFilter.STARTS_WITH))),
                List.of(policy()),
                new AuthorizationServer.Revision(version, NOW, NOW.plusMillis(version)));
    }

    private static Claim claim(Optional<Claim.GroupFilter> filter) {
        return new Claim(
                "ocl1",
                "dept",
                Claim.Target.RESOURCE,
                new Claim.Source("user.department", filter),
                Set.of("read", "write"),
                new Claim.Flags(true, false, true));
    }

    private static AccessPolicy policy() {
        var people = new AccessRule.People(Set.of("00u1"), Set.of("00g1", "00g2"), Set.of("00u2"), Set.of());
        var rule = new AccessRule(
                "0pr1",
                new AccessRule.Naming("Rule", 2, true),
                true,
                new AccessRule.Conditions(Set.of("implicit"), people, Set.of("*")),
                new AccessRule.Lifetimes(Duration.ofMinutes(7), Duration.ZERO, Duration.ofDays(7)));
        return new AccessPolicy(
                "00p1",
                new AccessPolicy.Text("Policy", "for all"),
                1,
                new AccessPolicy.Flags(false, true),
                Set.of("ALL_CLIENTS"),
                List.of(rule));
    }
}
