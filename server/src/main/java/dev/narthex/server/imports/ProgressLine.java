package dev.narthex.server.imports;

import dev.narthex.server.imports.ImportRun.Telling;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Tells how far long work is: on a terminal one line that changes, elsewhere a line now and then.
final class ProgressLine {
    private static final int CELLS = 30;

    private final PrintStream out;
    private final InstantSource clock;
    private final Telling telling;
    private final Instant began;
    private final long rowsBefore;
    private Instant told;

    /// @param rowsBefore how many rows an earlier run had done
    ProgressLine(PrintStream out, InstantSource clock, Telling telling, long rowsBefore) {
        this.out = out;
        this.clock = clock;
        this.telling = telling;
        this.began = clock.instant();
        this.told = began;
        this.rowsBefore = rowsBefore;
    }

    void tell(long rows, long refused, double progress) {
        Instant now = clock.instant();
        if (Duration.between(told, now).compareTo(pause()) < 0) return;
        told = now;
        if (telling == Telling.ONE_LINE) out.print("\r" + line(rows, refused, progress, now) + "  ");
        else out.println(line(rows, refused, progress, now));
        out.flush();
    }

    /// The line is done with: what is printed next begins a new one.
    void end() {
        if (telling == Telling.ONE_LINE) out.println();
    }

    private Duration pause() {
        return switch (telling) {
            case ONE_LINE -> Duration.ofMillis(200);
            case NOW_AND_THEN -> Duration.ofSeconds(10);
            case EACH_BATCH -> Duration.ZERO;
        };
    }

    private String line(long rows, long refused, double progress, Instant now) {
        double seconds = Math.max(0.001, Duration.between(began, now).toMillis() / 1000.0);
        long rate = Math.round((rows - rowsBefore) / seconds);
        int full = (int) (progress * CELLS);
        String bar = "#".repeat(full) + "-".repeat(CELLS - full);
        String left =
                progress > 0.001 ? words(Duration.ofSeconds(Math.round(seconds / progress * (1 - progress)))) : "?";
        return String.format(
                Locale.ROOT,
                "[%s] %3d %%  %,d rows, %,d refused, %,d a second, %s left",
                bar,
                (int) (progress * 100),
                rows,
                refused,
                rate,
                left);
    }

    static String words(Duration duration) {
        if (duration.toMinutes() < 1) return duration.toSeconds() + " s";
        if (duration.toHours() < 1) return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
