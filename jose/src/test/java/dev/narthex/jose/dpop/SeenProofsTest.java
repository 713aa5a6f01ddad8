package dev.narthex.jose.dpop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeenProofsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant END = NOW.plusSeconds(60);

    @Test
    @DisplayName("RFC 9449 §11.1: a proof is new once, until it is too old to be used at all")
    void once() {
        var seen = new SeenProofs(10);
        assertTrue(seen.add("a", END, NOW));
        assertFalse(seen.add("a", END, END));
        assertTrue(seen.add("a", END.plusSeconds(60), END.plusSeconds(1)));
    }

    @Test
    @DisplayName("Who sends proofs without end fills a bounded memory, and then none is new until some are too old")
    void bounded() {
        var seen = new SeenProofs(2);
        assertTrue(seen.add("a", END, NOW));
        assertTrue(seen.add("b", END, NOW));
        assertFalse(seen.add("c", END, NOW));
        assertTrue(seen.add("c", END.plusSeconds(60), END.plusSeconds(1)));
    }
}
