package dev.narthex.imports;

import dev.narthex.imports.ImportStore.Batch;
import dev.narthex.imports.ImportStore.Begun;
import dev.narthex.imports.ImportStore.Count;
import dev.narthex.imports.ImportStore.Landed;
import dev.narthex.imports.ImportStore.Newcomer;
import dev.narthex.imports.ImportStore.Place;
import dev.narthex.imports.ImportStore.Refusal;
import dev.narthex.imports.RowReader.Reading;
import dev.narthex.imports.Source.Entry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings people in from a source, a batch at a time, in flat memory. Interrupted and started again, it goes on where
/// it was. The command and the job of the server both work by this.
public final class UserImport {
    private static final int LONGEST_LOGIN = 200;

    private final RowReader reader;
    private final ImportStore store;
    private final InstantSource clock;
    private final Wishes wishes;
    private final int batch;

    /// @param batch how many rows land at once
    public UserImport(RowReader reader, ImportStore store, InstantSource clock, Wishes wishes, int batch) {
        this.reader = reader;
        this.store = store;
        this.clock = clock;
        this.wishes = wishes;
        this.batch = batch;
    }

    /// Who is told how it goes.
    public interface Listener {
        /// A row that became nobody, with all reasons.
        void refused(Refusal refusal);

        /// All rows up to here are done, and durable. False ends the work here, to be gone on with later.
        boolean landed(Count count, double progress);
    }

    /// What came of it.
    public sealed interface Outcome {
        record Finished(Count count) implements Outcome {}

        /// This very content has been imported before.
        record FinishedBefore(Begun earlier) implements Outcome {}

        /// Somebody else imports the same content at the same time, or has ended this import.
        record Overtaken() implements Outcome {}

        /// The listener did not want to go on.
        record Interrupted() implements Outcome {}
    }

    /// Reads everything and stores nothing at all, not even how far it is.
    public Outcome tryOut(Source source, Listener listener) {
        var work = new Work(source, new Begun(source.fingerprint(), Count.NONE, Optional.empty()), listener);
        return work.run(next -> Optional.of(store.look(next.people(), next.wishes())));
    }

    /// @param name what people call the source
    public Outcome run(Source source, String name, Listener listener) {
        var begun = store.begin(source.fingerprint(), name, clock.instant());
        if (begun.finished().isPresent()) return new Outcome.FinishedBefore(begun);
        var work = new Work(source, begun, listener);
        work.passOver();
        var outcome = work.run(next -> store.land(next, clock.instant()));
        if (outcome instanceof Outcome.Finished) store.finish(begun.fingerprint(), clock.instant());
        return outcome;
    }

    private interface Landing {
        Optional<Landed> of(Batch next);
    }

    /// One source on its way in.
    private final class Work {
        private final Source source;
        private final Iterator<Entry> entries;
        private final Listener listener;
        private final Seen seen = new Seen();
        private Count count;
        private List<Newcomer> people = new ArrayList<>();
        private List<Refusal> refused = new ArrayList<>();

        Work(Source source, Begun begun, Listener listener) {
            this.source = source;
            this.entries = source.entries();
            this.count = begun.count();
            this.listener = listener;
        }

        /// Rows that an earlier run has done.
        void passOver() {
            for (long row = 1; row <= count.rows() && entries.hasNext(); row++) {
                var entry = entries.next();
                if (wishes.dryRun()) read(new Place(row, entry.line()), entry);
            }
            people.clear();
            refused.clear();
        }

        Outcome run(Landing landing) {
            while (entries.hasNext()) {
                var next = gather();
                var landed = landing.of(next);
                if (landed.isEmpty()) return new Outcome.Overtaken();
                count = count.plus(next, landed.get());
                next.refused().forEach(listener::refused);
                landed.get().refused().forEach(listener::refused);
                if (!listener.landed(count, source.progress()) && entries.hasNext()) return new Outcome.Interrupted();
            }
            return new Outcome.Finished(count);
        }

        private Batch gather() {
            people = new ArrayList<>();
            refused = new ArrayList<>();
            long row = count.rows();
            while (entries.hasNext() && row - count.rows() < batch) {
                var entry = entries.next();
                read(new Place(++row, entry.line()), entry);
            }
            return new Batch(source.fingerprint(), count.rows(), row, people, refused, wishes);
        }

        private void read(Place place, Entry entry) {
            switch (entry) {
                case Entry.Unreadable(var _, var reason) -> refused.add(new Refusal(place, "", List.of(reason)));
                case Entry.Readable(var _, var row) -> {
                    switch (reader.read(row)) {
                        case Reading.Read(var user, var given) -> bring(new Newcomer(place, user, given));
                        case Reading.Refused(var reasons) -> refused.add(new Refusal(place, login(row), reasons));
                    }
                }
            }
        }

        /// Where nothing is stored, nothing else tells that an earlier row has the login.
        private void bring(Newcomer newcomer) {
            String login = newcomer.user().user().login();
            boolean again = wishes.dryRun() && !seen.add(login);
            if (again && !wishes.updateExisting()) {
                refused.add(new Refusal(newcomer.place(), login, List.of("login: an earlier row has it")));
            } else {
                people.add(newcomer);
            }
        }
    }

    private static String login(Row row) {
        return row.members().get("profile") instanceof Map<?, ?> profile && profile.get("login") instanceof String login
                ? login.substring(0, Math.min(login.length(), LONGEST_LOGIN))
                : "";
    }
}
