package dev.narthex.imports.jobs;

import dev.narthex.imports.Format;
import dev.narthex.imports.ImportStore.Count;
import dev.narthex.imports.Wishes;
import dev.narthex.log.LogEvent.Actor;
import java.time.Instant;
import java.util.Optional;

/// A file of people that the server brings in.
///
/// @param reason why it failed
/// @param size of the file, in bytes
/// @param progress how much of it has been read, from 0 to 1
public record ImportJob(
        String id,
        Request request,
        State state,
        Optional<String> reason,
        long size,
        double progress,
        Count count,
        Times times) {

    /// What was asked for, and by whom.
    public record Request(String name, Format format, Wishes wishes, Actor actor) {}

    public record Times(Instant made, Optional<Instant> started, Optional<Instant> ended) {}

    /// Where it stands.
    public enum State {
        /// Its file is on the way.
        UPLOADING,
        /// Nobody has begun yet.
        WAITING,
        RUNNING,
        FINISHED,
        FAILED,
        CANCELLED;

        public boolean over() {
            return this == FINISHED || this == FAILED || this == CANCELLED;
        }
    }

    /// One whose file is still to come.
    public static ImportJob fresh(String id, Request request, Instant now) {
        var times = new Times(now, Optional.empty(), Optional.empty());
        return new ImportJob(id, request, State.UPLOADING, Optional.empty(), 0, 0, Count.NONE, times);
    }
}
