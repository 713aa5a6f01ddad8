package dev.narthex.server.imports;

import dev.narthex.imports.ImportStore.Count;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Tells how far long work is: on a terminal one line that changes, elsewhere a line now and then.
public final class ProgressLine {
    /// One less than the narrowest terminal that people use: a line that is as wide as the terminal wraps.
    private static final int WIDTH = 79;
    private static final int MOST_CELLS = 30;
    private static final int LEAST_CELLS = 4;

    private final PrintStream out;
    private final InstantSource clock;
    private final Telling telling;
    private Instant began;
    private Instant told;
    private long rowsBefore;
    private boolean open;

    /// How progress is told.
    public enum Telling {
        /// On a terminal: a line that is written over.
        ONE_LINE,
        NOW_AND_THEN,
        EACH_BATCH;

        /// @param console null where there is none
        public static Telling ofTerminal(java.io.Console console) {
            return console != null && console.isTerminal() ? ONE_LINE : NOW_AND_THEN;
        }

        private Duration pause() {
            return switch (this) {
                case ONE_LINE -> Duration.ofMillis(200);
                case NOW_AND_THEN -> Duration.ofSeconds(10);
                case EACH_BATCH -> Duration.ZERO;
            };
        }
    }

    public ProgressLine(PrintStream out, InstantSource clock, Telling telling) {
        this.out = out;
        this.clock = clock;
        this.telling = telling;
        begin(0);
    }

    /// The work begins now.
    ///
    /// @param rows how many an earlier run had done
    void begin(long rows) {
        began = clock.instant();
        told = began;
        rowsBefore = rows;
    }

    /// @param progress from 0 to 1; 0 while nobody knows
    void tell(Count count, double progress) {
        Instant now = clock.instant();
        if (Duration.between(told, now).compareTo(telling.pause()) < 0) return;
        told = now;
        String line = line(count, progress, now);
        open = telling == Telling.ONE_LINE;
        if (open) out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
        else out.println(line);
        out.flush();
    }

    /// The line is done with: what is printed next begins a new one.
    void end() {
        if (open) out.println();
        open = false;
    }

    /// How long it has been going on.
    String took() {
        return words(Duration.between(began, clock.instant()));
    }

    private String line(Count count, double progress, Instant now) {
        double seconds = Math.max(0.001, Duration.between(began, now).toMillis() / 1000.0);
        long rate = Math.round((count.rows() - rowsBefore) / seconds);
        String facts = String.format(Locale.ROOT, "%,d rows, %,d refused, %,d/s", count.rows(), count.refused(), rate);
        if (progress <= 0) return facts;
        String left = words(Duration.ofSeconds(Math.round(seconds / progress * (1 - progress))));
        return bar(String.format(Locale.ROOT, "%3d %%  %s, %s left", (int) (progress * 100), facts, left), progress);
    }

    private static String bar(String text, double progress) {
        int cells = Math.clamp(WIDTH - text.length() - 3, LEAST_CELLS, MOST_CELLS);
        int full = (int) (progress * cells);
        return "[" + "#".repeat(full) + "-".repeat(cells - full) + "] " + text;
    }

    static String words(Duration duration) {
        if (duration.toMinutes() < 1) return duration.toSeconds() + " s";
        if (duration.toHours() < 1) return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
