package dev.narthex.server.imports;

import dev.narthex.groups.Group;
import dev.narthex.id.Ids;
import dev.narthex.imports.ImportStore.Job;
import dev.narthex.imports.RowReader;
import dev.narthex.imports.Source;
import dev.narthex.imports.UserImport;
import dev.narthex.imports.UserImport.Outcome;
import dev.narthex.password.Passwords;
import dev.narthex.store.Storage;
import dev.narthex.users.schema.UserSchema;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One import into an open database, told to the person who started it.
public final class ImportRun {
    private final Storage storage;
    private final Tools tools;
    private final Wishes wishes;
    private final PrintStream out;
    private final Map<String, Optional<String>> groups = new HashMap<>();

    /// What new users are made with.
    public record Tools(Passwords passwords, Ids ids, InstantSource clock) {}

    /// @param dryRun read and report, store nothing
    /// @param makeGroups make groups that rows name and that are not there
    public record Wishes(boolean dryRun, boolean makeGroups, Path report, Telling telling) {}

    /// How progress is told.
    public enum Telling {
        /// On a terminal: a line that is written over.
        ONE_LINE,
        NOW_AND_THEN,
        EACH_BATCH
    }

    public ImportRun(Storage storage, Tools tools, Wishes wishes, PrintStream out) {
        this.storage = storage;
        this.tools = tools;
        this.wishes = wishes;
        this.out = out;
    }

    /// Whether all that was to be done has been done.
    public boolean run(Source source, String name) {
        Instant began = tools.clock().instant();
        var schema = storage.userSchemas().read().orElseGet(() -> UserSchema.initial(began));
        var reader = new RowReader(schema, this::groupId, tools.passwords(), tools.ids(), tools.clock());
        var users = new UserImport(reader, storage.imports(), tools.clock());
        long before = wishes.dryRun()
                ? 0
                : storage.imports().begin(source.fingerprint(), name, began).rows();
        if (before > 0) out.printf(Locale.ROOT, "Goes on behind row %,d, where it was interrupted.%n", before);
        try (var report = RefusalReport.after(wishes.report(), before)) {
            var teller = new Teller(report, new ProgressLine(out, tools.clock(), wishes.telling(), before));
            var outcome = wishes.dryRun()
                    ? new Outcome.Finished(users.tryOut(source, teller))
                    : users.run(source, name, teller);
            teller.line().end();
            return told(outcome, Duration.between(began, tools.clock().instant()));
        }
    }

    private boolean told(Outcome outcome, Duration took) {
        return switch (outcome) {
            case Outcome.Finished(var job) -> {
                summary(job, took);
                yield true;
            }
            case Outcome.FinishedBefore(var job) -> {
                out.printf(
                        "This content has been imported before, at %s; nothing was done.%n",
                        job.finished().get());
                yield true;
            }
            case Outcome.Overtaken() -> {
                out.println(
                        "Somebody else imports the same content at this moment. Stopped, so that nobody is in twice.");
                yield false;
            }
        };
    }

    private void summary(Job job, Duration took) {
        out.printf(
                Locale.ROOT,
                "%s %,d of %,d rows in %s.%n",
                wishes.dryRun() ? "Would bring in" : "Brought in",
                job.created(),
                job.rows(),
                ProgressLine.words(took));
        if (job.refused() == 0) return;
        out.printf(
                Locale.ROOT,
                "%,d rows were refused: %s says why, row by row. Mend them, and import a file of these rows alone.%n",
                job.refused(),
                wishes.report());
    }

    private Optional<String> groupId(String name) {
        return groups.computeIfAbsent(name, this::findGroup);
    }

    private Optional<String> findGroup(String name) {
        var found = storage.groups().byName(name).map(Group::id);
        if (found.isPresent() || !wishes.makeGroups()) return found;
        if (wishes.dryRun()) return Optional.of("00g00000000000000000");
        Instant now = tools.clock().instant();
        storage.groups().create(new Group(tools.ids().next("00g"), name, Optional.empty(), false, now, now));
        return storage.groups().byName(name).map(Group::id);
    }

    private record Teller(RefusalReport report, ProgressLine line) implements UserImport.Listener {
        @Override
        public void refused(long row, String login, List<String> reasons) {
            report.add(row, login, reasons);
        }

        @Override
        public void landed(Job job, double progress) {
            report.flush();
            line.tell(job.rows(), job.refused(), progress);
        }
    }
}
