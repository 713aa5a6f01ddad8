package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.registration.Enrollment;
import dev.narthex.registration.Enrollment.Wanted;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EnrollmentStoreTest extends StoreContract {

    private static Enrollment policy(String label, long version) {
        return new Enrollment(
                true,
                false,
                List.of(new Wanted("email", label, true), new Wanted("nickName", "Nick", false)),
                Set.of("00g1"),
                Set.of("example.org"),
                version % 2 == 0 ? Optional.of("cal1") : Optional.empty(),
                version);
    }

    /// One test for all: the org has one policy.
    @Test
    void thePolicyIsAsItWasWrittenAndOneOfManyWhoChangeItWins() throws Exception {
        assertEquals(Optional.empty(), storage.enrollment().read());
        assertFalse(storage.enrollment().replace(policy("Address", 2)));
        assertTrue(storage.enrollment().replace(policy("Address", 1)));
        assertEquals(Optional.of(policy("Address", 1)), storage.enrollment().read());
        assertTrue(heard().contains("enrollment org"));
        assertFalse(storage.enrollment().replace(policy("First again", 1)));
        var answers = race((node, number) -> node.enrollment().replace(policy("Address " + number, 2)));
        assertEquals(1, answers.stream().filter(it -> it).count());
        assertEquals(2, storage.enrollment().read().orElseThrow().version());
        assertEquals(
                Optional.of("cal1"), storage.enrollment().read().orElseThrow().hookId());
    }
}
