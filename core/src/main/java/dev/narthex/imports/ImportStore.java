package dev.narthex.imports;

import dev.narthex.users.UserStore.Creation;
import dev.narthex.users.UserStore.NewUser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Imports under way: how far each has come is stored with the users that it made, in one transaction, so that none is
/// made twice and none is lost, whenever it is interrupted.
public interface ImportStore {

    /// The import of that content, begun now unless it was begun before.
    Job begin(String fingerprint, String name, Instant now);

    /// Makes these users and notes how far that was; what came of each, in order. Empty if somebody else has taken the
    /// import further meanwhile.
    Optional<List<Creation>> land(Batch batch, Instant now);

    /// Notes that all has been read.
    void finish(String fingerprint, Instant now);

    /// @param rows how many rows of the content are done
    record Job(String fingerprint, long rows, long created, long refused, Optional<Instant> finished) {}

    /// @param from how many rows were done before
    /// @param to how many are done with these
    /// @param refused how many of the rows between were refused before they came here
    record Batch(String fingerprint, long from, long to, List<NewUser> users, long refused) {}
}
