package dev.narthex.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void anIdIsTwentyCharactersOfBase62AndBeginsWithItsPrefix() {
        String id = at(NOON).next("00u");
        assertTrue(id.matches("00u[0-9A-Za-z]{17}"), id);
    }

    @Test
    void laterIdsSortAfterEarlierOnesByteByByte() {
        var ordered = Stream.of(0L, 1L, 61L, 62L, 1_000L, 86_400_000L, 1_700_000_000_000L)
                .map(later -> at(NOON.plusMillis(later)).next("00u"))
                .toList();
        assertEquals(ordered, ordered.stream().sorted().toList());
    }

    @Test
    void idsOfOneMillisecondDiffer() {
        Ids ids = at(NOON);
        var seen = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            assertTrue(seen.add(ids.next("00g")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "000u", "0-u", "00ü"})
    void aPrefixIsThreeCharactersOfBase62(String prefix) {
        assertThrows(IllegalArgumentException.class, () -> at(NOON).next(prefix));
    }

    private static Ids at(Instant now) {
        return new Ids(InstantSource.fixed(now), new Random(7));
    }
}
