package dev.narthex.store.people;

import dev.narthex.users.search.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What of a condition the database can check on a row `u` of `users`, cheaply. It may let pass too many, never too
/// few: who meets the condition meets what is made of it.
final class Residue {
    private final Values values;
    private final Comparison comparison;
    private final Instant now;

    Residue(Values values, Instant now) {
        this.values = values;
        this.comparison = new Comparison(values);
        this.now = now;
    }

    Optional<String> of(Condition condition) {
        return switch (condition) {
            case Condition.And(var all) -> all(all);
            case Condition.Or(var any) -> any(any);
            case Condition.Present(var property) ->
                Place.of(property)
                        .filter(Place.Column.class::isInstance)
                        .map(place -> "u." + ((Place.Column) place).name() + " IS NOT NULL");
            case Condition.Compare compare -> one(compare);
        };
    }

    private Optional<String> all(List<Condition> all) {
        var parts = all.stream().map(this::of).flatMap(Optional::stream).toList();
        return parts.isEmpty() ? Optional.empty() : Optional.of("(" + String.join(" AND ", parts) + ")");
    }

    private Optional<String> any(List<Condition> any) {
        var parts = new ArrayList<String>();
        for (Condition one : any) {
            var part = of(one);
            if (part.isEmpty()) return Optional.empty();
            parts.add(part.get());
        }
        return Optional.of("(" + String.join(" OR ", parts) + ")");
    }

    private Optional<String> one(Condition.Compare compare) {
        if (Comparison.isLockedOut(compare)) {
            return Optional.of("EXISTS (SELECT 1 FROM attempts a WHERE a.user_id = u.id AND a.locked_until > "
                    + values.bind(now.toEpochMilli()) + ")");
        }
        return Place.of(compare.property()).flatMap(place -> switch (place) {
            case Place.Column column -> comparison.of("u." + column.name(), compare);
            case Place.Rows(var attribute) -> row(attribute, compare);
        });
    }

    private Optional<String> row(String attribute, Condition.Compare compare) {
        if (compare.operator() != Condition.Operator.EQ) return Optional.empty();
        String name = values.bind(attribute);
        return comparison
                .of("a.value", compare)
                .map(equal -> "EXISTS (SELECT 1 FROM user_attributes a WHERE a.name = " + name + " AND " + equal
                        + " AND a.user_id = u.id)");
    }
}
