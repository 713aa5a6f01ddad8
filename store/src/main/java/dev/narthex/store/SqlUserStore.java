package dev.narthex.store;

import dev.narthex.http.Json;
import dev.narthex.password.StoredPassword;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/// People. What a person is lies in `users`, what changes at each sign-in in `credentials`; each has a row in both.
final class SqlUserStore implements UserStore {
    private static final String TOPIC = "user";
    private static final String SELECT = """
            SELECT u.id, u.status, u.profile, u.version, u.created, u.last_updated, u.status_changed, u.activated,
                   c.last_login, c.password_changed
            FROM users u JOIN credentials c ON c.user_id = u.id
            """;

    private final Database database;

    SqlUserStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<User> byId(String id) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE u.id = :id")
                .bind("id", id)
                .map((row, _) -> user(row))
                .findOne());
    }

    @Override
    public Optional<User> byLogin(Login login) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE u.login = :login")
                .bind("login", login.normalised())
                .map((row, _) -> user(row))
                .findOne());
    }

    @Override
    public List<User> page(Optional<String> afterId, int limit) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE u.id > :after ORDER BY u.id LIMIT :limit")
                .bind("after", Columns.after(afterId))
                .bind("limit", limit)
                .map((row, _) -> user(row))
                .list());
    }

    @Override
    public Creation create(NewUser user) {
        return database.write(tx -> {
            if (!insert(tx.handle(), user.user())) {
                return new Creation.LoginTaken();
            }
            insertCredentials(tx.handle(), user);
            insertMemberships(tx.handle(), user);
            tx.changed(TOPIC, user.user().id());
            return new Creation.Created();
        });
    }

    @Override
    public Replacement replace(User user) {
        return database.write(tx -> {
            if (update(tx.handle(), user)) {
                tx.changed(TOPIC, user.id());
                return new Replacement.Replaced();
            }
            return isTaken(tx.handle(), user) ? new Replacement.LoginTaken() : new Replacement.Stale();
        });
    }

    @Override
    public Optional<StoredPassword> password(String userId) {
        return database.read(handle -> handle.createQuery("""
                        SELECT password FROM credentials WHERE user_id = :user AND password IS NOT NULL
                        """)
                .bind("user", userId)
                .map((row, _) -> new StoredPassword(row.getString("password")))
                .findOne());
    }

    @Override
    public void setPassword(String userId, StoredPassword password, Instant now) {
        database.write(tx -> {
            int updated = tx.handle()
                    .createUpdate("""
                            UPDATE credentials SET password = :password, password_changed = :now WHERE user_id = :user
                            """)
                    .bind("password", password.encoded())
                    .bind("now", now.toEpochMilli())
                    .bind("user", userId)
                    .execute();
            return changed(tx, userId, updated);
        });
    }

    @Override
    public void rehash(String userId, StoredPassword from, StoredPassword to) {
        database.write(tx -> {
            int updated = tx.handle()
                    .createUpdate("UPDATE credentials SET password = :to WHERE user_id = :user AND password = :from")
                    .bind("to", to.encoded())
                    .bind("from", from.encoded())
                    .bind("user", userId)
                    .execute();
            return changed(tx, userId, updated);
        });
    }

    @Override
    public void signedIn(String userId, Instant now) {
        database.write(tx -> tx.handle()
                .createUpdate("""
                        UPDATE credentials SET last_login = :now
                        WHERE user_id = :user AND (last_login IS NULL OR last_login < :now)
                        """)
                .bind("now", now.toEpochMilli())
                .bind("user", userId)
                .execute());
    }

    @Override
    public boolean delete(String userId) {
        return database.write(tx -> {
            Handle handle = tx.handle();
            deleted(handle, "sessions", "hash", userId)
                    .map((row, _) -> HexFormat.of().formatHex(row.getBytes("hash")))
                    .forEach(hash -> tx.changed("session", hash));
            deleted(handle, "app_users", "app_id", userId)
                    .map((row, _) -> row.getString("app_id"))
                    .forEach(app -> tx.changed("assignment", app));
            handle.execute("DELETE FROM attempts WHERE user_id = ?", userId);
            handle.execute("DELETE FROM known_devices WHERE user_id = ?", userId);
            tx.changed("grants", userId);
            // Credentials, memberships and grants go with the row.
            return changed(tx, userId, handle.execute("DELETE FROM users WHERE id = ?", userId));
        });
    }

    private static Query deleted(Handle handle, String table, String column, String userId) {
        return handle.createQuery("DELETE FROM <table> WHERE user_id = :user RETURNING <column>")
                .define("table", table)
                .define("column", column)
                .bind("user", userId);
    }

    private static boolean insert(Handle handle, User user) {
        Update update =
                handle.createUpdate("""
                INSERT INTO users (id, login, status, profile, email, first_name, last_name, version,
                                   created, last_updated, status_changed, activated)
                VALUES (:id, :login, :status, :profile, :email, :firstName, :lastName, :version,
                        :created, :lastUpdated, :statusChanged, :activated)
                ON CONFLICT (login) DO NOTHING
                """).bind("created", user.times().created().toEpochMilli());
        return bound(update, user).execute() > 0;
    }

    private static boolean update(Handle handle, User user) {
        Update update = handle.createUpdate("""
                UPDATE users
                SET login = :login, status = :status, profile = :profile, email = :email, first_name = :firstName,
                    last_name = :lastName, version = :version, last_updated = :lastUpdated,
                    status_changed = :statusChanged, activated = :activated
                WHERE id = :id AND version = :version - 1
                  AND NOT EXISTS (SELECT 1 FROM users other WHERE other.login = :login AND other.id <> :id)
                """);
        return bound(update, user).execute() > 0;
    }

    private static Update bound(Update update, User user) {
        return update.bind("id", user.id())
                .bind("login", Login.of(user.login()).normalised())
                .bind("status", user.status().name())
                .bind("profile", Json.text(user.profile()))
                .bind("email", folded(user, "email"))
                .bind("firstName", folded(user, "firstName"))
                .bind("lastName", folded(user, "lastName"))
                .bind("version", user.version())
                .bind("lastUpdated", user.times().lastUpdated().toEpochMilli())
                .bind("statusChanged", user.times().statusChanged().toEpochMilli())
                .bind("activated", Columns.millis(user.times().activated()));
    }

    private static String folded(User user, String attribute) {
        return user.attribute(attribute)
                .map(text -> Login.of(text).normalised())
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

    private static void insertCredentials(Handle handle, NewUser user) {
        var times = user.user().times();
        handle.createUpdate("""
                INSERT INTO credentials (user_id, password, password_changed, last_login)
                VALUES (:user, :password, :changed, :lastLogin)
                """)
                .bind("user", user.user().id())
                .bind("password", user.password().map(StoredPassword::encoded).orElse(null))
                .bind("changed", Columns.millis(times.passwordChanged()))
                .bind("lastLogin", Columns.millis(times.lastLogin()))
                .execute();
    }

    private static void insertMemberships(Handle handle, NewUser user) {
        user.groupIds()
                .forEach(group -> handle.execute(
                        "INSERT INTO memberships (user_id, group_id) VALUES (?, ?)",
                        user.user().id(),
                        group));
    }

    private static boolean changed(Tx tx, String userId, int updated) {
        if (updated > 0) {
            tx.changed(TOPIC, userId);
        }
        return updated > 0;
    }

    private static User user(ResultSet row) throws SQLException {
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
                row.getLong("version"));
    }
}
