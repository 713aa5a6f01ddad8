package dev.narthex.bench;

import dev.narthex.bench.cost.WriteCost;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// Durable writes by the server's writer and nothing else: what commits that are shared are worth.
final class WriteBench {
    private static final List<Integer> CALLERS = List.of(1, 16, 32, 256);

    private final Options options;
    private final Report report;

    WriteBench(Options options, PrintStream out) {
        this.options = options;
        this.report = new Report(out);
    }

    void run() throws Exception {
        var folder = Files.createTempDirectory("narthex-bench");
        try (var database = BenchDatabase.open(options.postgresql())) {
            Machine.describe(report, Runtime.getRuntime().availableProcessors(), database.name());
            WriteCost.measure(database.another(folder), options.connections());
            report.line("");
            report.heading("durable writes a second", options.rounds());
            for (int callers : CALLERS) {
                var found = new ArrayList<Double>();
                for (int i = 0; i < options.rounds(); i++) {
                    found.add(
                            WriteCost.measure(database.another(folder), callers).perSecond());
                }
                report.runs(callers == 1 ? "1 caller" : callers + " callers at once", "%.0f", found);
            }
        } finally {
            Folders.delete(folder);
        }
    }
}
