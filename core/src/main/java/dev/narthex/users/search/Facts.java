package dev.narthex.users.search;

import dev.narthex.users.User;
import java.time.Instant;
import java.util.Optional;

/// What a condition is held against: a user, or a group.
public interface Facts {

    String id();

    /// Under `status`; for groups nothing.
    String status();

    Optional<Instant> time(Property.Time time);

    /// Of the profile; null if there is none.
    Object attribute(String name);

    static Facts of(User user, Instant now) {
        return new Facts() {
            @Override
            public String id() {
                return user.id();
            }

            @Override
            public String status() {
                return user.standing(now).name();
            }

            @Override
            public Optional<Instant> time(Property.Time time) {
                return Matching.time(time, user);
            }

            @Override
            public Object attribute(String name) {
                return user.profile().get(name);
            }
        };
    }
}
