package dev.narthex.imports.jobs;

import dev.narthex.imports.ImportStore.Refusal;
import dev.narthex.imports.jobs.ImportJob.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Jobs, their files in pieces, and their reports. Of all nodes one has a job at a time, for as long as it says so
/// again and again.
public interface ImportJobStore {

    void make(ImportJob job);

    /// Adds a piece of the file. False if the job is not being uploaded any more.
    boolean add(String id, long number, byte[] piece);

    /// The file is whole: any node may run the job. False if it is not being uploaded any more.
    boolean complete(String id, long size, Instant now);

    Optional<byte[]> piece(String id, long number);

    /// Takes a job that is to be run and that nobody has now, the oldest first, and keeps others from it until then.
    Optional<ImportJob> take(Instant now, Instant until);

    /// Keeps others from it for longer, and notes how much of the file was read. False if it is not to be run any more.
    boolean keep(String id, double progress, Instant until);

    /// Others may go on with it now.
    void release(String id, Instant now);

    /// Ends a job, and what rows it might still land. False if it is over already.
    boolean end(String id, State state, Optional<String> reason, Instant now);

    Optional<ImportJob> byId(String id);

    /// The latest first, before the given one.
    List<ImportJob> page(Optional<String> before, int limit);

    /// The report in the order of rows, after the given one.
    List<Refusal> refusals(String id, long afterRow, int limit);

    /// Forgets some pieces of the file. False if there were none.
    boolean shed(String id, int most);

    /// Forgets a job that is over, with its report. False if there is none that is over.
    boolean delete(String id);

    /// Jobs that ended, or began to be uploaded and never were whole, before these instants.
    List<String> outlived(Instant endedBefore, Instant uploadingSince);
}
