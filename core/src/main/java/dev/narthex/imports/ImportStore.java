package dev.narthex.imports;

import dev.narthex.users.UserStore.NewUser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Imports under way: how far each has come is stored with the users that it made, in one transaction, so that none is
/// made twice and none is lost, whenever it is interrupted.
public interface ImportStore {

    /// The import of that content, begun now unless it was begun before.
    Begun begin(String fingerprint, String name, Instant now);

    /// Makes these people, or changes those who are there, and notes how far that was. Empty if somebody else has taken
    /// the import further meanwhile, or ended it.
    Optional<Landed> land(Batch batch, Instant now);

    /// What would become of these people; stores nothing.
    Landed look(List<Newcomer> people, Wishes wishes);

    /// Notes that all has been read. No row lands after this.
    void finish(String fingerprint, Instant now);

    /// How far an import has come.
    record Begun(String fingerprint, Count count, Optional<Instant> finished) {}

    /// What became of the rows so far; `rows` is the sum of the others.
    record Count(long rows, long created, long updated, long refused) {
        public static final Count NONE = new Count(0, 0, 0, 0);

        Count plus(Batch batch, Landed landed) {
            return new Count(
                    batch.to(),
                    created + landed.created(),
                    updated + landed.updated(),
                    refused + batch.refused().size() + landed.refused().size());
        }
    }

    /// Where in a source: the how many-th row, and the line of the file on which it begins, or 0.
    record Place(long row, long line) {}

    /// @param given the attributes that the row itself names; the others are the schema's
    record Newcomer(Place place, NewUser user, Set<String> given) {}

    /// A row that became nobody. `reasons` never hold a password.
    record Refusal(Place place, String login, List<String> reasons) {}

    /// @param from how many rows were done before
    /// @param to how many are done with these
    /// @param refused those of the rows between that were refused before they came here
    record Batch(String fingerprint, long from, long to, List<Newcomer> people, List<Refusal> refused, Wishes wishes) {}

    /// @param refused those whose login, or another value that no two people share, somebody has
    record Landed(long created, long updated, List<Refusal> refused) {}
}
