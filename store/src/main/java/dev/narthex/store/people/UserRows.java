package dev.narthex.store.people;

import dev.narthex.http.Json;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Document;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Creation;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.UserStore.Replacement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/// How people lie in rows.
public final class UserRows {
    static final String COLUMNS = """
            SELECT u.id, u.status, u.profile, u.version, u.created, u.last_updated, u.status_changed, u.activated,
                   u.provider, u.email_verified, c.last_login, c.password_changed, c.question,
                   c.password IS NOT NULL AS has_password,
                   (SELECT MAX(a.locked_until) FROM attempts a WHERE a.user_id = u.id) AS locked_until
            """;
    public static final String SELECT = COLUMNS + "FROM users u JOIN credentials c ON c.user_id = u.id\n";

    private UserRows() {}

    /// Those of the ids that are there, in the order of the list.
    static List<User> inOrder(Handle handle, List<String> ids) {
        if (ids.isEmpty()) return List.of();
        var found = new HashMap<String, User>();
        handle.createQuery(SELECT + "WHERE u.id IN (<ids>)")
                .bindList("ids", ids)
                .map((row, _) -> user(row))
                .forEach(user -> found.put(user.id(), user));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    /// What came of each, in order.
    ///
    /// @param names of attributes whose values no two people share
    static List<Creation> insert(Handle handle, List<NewUser> users, Set<String> names) {
        var creations = new ArrayList<Creation>(users.size());
        var values = new ArrayList<UniqueValues>(users.size());
        var free = new ArrayList<NewUser>(users.size());
        for (var user : users) {
            var unique = new UniqueValues(handle, user.user().id(), names);
            var taken = unique.take(Map.of(), user.user().profile());
            creations.add(taken.<Creation>map(Creation.AttributeTaken::new).orElseGet(Creation.Created::new));
            if (taken.isPresent()) continue;
            free.add(user);
            values.add(unique);
        }
        var in = insert(handle, free);
        for (int i = 0, at = 0; i < creations.size(); i++) {
            if (!(creations.get(i) instanceof Creation.Created)) continue;
            if (!in.contains(free.get(at).user().id())) {
                values.get(at).giveBack();
                creations.set(i, new Creation.LoginTaken());
            }
            at++;
        }
        return creations;
    }

    /// The ids of those who are in now: of the others, somebody has the login.
    private static Set<String> insert(Handle handle, List<NewUser> users) {
        var batch = handle.prepareBatch("""
                INSERT INTO users (id, login, status, profile, email, first_name, last_name, version,
                                   created, last_updated, status_changed, activated, provider, email_verified)
                VALUES (:id, :login, :status, :profile, :email, :firstName, :lastName, :version,
                        :created, :lastUpdated, :statusChanged, :activated, :provider, :emailVerified)
                ON CONFLICT (login) DO NOTHING
                """);
        for (var user : users) {
            bound(batch.bind("created", user.user().times().created().toEpochMilli()), user.user())
                    .add();
        }
        if (users.isEmpty()) return Set.of();
        batch.execute();
        // How many rows came of each statement, not every driver says.
        return handle.createQuery("SELECT id FROM users WHERE id IN (<ids>)")
                .bindList("ids", users.stream().map(user -> user.user().id()).toList())
                .mapTo(String.class)
                .set();
    }

    static Replacement update(Handle handle, User user) {
        var before = profile(handle, user.id());
        var values = new UniqueValues(handle, user.id(), UniqueValues.names(handle));
        var taken = values.take(before, user.profile());
        if (taken.isPresent()) return new Replacement.AttributeTaken(taken.get());
        if (!written(handle, user)) {
            values.giveBack();
            return isTaken(handle, user) ? new Replacement.LoginTaken() : new Replacement.Stale();
        }
        values.leave(before, user.profile());
        UserAttributes.replace(handle, user.id(), before, user.profile());
        return new Replacement.Replaced();
    }

    private static boolean written(Handle handle, User user) {
        Update update = handle.createUpdate("""
                UPDATE users
                SET login = :login, status = :status, profile = :profile, email = :email, first_name = :firstName,
                    last_name = :lastName, version = :version, last_updated = :lastUpdated,
                    status_changed = :statusChanged, activated = :activated, provider = :provider,
                    email_verified = :emailVerified
                WHERE id = :id AND version = :version - 1
                  AND NOT EXISTS (SELECT 1 FROM users other WHERE other.login = :login AND other.id <> :id)
                """);
        return bound(update, user).execute() > 0;
    }

    /// The next version of a user, of whom nothing is different but the profile.
    static void setProfile(Handle handle, String userId, Map<String, Object> profile) {
        handle.execute("UPDATE users SET profile = ?, version = version + 1 WHERE id = ?", Json.text(profile), userId);
    }

    /// The profile as it is now; empty if there is no such user.
    static Map<String, Object> profile(Handle handle, String userId) {
        return handle.createQuery("SELECT profile FROM users WHERE id = :id")
                .bind("id", userId)
                .map((row, _) -> Document.read(row.getString("profile")).members())
                .findOne()
                .orElse(Map.of());
    }

    private static <S extends SqlStatement<S>> S bound(S statement, User user) {
        return statement
                .bind("id", user.id())
                .bind("login", Login.of(user.login()).normalised())
                .bind("status", user.status().name())
                .bind("profile", Json.text(user.profile()))
                .bind("email", folded(user, "email"))
                .bind("firstName", folded(user, "firstName"))
                .bind("lastName", folded(user, "lastName"))
                .bind("version", user.version())
                .bind("lastUpdated", user.times().lastUpdated().toEpochMilli())
                .bind("statusChanged", user.times().statusChanged().toEpochMilli())
                .bind("activated", Columns.millis(user.times().activated()))
                .bind("provider", user.credentials().provider().name())
                .bind("emailVerified", user.credentials().emailVerified());
    }

    /// Null for what has no letter to find it by, as where there is nothing: so it lies among those who lack it.
    private static String folded(User user, String attribute) {
        return user.attribute(attribute)
                .map(text -> Login.of(text).normalised())
                .filter(folded -> !folded.isEmpty())
                .orElse(null);
    }

    private static boolean isTaken(Handle handle, User user) {
        return handle.createQuery("SELECT 1 FROM users WHERE login = :login AND id <> :id")
                .bind("login", Login.of(user.login()).normalised())
                .bind("id", user.id())
                .map((row, _) -> row.getInt(1))
                .findOne()
                .isPresent();
    }

    public static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("id"),
                User.Status.valueOf(row.getString("status")),
                Document.read(row.getString("profile")).members(),
                new User.Times(
                        Columns.instant(row, "created"),
                        Columns.instant(row, "last_updated"),
                        Columns.instant(row, "status_changed"),
                        Columns.maybeInstant(row, "activated"),
                        Columns.maybeInstant(row, "last_login"),
                        Columns.maybeInstant(row, "password_changed")),
                row.getLong("version"),
                new User.Credentials(
                        row.getBoolean("has_password"),
                        User.Provider.valueOf(row.getString("provider")),
                        row.getBoolean("email_verified"),
                        Optional.ofNullable(row.getString("question")),
                        Columns.maybeInstant(row, "locked_until")));
    }
}
