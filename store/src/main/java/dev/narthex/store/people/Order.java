package dev.narthex.store.people;

import dev.narthex.users.User;
import dev.narthex.users.search.Folding;
import dev.narthex.users.search.Matching;
import dev.narthex.users.search.Property;
import dev.narthex.users.search.UserQuery.Position;
import dev.narthex.users.search.UserQuery.Sort;
import java.util.Comparator;
import java.util.Optional;

/// The order of a query, as Java compares users that are at hand: the one in which the database walks.
record Order(Optional<Sort> sort) implements Comparator<Position> {

    boolean descending() {
        return sort.map(Sort::descending).orElse(false);
    }

    /// The property by which it is keyed; none where ids alone count.
    Optional<Property> key() {
        return sort.map(Sort::property).filter(it -> !(it instanceof Property.Id));
    }

    Position of(User user) {
        var key = key().map(property -> keyOf(property, user));
        boolean absent = key.isPresent() && key.get().isEmpty();
        return new Position(absent, key.flatMap(it -> it).orElse(""), user.id());
    }

    private static Optional<String> keyOf(Property property, User user) {
        return switch (property) {
            case Property.Id(), Property.TypeId() -> Optional.empty();
            case Property.Status() -> Optional.of(user.status().name());
            case Property.Time time -> Matching.time(time, user).map(it -> Long.toString(it.toEpochMilli()));
            case Property.Profile profile ->
                Folding.of(user.profile().get(profile.attribute())).stream().findFirst();
        };
    }

    @Override
    public int compare(Position one, Position other) {
        if (one.absent() != other.absent()) return one.absent() ? 1 : -1;
        int keys = one.absent() ? 0 : compareKeys(one.key(), other.key());
        int order = keys != 0 ? keys : Folding.compare(one.id(), other.id());
        return descending() ? -order : order;
    }

    private int compareKeys(String one, String other) {
        boolean time = key().filter(Property.Time.class::isInstance).isPresent();
        return time ? Long.compare(millis(one), millis(other)) : Folding.compare(one, other);
    }

    /// What is no number comes first: a forged position.
    static long millis(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException _) {
            return Long.MIN_VALUE;
        }
    }
}
