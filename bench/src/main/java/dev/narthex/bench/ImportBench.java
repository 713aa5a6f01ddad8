package dev.narthex.bench;

import dev.narthex.bench.cost.BareInserts;
import dev.narthex.bench.load.ImportProcess;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// `narthex import users` as an operator calls it, with little memory, beside bare inserts of the very same rows into
/// the same tables of another database of the same kind.
final class ImportBench {
    private static final int HEAP_MEGABYTES = 128;

    private final Options options;
    private final Report report;

    ImportBench(Options options, PrintStream out) {
        this.options = options;
        this.report = new Report(out);
    }

    void run() throws Exception {
        var folder = Files.createTempDirectory("narthex-bench");
        try (var database = BenchDatabase.open(options.postgresql())) {
            Machine.describe(report, Runtime.getRuntime().availableProcessors(), database.name());
            var file = Crowd.write(folder.resolve("people.csv"), options.people(), "department");
            measure(folder, file, database);
        } finally {
            Folders.delete(folder);
        }
    }

    private void measure(Path folder, Path file, BenchDatabase database) throws Exception {
        var imported = new ArrayList<Double>();
        var bare = new ArrayList<Double>();
        var share = new ArrayList<Double>();
        var resident = new ArrayList<Double>();
        for (int i = 0; i < options.rounds(); i++) {
            String url = database.another(folder);
            var run = ImportProcess.run(file, folder.resolve("data"), database.options(folder, url), HEAP_MEGABYTES);
            double limit = BareInserts.perSecond(url, database.another(folder));
            imported.add(run.rowsPerSecond());
            bare.add(limit);
            share.add(run.rowsPerSecond() / limit);
            resident.add(run.residentMegabytes().orElse(Double.NaN));
        }
        report.line("");
        report.heading(
                "%,d people of a CSV file of %,d MB".formatted(options.people(), Files.size(file) >> 20),
                imported.size());
        report.runs("rows a second, from the first batch to the last", "%.0f", imported);
        report.runs("bare inserts of the same rows a second", "%.0f", bare);
        report.runs("**import ÷ bare inserts**", "%.2f", share);
        report.runs("resident at most, with a heap of " + HEAP_MEGABYTES + " MB, MB", "%.0f", resident);
    }
}
