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

    /// Those of the ids that are there, in the order of ids.
    List<User> byIds(List<String> ids);

    /// Creates the user with password and groups, all or nothing.
    Creation create(NewUser user);

    /// Replaces status, profile, times and what is known of the credentials, if the stored version is still the one
    /// before `user`'s.
    default Replacement replace(User user) {
        return change(Change.of(user));
    }

    /// Replaces the user as [#replace] does and, in the same transaction, sets and ends what the change names.
    Replacement change(Change change);

    /// Passwords that were replaced, the latest first.
    List<StoredPassword> formerPasswords(String userId, int most);

    /// The hashed answer to the recovery question, if the user has one.
    Optional<StoredPassword> answer(String userId);

    /// Users whose login begins so, in the order of logins, `most` at most.
    List<User> byLoginPrefix(Login prefix, int most);

    /// The stored password, if the user has any.
    Optional<StoredPassword> password(String userId);

    /// Sets the password and the time of its change; from now on we vouch for the person.
    void setPassword(String userId, StoredPassword password, Instant now);

    /// Replaces the stored form of an unchanged password, if it is still `from`; the time of change stays.
    void rehash(String userId, StoredPassword from, StoredPassword to);

    /// Notes a sign-in. Publishes nothing.
    void signedIn(String userId, Instant now);

    /// Removes the user with password, memberships, assignments, sessions and grants. False if there was none.
    boolean delete(String userId);

    /// Users in the order of their ids, after the given id, `limit` at most.
    List<User> page(Optional<String> afterId, int limit);

    record NewUser(User user, Optional<StoredPassword> password, Optional<Question> question, Set<String> groupIds) {
        public NewUser(User user, Optional<StoredPassword> password, Set<String> groupIds) {
            this(user, password, Optional.empty(), groupIds);
        }
    }

    /// A recovery question and the hash of its answer.
    record Question(String text, StoredPassword answer) {}

    /// A user's next version, and what is set or ends with it.
    record Change(User user, Optional<StoredPassword> password, Optional<Question> question, Ends ends) {
        public static Change of(User user) {
            return new Change(user, Optional.empty(), Optional.empty(), Ends.NOTHING);
        }

        public Change with(StoredPassword password) {
            return new Change(user, Optional.of(password), question, ends);
        }

        public Change with(Question question) {
            return new Change(user, password, Optional.of(question), ends);
        }

        public Change ending(Ends ends) {
            return new Change(user, password, question, ends);
        }
    }

    enum Ends {
        NOTHING,
        SESSIONS,
        SESSIONS_AND_ASSIGNMENTS
    }

    sealed interface Creation {
        record Created() implements Creation {}

        record LoginTaken() implements Creation {}

        /// Somebody else has the value of an attribute that no two people share.
        record AttributeTaken(String name) implements Creation {}
    }

    sealed interface Replacement {
        record Replaced() implements Replacement {}

        record LoginTaken() implements Replacement {}

        /// Somebody else has the value of an attribute that no two people share.
        record AttributeTaken(String name) implements Replacement {}

        record Stale() implements Replacement {}
    }
}
