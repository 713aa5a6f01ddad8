package dev.narthex.users;

import dev.narthex.password.StoredPassword;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// People and their passwords. Every change of a user, of its password or of its groups publishes topic `user` with
/// the user's id.
public interface UserStore {

    Optional<User> byId(String id);

    Optional<User> byLogin(Login login);

    /// Creates the user with password and groups, all or nothing.
    Creation create(NewUser user);

    /// Replaces status, profile and times if the stored version is still the one before `user`'s.
    Replacement replace(User user);

    /// The stored password, if the user has any.
    Optional<StoredPassword> password(String userId);

    /// Sets the password and the time of its change.
    void setPassword(String userId, StoredPassword password, Instant now);

    /// Replaces the stored form of an unchanged password, if it is still `from`; the time of change stays.
    void rehash(String userId, StoredPassword from, StoredPassword to);

    /// Notes a sign-in. Publishes nothing.
    void signedIn(String userId, Instant now);

    /// Removes the user with password, memberships, assignments, sessions and grants. False if there was none.
    boolean delete(String userId);

    /// Users in the order of their ids, after the given id, `limit` at most.
    List<User> page(Optional<String> afterId, int limit);

    record NewUser(User user, Optional<StoredPassword> password, Set<String> groupIds) {}

    sealed interface Creation {
        record Created() implements Creation {}

        record LoginTaken() implements Creation {}
    }

    sealed interface Replacement {
        record Replaced() implements Replacement {}

        record LoginTaken() implements Replacement {}

        record Stale() implements Replacement {}
    }
}
