package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.governance.GroupPolicy;
import dev.narthex.governance.PasswordPolicies;
import dev.narthex.governance.PasswordRule;
import dev.narthex.password.PasswordPolicy;
import dev.narthex.password.PasswordPolicy.Attribute;
import dev.narthex.password.PasswordPolicy.Composition;
import dev.narthex.users.PasswordSettings;
import dev.narthex.users.PasswordSettings.Age;
import dev.narthex.users.PasswordSettings.Allowed;
import dev.narthex.users.PasswordSettings.Lockout;
import dev.narthex.users.PasswordSettings.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OrgPolicyStoreTest extends StoreContract {
    private static final PasswordSettings STRICT = new PasswordSettings(
            new PasswordPolicy(new Composition(12, 2, 3, 4, 5), false, Set.of(Attribute.LAST_NAME), true),
            new Age(7, Duration.ofMinutes(90), Optional.of(Duration.ofDays(30)), Duration.ofDays(5)),
            new Lockout(3, Optional.empty(), true, true),
            new Recovery(Duration.ofDays(2), false, false, 9),
            Allowed.ALL);

    private static GroupPolicy policy(String id, PasswordSettings settings, List<PasswordRule> rules) {
        var times = new GroupPolicy.Times(NOW, NOW.plusMillis(1));
        return new GroupPolicy(
                id, new GroupPolicy.Text("Name", "Words"), true, Set.of("00g1", "00g2"), settings, rules, times);
    }

    @Test
    void policiesAreFoundAgainAsTheyWereKeptAndOneWriterWins() {
        var store = storage.orgPolicies();
        long version = store.passwords().map(PasswordPolicies::version).orElse(0L);
        var rule = new PasswordRule(
                "0pr1", "Rule", false, Set.of("00u1"), new Allowed(false, true, false), NOW, NOW.plusMillis(2));
        var all = List.of(policy("00p1", STRICT, List.of(rule)), policy("00p0", PasswordSettings.DEFAULT, List.of()));
        var next = new PasswordPolicies(all, version + 1);
        assertTrue(store.replace(next));
        assertEquals(Optional.of(next), store.passwords());
        assertTrue(heard().contains("org-policy PASSWORD"));
        assertFalse(store.replace(next), "somebody else was first");
        var last = new PasswordPolicies(all.reversed(), version + 2);
        assertTrue(store.replace(last));
        assertEquals(Optional.of(last), store.passwords());
    }

    @Test
    void ofManyWhoReplaceAtOnceOneDoes() throws Exception {
        var store = storage.orgPolicies();
        long version = store.passwords().map(PasswordPolicies::version).orElse(0L);
        var next = new PasswordPolicies(List.of(policy("00p0", STRICT, List.of())), version + 1);
        var answers = race((node, _) -> node.orgPolicies().replace(next));
        assertEquals(1, answers.stream().filter(won -> won).count());
    }
}
