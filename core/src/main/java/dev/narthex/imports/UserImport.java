package dev.narthex.imports;

import dev.narthex.imports.ImportStore.Batch;
import dev.narthex.imports.ImportStore.Job;
import dev.narthex.imports.RowReader.Reading;
import dev.narthex.imports.Source.Entry;
import dev.narthex.users.UserStore.Creation;
import dev.narthex.users.UserStore.NewUser;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings people in from a source, a batch at a time, in flat memory. Interrupted and started again, it goes on where
/// it
/// was.
public final class UserImport {
    private static final int BATCH = 1_000;

    private final RowReader reader;
    private final ImportStore store;
    private final InstantSource clock;

    public UserImport(RowReader reader, ImportStore store, InstantSource clock) {
        this.reader = reader;
        this.store = store;
        this.clock = clock;
    }

    /// Who is told how it goes.
    public interface Listener {
        /// A row that became nobody, with all reasons. May be told again of the rows since the last [#landed].
        void refused(long row, String login, List<String> reasons);

        /// All rows up to here are done, and durable.
        void landed(Job job, double progress);
    }

    /// What came of it.
    public sealed interface Outcome {
        record Finished(Job job) implements Outcome {}

        /// This very content has been imported before.
        record FinishedBefore(Job job) implements Outcome {}

        /// Somebody else imports the same content at the same time.
        record Overtaken() implements Outcome {}
    }

    /// Reads everything and stores nothing.
    public Job tryOut(Source source, Listener listener) {
        long row = 0;
        long refused = 0;
        for (var entries = source.entries(); entries.hasNext(); ) {
            var reasons = reasons(entries.next());
            row++;
            if (!reasons.isEmpty()) refused++;
            if (!reasons.isEmpty()) listener.refused(row, "", reasons);
            if (row % BATCH == 0) listener.landed(job(source, row, refused), source.progress());
        }
        return job(source, row, refused);
    }

    private static Job job(Source source, long rows, long refused) {
        return new Job(source.fingerprint(), rows, rows - refused, refused, java.util.Optional.empty());
    }

    private List<String> reasons(Entry entry) {
        return switch (entry) {
            case Entry.Unreadable(var reason) -> List.of(reason);
            case Entry.Readable(var row) ->
                reader.read(row) instanceof Reading.Refused(var reasons) ? reasons : List.of();
        };
    }

    /// @param name what people call the source
    public Outcome run(Source source, String name, Listener listener) {
        var job = store.begin(source.fingerprint(), name, clock.instant());
        if (job.finished().isPresent()) return new Outcome.FinishedBefore(job);
        var entries = source.entries();
        for (long row = 0; row < job.rows() && entries.hasNext(); row++) entries.next();
        while (entries.hasNext()) {
            var before = job;
            var batch = batch(before, entries, listener);
            var landed = store.land(batch.batch(), clock.instant());
            if (landed.isEmpty()) return new Outcome.Overtaken();
            job = after(before, batch, landed.get(), listener);
            listener.landed(job, source.progress());
        }
        store.finish(job.fingerprint(), clock.instant());
        return new Outcome.Finished(job);
    }

    /// `rows` are the places of the batch's users in the source.
    private record Collected(Batch batch, List<Long> rows) {}

    private Collected batch(Job job, Iterator<Entry> entries, Listener listener) {
        var users = new ArrayList<NewUser>();
        var rows = new ArrayList<Long>();
        long row = job.rows();
        long refused = 0;
        while (entries.hasNext() && row - job.rows() < BATCH) {
            row++;
            switch (entries.next()) {
                case Entry.Unreadable(var reason) -> {
                    refused++;
                    listener.refused(row, "", List.of(reason));
                }
                case Entry.Readable(var readable) -> {
                    switch (reader.read(readable)) {
                        case Reading.Read(var user) -> {
                            users.add(user);
                            rows.add(row);
                        }
                        case Reading.Refused(var reasons) -> {
                            refused++;
                            listener.refused(row, login(readable), reasons);
                        }
                    }
                }
            }
        }
        return new Collected(new Batch(job.fingerprint(), job.rows(), row, users, refused), rows);
    }

    private static Job after(Job before, Collected batch, List<Creation> landed, Listener listener) {
        long taken = 0;
        for (int i = 0; i < landed.size(); i++) {
            var attribute = taken(landed.get(i));
            if (attribute.isPresent()) {
                taken++;
                String login = batch.batch().users().get(i).user().login();
                listener.refused(batch.rows().get(i), login, List.of(attribute.get() + ": somebody has it already"));
            }
        }
        long refused = batch.batch().refused() + taken;
        long rows = batch.batch().to();
        return new Job(
                before.fingerprint(),
                rows,
                before.created() + (rows - before.rows()) - refused,
                before.refused() + refused,
                before.finished());
    }

    private static Optional<String> taken(Creation creation) {
        return switch (creation) {
            case Creation.Created() -> Optional.empty();
            case Creation.LoginTaken() -> Optional.of("login");
            case Creation.AttributeTaken(var name) -> Optional.of(name);
        };
    }

    private static String login(Row row) {
        return row.members().get("profile") instanceof Map<?, ?> profile && profile.get("login") instanceof String login
                ? login
                : "";
    }
}
