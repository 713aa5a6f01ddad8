package dev.narthex.store.people;

import dev.narthex.users.search.Condition;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Asks the indexes whether a condition can only be met by few, and by whom. Reads no more than the limit of each
/// index, in its order: PostgreSQL would else read the table itself until it has met so many, and those who meet a
/// condition about time lie together at its end.
final class Probe {
    private final Handle handle;
    private final Instant now;
    private final int limit;

    Probe(Handle handle, Instant now, int limit) {
        this.handle = handle;
        this.now = now;
        this.limit = limit;
    }

    /// Ids of all who may meet the condition; empty if they are too many, or no index knows.
    Optional<Set<String>> few(Condition condition) {
        return switch (condition) {
            case Condition.And(var all) -> fewest(all);
            case Condition.Or(var any) -> together(any);
            case Condition.Present(var property) -> present(Place.of(property));
            case Condition.Compare compare -> compared(compare);
        };
    }

    private Optional<Set<String>> fewest(List<Condition> all) {
        Optional<Set<String>> fewest = Optional.empty();
        for (Condition one : all) {
            var found = few(one);
            boolean fewer = found.isPresent()
                    && (fewest.isEmpty() || found.get().size() < fewest.get().size());
            if (fewer) fewest = found;
        }
        return fewest;
    }

    private Optional<Set<String>> together(List<Condition> any) {
        var together = new HashSet<String>();
        for (Condition one : any) {
            var found = few(one);
            if (found.isEmpty()) return Optional.empty();
            together.addAll(found.get());
            if (together.size() > limit) return Optional.empty();
        }
        return Optional.of(together);
    }

    private Optional<Set<String>> present(Optional<Place> place) {
        if (!(place.orElse(null) instanceof Place.Rows(var attribute))) return Optional.empty();
        var values = new Values();
        String from = "SELECT user_id AS id FROM user_attributes WHERE name = " + values.bind(attribute);
        return ids(from + " ORDER BY value, user_id", values);
    }

    private Optional<Set<String>> compared(Condition.Compare compare) {
        var values = new Values();
        if (Comparison.isLockedOut(compare)) {
            String until = values.bind(now.toEpochMilli());
            return ids(
                    "SELECT user_id AS id FROM attempts WHERE locked_until > " + until
                            + " ORDER BY locked_until, user_id",
                    values);
        }
        var place = Place.of(compare.property());
        if (place.isEmpty()) return Optional.empty();
        String from = switch (place.get()) {
            case Place.Column _ -> "SELECT id FROM users WHERE ";
            case Place.Rows(var attribute) ->
                "SELECT user_id AS id FROM user_attributes WHERE name = " + values.bind(attribute) + " AND ";
        };
        String expression = place.get() instanceof Place.Column column ? column.name() : "value";
        String order = " ORDER BY " + (place.get() instanceof Place.Column ? expression + ", id" : "value, user_id");
        return new Comparison(values).of(expression, compare).flatMap(where -> ids(from + where + order, values));
    }

    private Optional<Set<String>> ids(String statement, Values values) {
        List<String> found = handle.createQuery(statement + " LIMIT " + values.bind(limit + 1))
                .bindMap(values.all())
                .map((row, _) -> row.getString("id"))
                .list();
        return found.size() > limit ? Optional.empty() : Optional.of(new HashSet<>(found));
    }
}
