package dev.narthex.bench.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A comparison of two lots of times")
final class ComparisonTest {
    @Test
    @DisplayName("finds nothing between a lot and itself")
    void same() {
        double[] lot = IntStream.range(0, 40).mapToDouble(i -> i).toArray();
        var comparison = Comparison.of(lot, lot);
        assertEquals(0.5, comparison.later());
        assertEquals(0, comparison.gap());
        assertEquals(1, comparison.p(), 1e-6);
    }

    @Test
    @DisplayName("finds that all of one lot are later")
    void apart() {
        double[] early = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
        double[] late = IntStream.range(0, 20).mapToDouble(i -> 100 + i).toArray();
        assertEquals(1, Comparison.of(late, early).later());
        assertEquals(0, Comparison.of(early, late).later());
        assertEquals(1, Comparison.of(early, late).gap());
        assertTrue(Comparison.of(early, late).p() < 1e-6);
    }

    @Test
    @DisplayName("finds another spread round the same middle, which ranks alone do not")
    void spread() {
        double[] narrow = IntStream.rangeClosed(-20, 20).mapToDouble(i -> i).toArray();
        double[] wide = IntStream.rangeClosed(-20, 20).mapToDouble(i -> 10 * i).toArray();
        var comparison = Comparison.of(narrow, wide);
        assertEquals(0.5, comparison.later(), 1e-9);
        assertTrue(comparison.shift() > 0.9);
        assertTrue(comparison.chance() < 0.001);
    }

    @Test
    @DisplayName(
            "knows the tables: lots of 20 differ by 0.43 in one of twenty runs, lots of 10 have a sum of ranks of 78")
    void tables() {
        double[] low = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
        double[] high = IntStream.range(0, 100).mapToDouble(i -> i + 18.5).toArray();
        // Critical D of 0.192 at 5 % for two lots of 100.
        assertEquals(0.19, Comparison.of(low, high).gap(), 1e-9);
        assertEquals(0.05, Comparison.of(low, high).chance(), 0.005);
        double[] a = {1, 2, 3, 4, 5, 6, 8, 10, 15, 24};
        double[] b = {7, 9, 11, 12, 13, 14, 16, 17, 18, 19};
        // U is 19, of 100 pairs: z is -2.343.
        assertEquals(0.19, Comparison.of(a, b).later(), 1e-9);
        assertEquals(0.0191, Comparison.of(a, b).shift(), 0.0005);
    }

    @Test
    @DisplayName("cries wolf no more often than it says, where there is nothing but chance")
    void chance() {
        var random = new Random(7);
        int alarms = 0;
        for (int run = 0; run < 1000; run++) {
            double[] one = random.doubles(30).toArray();
            double[] other = random.doubles(30).toArray();
            if (Comparison.of(one, other).p() < 0.05) alarms++;
        }
        assertTrue(alarms < 65, alarms + " of 1000");
    }
}
