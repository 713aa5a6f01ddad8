package dev.narthex.bench;

import dev.narthex.bench.timing.Comparison;
import dev.narthex.bench.timing.Somebody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Tables of times by kind, and what can be told apart by them.
///
/// Each two kinds are compared by rank; a difference is told as one if chance makes one so large, anywhere in the
/// table,
/// in less than one run of a hundred (Bonferroni).
final class TimingReport {
    private static final double DOUBT = 0.01;

    private final Report report;

    TimingReport(Report report) {
        this.report = report;
    }

    void begin(String database, Options options) throws IOException {
        Machine.describe(report, Runtime.getRuntime().availableProcessors(), database);
        report.line("%d of each kind, %d at a time", options.samples(), options.connections());
    }

    void table(String title, Map<Somebody, double[]> times) {
        report.line("");
        var kinds = List.copyOf(times.keySet());
        int pairs = kinds.size() * (kinds.size() - 1) / 2;
        var heads = new StringBuilder("| " + title + " | median, ms | mean of the middle 80 %, ms | 95th, ms |");
        for (int i = 1; i <= kinds.size(); i++) heads.append(' ').append(i).append(" |");
        report.line("%s", heads);
        report.line("%s", "|---" + "|--:".repeat(kinds.size() + 3) + "|");
        var found = new ArrayList<String>();
        for (int i = 0; i < kinds.size(); i++) {
            var cells = new StringBuilder(row(i + 1, kinds.get(i), times.get(kinds.get(i))));
            for (int j = 0; j < kinds.size(); j++) {
                if (i == j) {
                    cells.append("  |");
                    continue;
                }
                var comparison = Comparison.of(times.get(kinds.get(i)), times.get(kinds.get(j)));
                boolean beyond = comparison.p() * pairs < DOUBT;
                cells.append(String.format(Locale.ROOT, beyond ? " **%.2f** |" : " %.2f |", comparison.later()));
                if (beyond && i < j) found.add(told(kinds.get(i), kinds.get(j), comparison));
            }
            report.line("%s", cells);
        }
        report.line("Cells: how likely one of the row is later than one of the column (0.50: alike).");
        report.line(
                "%s",
                found.isEmpty() ? "No two differ beyond noise." : "Beyond noise: " + String.join("; ", found) + ".");
    }

    private static String row(int number, Somebody kind, double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(TimingBench.trimmed(times)).average().orElseThrow();
        return String.format(
                Locale.ROOT,
                "| %d %s | %.1f | %.1f | %.1f |",
                number,
                kind.title(),
                sorted[sorted.length / 2],
                mean,
                sorted[(int) (sorted.length * 0.95)]);
    }

    private static String told(Somebody one, Somebody other, Comparison comparison) {
        return String.format(
                Locale.ROOT,
                "%s and %s (p %.0e, D %.2f)",
                one.title(),
                other.title(),
                comparison.p(),
                comparison.gap());
    }
}
