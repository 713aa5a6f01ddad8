package dev.narthex.users.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which users, in which order, from where.
///
/// @param where what they meet; nothing for all
/// @param leavers whether those who are deactivated are among them
/// @param sort by a property, and by id among equals; by id alone where there is none
/// @param after the place in that order
public record UserQuery(
        Optional<Matching> where,
        boolean leavers,
        Optional<Sort> sort,
        Optional<Position> after,
        int limit,
        Instant now) {

    /// Those who lack the property come last, whatever the direction.
    public record Sort(Property property, boolean descending) {}

    /// A place between two users in the order of a query.
    ///
    /// @param absent whether it lies among those who lack the property
    /// @param key the folded value, or milliseconds, of the user before; empty where the order is by id alone
    public record Position(boolean absent, String key, String id) {}

    /// A page. It may hold fewer users than the limit although others follow: looking at users is bounded, too.
    public record Found(List<dev.narthex.users.User> users, Optional<Position> next) {
        public Found {
            users = List.copyOf(users);
        }
    }
}
