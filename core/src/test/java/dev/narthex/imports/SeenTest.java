package dev.narthex.imports;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SeenTest {

    @Test
    @DisplayName("Abuse 112: of a hundred thousand logins each is new once, and known again in other letters")
    void knows() {
        var seen = new Seen();
        for (int i = 0; i < 100_000; i++) assertTrue(seen.add("user" + i + "@example.org"));
        for (int i = 0; i < 100_000; i++) assertFalse(seen.add("USER" + i + "@example.org"));
    }
}
