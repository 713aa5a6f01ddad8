package dev.narthex.store.people;

import dev.narthex.users.search.Property;
import java.util.Map;
import java.util.Optional;

/// Where a property of users lies: in a column of `users`, or in the rows of `user_attributes`.
sealed interface Place {
    Map<String, String> COLUMNS =
            Map.of("login", "login", "email", "email", "firstName", "first_name", "lastName", "last_name");

    record Column(String name, boolean time) implements Place {}

    record Rows(String attribute) implements Place {}

    /// Empty for what is the same for all.
    static Optional<Place> of(Property property) {
        return switch (property) {
            case Property.Id() -> Optional.of(new Column("id", false));
            case Property.Status() -> Optional.of(new Column("status", false));
            case Property.TypeId() -> Optional.empty();
            case Property.Time time -> column(time).map(name -> new Column(name, true));
            case Property.Profile profile ->
                Optional.of(
                        COLUMNS.containsKey(profile.attribute())
                                ? new Column(COLUMNS.get(profile.attribute()), false)
                                : new Rows(profile.attribute()));
        };
    }

    private static Optional<String> column(Property.Time time) {
        return switch (time) {
            case CREATED -> Optional.of("created");
            case ACTIVATED -> Optional.of("activated");
            case STATUS_CHANGED -> Optional.of("status_changed");
            case LAST_UPDATED -> Optional.of("last_updated");
            case LAST_MEMBERSHIP_UPDATED -> Optional.empty();
        };
    }
}
