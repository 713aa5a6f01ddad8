package dev.narthex.imports.jobs;

import dev.narthex.groups.GroupStore;
import dev.narthex.http.Unavailable;
import dev.narthex.imports.Content;
import dev.narthex.imports.GroupNames;
import dev.narthex.imports.ImportStore;
import dev.narthex.imports.ImportStore.Count;
import dev.narthex.imports.ImportStore.Refusal;
import dev.narthex.imports.Opening;
import dev.narthex.imports.RowReader;
import dev.narthex.imports.Source;
import dev.narthex.imports.UserImport;
import dev.narthex.imports.UserImport.Outcome;
import dev.narthex.imports.jobs.ImportJob.State;
import dev.narthex.users.schema.UserSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs jobs. A node has one at a time; if it dies, another, or the same after its next start, goes on where it was.
///
/// Of time and of the database's writer a job takes a share: after each batch, a small one, it rests for as long as the
/// batch took, so that sign-ins and tokens are not kept waiting. Passwords in the clear are hashed one after the other,
/// behind the same gate as everybody's.
public final class ImportJobs {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);
    private static final int BATCH = 100;
    /// Longer than a batch takes, its hashes included, and not longer than somebody wants to wait for the next node.
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Duration ANNOUNCED = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration UPLOAD = Duration.ofDays(1);

    private final ImportJobStore jobs;
    private final ImportStore imports;
    private final JobFiles files;
    private final JobLog log;
    private final Material material;

    /// What people are made of.
    public record Material(RowReader.Means means, Supplier<UserSchema> schema, GroupStore groups) {}

    public ImportJobs(ImportJobStore jobs, ImportStore imports, JobFiles files, JobLog log, Material material) {
        this.jobs = jobs;
        this.imports = imports;
        this.files = files;
        this.log = log;
        this.material = material;
    }

    /// Runs the job that waits longest, if any does, to its end, or for as long as it is wanted. False if none waits.
    ///
    /// @param goOn asked between batches
    public boolean runNext(BooleanSupplier goOn) {
        Instant now = now();
        var taken = jobs.take(now, now.plus(TIME));
        taken.ifPresent(job -> run(job, goOn));
        return taken.isPresent();
    }

    /// Forgets what is over for long, and files that never came to their end.
    public void purge() {
        for (String id : jobs.outlived(now().minus(KEPT), now().minus(UPLOAD))) {
            jobs.end(id, State.FAILED, Optional.of("the file never came to its end"), now());
            files.forget(id);
            jobs.delete(id);
        }
    }

    private Instant now() {
        return material.means().clock().instant();
    }

    private void run(ImportJob job, BooleanSupplier goOn) {
        try {
            open(job, goOn);
        } catch (Unavailable busy) {
            LOG.warn("import {} is gone on with later: {}", job.id(), busy.getMessage());
        } catch (RuntimeException fault) {
            LOG.error("import {} failed", job.id(), fault);
            end(job, State.FAILED, Optional.of("the server failed; its log says more, under " + job.id()));
        }
    }

    private void open(ImportJob job, BooleanSupplier goOn) {
        var request = job.request();
        var content = new Content(job.id(), job.size(), files.open(job.id()));
        var schema = material.schema().get();
        switch (request.format().open(content, schema)) {
            case Opening.Refused(var reason) -> end(job, State.FAILED, Optional.of(reason));
            case Opening.Opened(var source) -> {
                try (source) {
                    bring(job, source, schema, goOn);
                }
            }
        }
    }

    private void bring(ImportJob job, Source source, UserSchema schema, BooleanSupplier goOn) {
        var wishes = job.request().wishes();
        var means = material.means();
        var groups = new GroupNames(material.groups(), means.ids(), means.clock(), wishes);
        var reader = new RowReader(means, schema, groups, wishes);
        var work = new UserImport(reader, imports, means.clock(), wishes, BATCH);
        switch (work.run(source, job.request().name(), new Pace(job, goOn))) {
            case Outcome.Finished(var _), Outcome.FinishedBefore(var _) -> end(job, State.FINISHED, Optional.empty());
            case Outcome.Interrupted() -> jobs.release(job.id(), now());
            // It was cancelled, or another node has it.
            case Outcome.Overtaken() -> LOG.info("import {} is not ours any more", job.id());
        }
    }

    private void end(ImportJob job, State state, Optional<String> reason) {
        jobs.keep(job.id(), 1, now().plus(TIME));
        if (jobs.end(job.id(), state, reason, now())) jobs.byId(job.id()).ifPresent(log::ended);
        files.forget(job.id());
    }

    /// Keeps the job ours, and leaves time to others.
    private final class Pace implements UserImport.Listener {
        private final ImportJob job;
        private final BooleanSupplier goOn;
        private Instant announced = now();
        private long begun = System.nanoTime();

        Pace(ImportJob job, BooleanSupplier goOn) {
            this.job = job;
            this.goOn = goOn;
        }

        @Override
        public void refused(Refusal refusal) {
            // It lies in the report already.
        }

        @Override
        public boolean landed(Count count, double progress) {
            Instant now = now();
            boolean due = Duration.between(announced, now).compareTo(ANNOUNCED) >= 0;
            if (due) announced = now;
            if (due && !jobs.keep(job.id(), progress, now.plus(TIME))) return false;
            return goOn.getAsBoolean() && rest();
        }

        /// For as long as the batch took.
        private boolean rest() {
            var took = Duration.ofNanos(System.nanoTime() - begun);
            try {
                Thread.sleep(took.compareTo(LONGEST_REST) < 0 ? took : LONGEST_REST);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
            begun = System.nanoTime();
            return true;
        }
    }
}
