package dev.narthex.server.imports;

import dev.narthex.imports.Format;
import dev.narthex.imports.GroupNames;
import dev.narthex.imports.ImportStore.Count;
import dev.narthex.imports.ImportStore.Refusal;
import dev.narthex.imports.Opening;
import dev.narthex.imports.RowReader;
import dev.narthex.imports.Source;
import dev.narthex.imports.UserImport;
import dev.narthex.imports.UserImport.Outcome;
import dev.narthex.imports.Wishes;
import dev.narthex.store.Storage;
import dev.narthex.users.schema.UserSchema;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/// One import into an open database, told to the person who started it.
public final class ImportRun {
    private static final int BATCH = 1_000;

    private final Storage storage;
    private final RowReader.Means means;
    private final Wishes wishes;
    private final PrintStream out;
    private final ProgressLine progress;
    private final UserSchema schema;

    public ImportRun(Storage storage, RowReader.Means means, Wishes wishes, PrintStream out, ProgressLine progress) {
        this.storage = storage;
        this.means = means;
        this.wishes = wishes;
        this.out = out;
        this.progress = progress;
        this.schema = storage.userSchemas()
                .read()
                .orElseGet(() -> UserSchema.initial(means.clock().instant()));
    }

    /// Whether all that was to be done has been done.
    ///
    /// @throws IllegalArgumentException if the file is none of that format
    public boolean run(Path file, Format format, Path report) throws IOException {
        return switch (format.open(FileContent.open(file, wishes), schema)) {
            case Opening.Opened(var source) -> run(source, file.toString(), report);
            case Opening.Refused(var reason) -> throw new IllegalArgumentException(file + ": " + reason);
        };
    }

    /// @param name what people call the source
    public boolean run(Source source, String name, Path report) {
        try (source) {
            return bring(source, name, report);
        }
    }

    private boolean bring(Source source, String name, Path file) {
        var clock = means.clock();
        var groups = new GroupNames(storage.groups(), means.ids(), clock, wishes);
        var users =
                new UserImport(new RowReader(means, schema, groups, wishes), storage.imports(), clock, wishes, BATCH);
        long before = wishes.dryRun()
                ? 0
                : storage.imports()
                        .begin(source.fingerprint(), name, clock.instant())
                        .count()
                        .rows();
        if (before > 0) out.printf(Locale.ROOT, "Goes on behind row %,d, where it was interrupted.%n", before);
        progress.begin(before);
        try (var report = RefusalReport.after(file, before)) {
            var teller = new Teller(report, progress);
            var outcome = wishes.dryRun() ? users.tryOut(source, teller) : users.run(source, name, teller);
            progress.end();
            return told(outcome, file);
        }
    }

    private boolean told(Outcome outcome, Path report) {
        return switch (outcome) {
            case Outcome.Finished(var count) -> {
                Summary.print(out, count, wishes, progress.took(), report);
                yield true;
            }
            case Outcome.FinishedBefore(var earlier) -> {
                out.printf(
                        "This content has been imported before, at %s; nothing was done.%n",
                        earlier.finished().orElseThrow());
                yield true;
            }
            case Outcome.Overtaken() -> {
                out.println("Somebody else imports the same content at this moment.");
                out.println("Stopped, so that nobody is in twice.");
                yield false;
            }
            case Outcome.Interrupted() -> false;
        };
    }

    private record Teller(RefusalReport report, ProgressLine line) implements UserImport.Listener {
        @Override
        public void refused(Refusal refusal) {
            report.add(refusal);
        }

        @Override
        public boolean landed(Count count, double progress) {
            report.flush();
            line.tell(count, progress);
            return true;
        }
    }
}
