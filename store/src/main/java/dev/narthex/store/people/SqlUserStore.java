package dev.narthex.store.people;

import dev.narthex.password.StoredPassword;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// People. What a person is lies in `users`, what changes at each sign-in in `credentials`; each has a row in
/// both.
public final class SqlUserStore implements UserStore {
    private static final String TOPIC = "user";

    private final Database database;
    private final Placing placing;

    public SqlUserStore(Database database, Placing placing) {
        this.database = database;
        this.placing = placing;
    }

    @Override
    public Optional<User> byId(String id) {
        return database.read(handle -> handle.createQuery(UserRows.SELECT + "WHERE u.id = :id")
                .bind("id", id)
                .map((row, _) -> UserRows.user(row))
                .findOne());
    }

    @Override
    public Optional<User> byLogin(Login login) {
        return database.read(handle -> handle.createQuery(UserRows.SELECT + "WHERE u.login = :login")
                .bind("login", login.normalised())
                .map((row, _) -> UserRows.user(row))
                .findOne());
    }

    @Override
    public List<User> byIds(List<String> ids) {
        if (ids.isEmpty()) return List.of();
        return database.read(handle -> handle.createQuery(UserRows.SELECT + "WHERE u.id IN (<ids>) ORDER BY u.id")
                .bindList("ids", ids)
                .map((row, _) -> UserRows.user(row))
                .list());
    }

    @Override
    public List<User> page(Optional<String> afterId, int limit) {
        return database.read(
                handle -> handle.createQuery(UserRows.SELECT + "WHERE u.id > :after ORDER BY u.id LIMIT :limit")
                        .bind("after", Columns.after(afterId))
                        .bind("limit", limit)
                        .map((row, _) -> UserRows.user(row))
                        .list());
    }

    @Override
    public Creation create(NewUser user) {
        return database.write(tx -> {
            var creation = insert(tx.handle(), List.of(user)).getFirst();
            if (creation instanceof Creation.Created) {
                placing.place(tx, List.of(user.user()), user.user().times().created());
                tx.changed(TOPIC, user.user().id());
            }
            return creation;
        });
    }

    /// What came of each, in order.
    static List<Creation> insert(Handle handle, List<NewUser> users) {
        var creations = UserRows.insert(handle, users, UniqueValues.names(handle));
        var in = new ArrayList<NewUser>(users.size());
        for (int i = 0; i < users.size(); i++) {
            if (creations.get(i) instanceof Creation.Created) in.add(users.get(i));
        }
        if (in.isEmpty()) return creations;
        UserAttributes.insert(handle, in);
        UserSecrets.insert(handle, in);
        Memberships.insert(handle, in);
        return creations;
    }

    @Override
    public List<User> byLoginPrefix(Login prefix, int most) {
        return database.read(handle -> handle.createQuery(UserRows.SELECT + """
                        WHERE u.login >= :from AND u.login < :to ORDER BY u.login LIMIT :most
                        """)
                .bind("from", prefix.normalised())
                .bind("to", prefix.normalised() + Columns.LAST)
                .bind("most", most)
                .map((row, _) -> UserRows.user(row))
                .list());
    }

    @Override
    public Replacement change(Change change) {
        return database.write(tx -> change(tx, change, placing));
    }

    static Replacement change(Tx tx, Change change, Placing placing) {
        User user = change.user();
        var replacement = UserRows.update(tx.handle(), user);
        if (!(replacement instanceof Replacement.Replaced)) return replacement;
        change.password().ifPresent(password -> UserSecrets.setPassword(tx.handle(), user, password));
        change.question().ifPresent(question -> UserSecrets.setQuestion(tx.handle(), user.id(), question));
        end(tx, user, change.ends());
        placing.place(tx, List.of(user), user.times().lastUpdated());
        tx.changed(TOPIC, user.id());
        return replacement;
    }

    private static void end(Tx tx, User user, Ends ends) {
        if (ends == Ends.NOTHING) return;
        SignedOut.everywhere(tx, user.id(), user.times().lastUpdated());
        if (ends == Ends.SESSIONS_AND_ASSIGNMENTS) endAssignments(tx, user.id());
    }

    private static void endAssignments(Tx tx, String userId) {
        tx.handle()
                .createQuery("DELETE FROM app_users WHERE user_id = :user RETURNING app_id")
                .bind("user", userId)
                .map((row, _) -> row.getString("app_id"))
                .forEach(app -> tx.changed("assignment", app));
    }

    @Override
    public List<StoredPassword> formerPasswords(String userId, int most) {
        return database.read(handle -> handle.createQuery("""
                        SELECT password FROM former_passwords WHERE user_id = :user ORDER BY replaced DESC LIMIT :most
                        """)
                .bind("user", userId)
                .bind("most", most)
                .map((row, _) -> new StoredPassword(row.getString("password")))
                .list());
    }

    @Override
    public Optional<StoredPassword> answer(String userId) {
        return secret("answer", userId);
    }

    @Override
    public Optional<StoredPassword> password(String userId) {
        return secret("password", userId);
    }

    private Optional<StoredPassword> secret(String column, String userId) {
        return database.read(handle -> handle.createQuery("""
                        SELECT <column> FROM credentials WHERE user_id = :user AND <column> IS NOT NULL
                        """)
                .define("column", column)
                .bind("user", userId)
                .map((row, _) -> new StoredPassword(row.getString(column)))
                .findOne());
    }

    @Override
    public void setPassword(String userId, StoredPassword password, Instant now) {
        database.write(tx -> {
            UserSecrets.keepFormer(tx.handle(), userId, now.toEpochMilli());
            tx.handle().execute("UPDATE users SET provider = 'OKTA' WHERE id = ?", userId);
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
            SignedOut.everywhere(tx, userId, Instant.EPOCH);
            endAssignments(tx, userId);
            var profile = UserRows.profile(handle, userId);
            UserAttributes.replace(handle, userId, profile, Map.of());
            new UniqueValues(handle, userId, UniqueValues.names(handle)).leave(profile, Map.of());
            handle.execute("DELETE FROM attempts WHERE user_id = ?", userId);
            handle.execute("DELETE FROM known_devices WHERE user_id = ?", userId);
            tx.changed("grants", userId);
            // Credentials, memberships and grants go with the row.
            return changed(tx, userId, handle.execute("DELETE FROM users WHERE id = ?", userId));
        });
    }

    private static boolean changed(Tx tx, String userId, int updated) {
        if (updated > 0) {
            tx.changed(TOPIC, userId);
        }
        return updated > 0;
    }
}
