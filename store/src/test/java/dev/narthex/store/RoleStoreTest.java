package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.roles.Role;
import dev.narthex.roles.RoleAssignment;
import dev.narthex.roles.RoleStore.Assignment;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoleStoreTest extends StoreContract {
    @Test
    void aPersonHoldsARoleOnceAndUntilItIsTaken() {
        String ada = storedUser("role" + IDS.next("00u") + "@example.org").id();
        var widest = role(ada, Role.SUPER_ADMIN);
        var narrow = role(ada, Role.READ_ONLY_ADMIN);
        assertInstanceOf(Assignment.Assigned.class, storage.roles().assign(narrow));
        assertInstanceOf(Assignment.Assigned.class, storage.roles().assign(widest));
        assertInstanceOf(Assignment.Held.class, storage.roles().assign(role(ada, Role.SUPER_ADMIN)));
        assertEquals(List.of(widest, narrow), storage.roles().of(ada));
        assertFalse(storage.roles()
                .remove(storedUser("role" + IDS.next("00u") + "@example.org").id(), widest.id()));
        assertTrue(storage.roles().remove(ada, widest.id()));
        assertFalse(storage.roles().remove(ada, widest.id()));
        assertEquals(List.of(narrow), storage.roles().of(ada));
    }

    @Test
    void nobodyHoldsARoleWhoIsNotThereOrNoMore() {
        assertInstanceOf(Assignment.Nobody.class, storage.roles().assign(role("00unobody", Role.SUPER_ADMIN)));
        String ada = storedUser("role" + IDS.next("00u") + "@example.org").id();
        storage.roles().assign(role(ada, Role.SUPER_ADMIN));
        storage.users().delete(ada);
        assertEquals(List.of(), storage.roles().of(ada));
    }

    private RoleAssignment role(String user, Role role) {
        return new RoleAssignment(IDS.next("ra1"), user, role, NOW);
    }
}
