package dev.narthex.imports.jobs;

import dev.narthex.http.Request;
import dev.narthex.imports.jobs.ImportJob.State;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import java.util.Map;
import java.util.Optional;

/// Puts imports on record. Each person who came is not: a million rows would bury all others.
public final class JobLog {
    private final SystemLog log;

    public JobLog(SystemLog log) {
        this.log = log;
    }

    void began(Request request, ImportJob job) {
        var entry = Entry.success(EventType.IMPORT_START, job.request().actor(), target(job));
        log.write(request, Optional.empty(), entry.with(facts(job)));
    }

    /// By the one who posted the file, whoever's request or node it was.
    void ended(ImportJob job) {
        var actor = job.request().actor();
        var entry = job.state() == State.FINISHED
                ? Entry.success(EventType.IMPORT_COMPLETE, actor, target(job))
                : Entry.failure(
                        EventType.IMPORT_COMPLETE,
                        actor,
                        job.reason().orElse(job.state().name()),
                        target(job));
        log.write(entry.with(facts(job)));
    }

    private static Target target(ImportJob job) {
        return new Target(
                job.id(),
                "Import",
                job.request().format().name(),
                SystemLog.bounded(job.request().name()));
    }

    private static Map<String, String> facts(ImportJob job) {
        var count = job.count();
        return Map.of(
                "dryRun", Boolean.toString(job.request().wishes().dryRun()),
                "updateExisting", Boolean.toString(job.request().wishes().updateExisting()),
                "rows", Long.toString(count.rows()),
                "created", Long.toString(count.created()),
                "updated", Long.toString(count.updated()),
                "refused", Long.toString(count.refused()));
    }
}
