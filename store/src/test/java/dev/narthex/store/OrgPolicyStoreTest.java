package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.governance.OrgPolicyStore.Kept;
import dev.narthex.password.PasswordPolicy;
import dev.narthex.password.PasswordPolicy.Attribute;
import dev.narthex.password.PasswordPolicy.Composition;
import dev.narthex.users.PasswordSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OrgPolicyStoreTest extends StoreContract {
    @Test
    void whatIsAskedOfPasswordsIsFoundAgainAsItWasKept() {
        var strict = new PasswordSettings(
                new PasswordPolicy(new Composition(12, 2, 3, 4, 5), false, Set.of(Attribute.LAST_NAME), true),
                7,
                Duration.ofMinutes(90),
                Optional.of(Duration.ofDays(30)));
        storage.orgPolicies().keep(strict, NOW);
        assertEquals(Optional.of(new Kept(strict, NOW)), storage.orgPolicies().passwords());
        storage.orgPolicies().keep(PasswordSettings.DEFAULT, NOW.plusMillis(1));
        assertEquals(
                Optional.of(new Kept(PasswordSettings.DEFAULT, NOW.plusMillis(1))),
                storage.orgPolicies().passwords());
        assertTrue(heard().contains("org-policy PASSWORD"));
    }
}
