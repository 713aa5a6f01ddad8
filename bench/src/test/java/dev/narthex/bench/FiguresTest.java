package dev.narthex.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.narthex.bench.cost.Latencies;
import dev.narthex.bench.cost.OpenSsl;
import dev.narthex.bench.load.LoadFigures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The figures")
final class FiguresTest {
    @Test
    @DisplayName("are percentiles by the nearest rank, of all threads together")
    void percentiles() {
        var one = new Latencies();
        var other = new Latencies();
        for (int i = 1; i <= 100; i++) (i % 2 == 0 ? one : other).add(101 - i);
        long[] sorted = Latencies.sorted(List.of(one, other));
        assertEquals(50, Latencies.percentile(sorted, 50));
        assertEquals(99, Latencies.percentile(sorted, 99));
        assertEquals(100, Latencies.percentile(sorted, 100));
        assertEquals(0, Latencies.percentile(new long[0], 99));
    }

    @Test
    @DisplayName("keep every duration of a long run")
    void manyDurations() {
        var all = new Latencies();
        for (int i = 0; i < 10_000; i++) all.add(i);
        assertEquals(10_000, Latencies.sorted(List.of(all)).length);
    }

    @Test
    @DisplayName("are medians, of an even number of runs the middle between two")
    void medians() {
        assertEquals(3, Report.median(List.of(9.0, 1.0, 3.0)));
        assertEquals(2.5, Report.median(List.of(9.0, 1.0, 3.0, 2.0)));
    }

    @Test
    @DisplayName("of openssl are those of signing, for RSA and for ECDSA")
    void openSsl() {
        assertEquals(Optional.of(4052.0), OpenSsl.signaturesPerSecond("""
                CPUINFO: OPENSSL_ia32cap=0xfffa3203078bffff:0x405fc6f1bf07ab
                                  sign    verify    sign/s verify/s
                rsa 2048 bits 0.000247s 0.000016s   4052.0  64154.5
                """));
        assertEquals(Optional.of(14002.2), OpenSsl.signaturesPerSecond("""
                                              sign    verify    sign/s verify/s
                 256 bits ecdsa (nistp256)   0.0001s   0.0002s  14002.2   4241.1
                """));
        assertEquals(Optional.empty(), OpenSsl.signaturesPerSecond("speed: Unknown algorithm rsa2048"));
    }

    @Test
    @DisplayName("compare with what two cores could sign, and with the processor time the server had")
    void ratios() {
        var load = new LoadFigures(20_000, 10, 1_000, 2_000, 20_000 * 600.0, 0, 20_000 * 20.0, 1_000_000);
        var round = new Round(load, OptionalDouble.of(250e-6), 240e-6, 2);
        assertEquals(4000, round.limit(), 1e-6);
        assertEquals(0.5, round.ofLimit(), 1e-9);
        assertEquals(0.8, round.shareOfSignatures(), 1e-9);
        assertEquals(500.0 / 600, round.efficiency(), 1e-9);
        assertEquals(0.05, load.othersShare(2), 1e-9);
    }

    @Test
    @DisplayName("come from the other process as they were there")
    void betweenProcesses() {
        var result = new LoadFigures(7, 1.5, 2.25, 3.125, 4, 5, 6, 8);
        assertEquals(result, LoadFigures.parse(result.line()));
        var failure = assertThrows(IllegalStateException.class, () -> LoadFigures.parse("fault no tokens: 503"));
        assertEquals("the load failed: fault no tokens: 503", failure.getMessage());
    }

    @Test
    @DisplayName("are measured as the options say, and unknown options are refused")
    void options() {
        var options = Options.parse(List.of("--rounds", "5", "--database", "postgresql"));
        assertEquals(5, options.rounds());
        assertEquals(true, options.postgresql());
        assertEquals(32, options.connections());
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--round", "5")));
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--rounds", "0")));
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--rounds")));
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--database", "h2")));
    }
}
