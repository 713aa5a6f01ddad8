package dev.narthex.store;

import dev.narthex.hooks.HookType;
import dev.narthex.hooks.InlineHook;
import dev.narthex.hooks.InlineHook.Authentication;
import dev.narthex.hooks.InlineHook.Channel;
import dev.narthex.hooks.InlineHook.Header;
import dev.narthex.hooks.InlineHookStore;
import dev.narthex.http.Json;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Document;
import dev.narthex.store.database.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Inline hooks; how each is called lies in one document.
final class SqlInlineHookStore implements InlineHookStore {
    private static final String SELECT =
            "SELECT id, name, type, active, definition, created, last_updated FROM inline_hooks";

    private final Database database;

    SqlInlineHookStore(Database database) {
        this.database = database;
    }

    @Override
    public List<InlineHook> all() {
        return database.read(handle -> handle.createQuery(SELECT + " ORDER BY id")
                .map((row, _) -> hook(row))
                .list());
    }

    @Override
    public Optional<InlineHook> byId(String id) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> hook(row))
                .findOne());
    }

    @Override
    public Change create(InlineHook hook, int most) {
        return database.write(tx -> {
            if (count(tx) >= most) return new Change.TooMany();
            if (nameTaken(tx, hook.id(), hook.name())) return new Change.NameTaken();
            boolean active = hook.active() && !otherVouches(tx, hook.id(), hook.type());
            tx.changed("hooks", "");
            return tx.handle()
                    .createQuery("""
                            INSERT INTO inline_hooks (id, name, type, active, definition, created, last_updated)
                            VALUES (:id, :name, :type, :active, :definition, :created, :updated)
                            RETURNING *
                            """)
                    .bind("id", hook.id())
                    .bind("name", hook.name())
                    .bind("type", hook.type().wire())
                    .bind("active", active)
                    .bind("definition", definition(hook.channel()))
                    .bind("created", hook.times().created().toEpochMilli())
                    .bind("updated", hook.times().lastUpdated().toEpochMilli())
                    .map((row, _) -> done(row))
                    .one();
        });
    }

    @Override
    public Change replace(String id, String name, Channel channel, Instant now) {
        return database.write(tx -> {
            if (nameTaken(tx, id, name)) return new Change.NameTaken();
            tx.changed("hooks", "");
            return tx.handle()
                    .createQuery("""
                            UPDATE inline_hooks
                            SET name = :name, definition = :definition, last_updated = :now
                            WHERE id = :id
                            RETURNING *
                            """)
                    .bind("id", id)
                    .bind("name", name)
                    .bind("definition", definition(channel))
                    .bind("now", now.toEpochMilli())
                    .map((row, _) -> done(row))
                    .findOne()
                    .orElseGet(Change.Unknown::new);
        });
    }

    /// An index keeps two from being active at once: who loses a race comes here again, and finds the other.
    @Override
    public Change activate(String id, Instant now) {
        return database.write(tx -> {
            boolean other = tx.handle()
                    .createQuery("SELECT type FROM inline_hooks WHERE id = :id")
                    .bind("id", id)
                    .map((row, _) -> HookType.of(row.getString("type")).orElseThrow())
                    .findOne()
                    .filter(type -> otherVouches(tx, id, type))
                    .isPresent();
            return other ? new Change.OtherActive() : activity(tx, id, true, now);
        });
    }

    @Override
    public Change deactivate(String id, Instant now) {
        return database.write(tx -> activity(tx, id, false, now));
    }

    private static Change activity(Tx tx, String id, boolean active, Instant now) {
        tx.changed("hooks", "");
        return tx.handle()
                .createQuery("""
                        UPDATE inline_hooks SET active = :active, last_updated = :now WHERE id = :id RETURNING *
                        """)
                .bind("id", id)
                .bind("active", active)
                .bind("now", now.toEpochMilli())
                .map((row, _) -> done(row))
                .findOne()
                .orElseGet(Change.Unknown::new);
    }

    @Override
    public boolean delete(String id) {
        return database.write(tx -> {
            tx.changed("hooks", "");
            return tx.handle().execute("DELETE FROM inline_hooks WHERE id = ? AND NOT active", id) > 0;
        });
    }

    private static int count(Tx tx) {
        return tx.handle()
                .createQuery("SELECT count(*) FROM inline_hooks")
                .mapTo(Integer.class)
                .one();
    }

    private static boolean nameTaken(Tx tx, String id, String name) {
        return others(tx, id, "name = :other", name);
    }

    private static boolean otherVouches(Tx tx, String id, HookType type) {
        return type == HookType.PASSWORD_IMPORT && others(tx, id, "active AND type = :other", type.wire());
    }

    private static boolean others(Tx tx, String id, String condition, String value) {
        return tx.handle()
                        .createQuery("SELECT count(*) FROM inline_hooks WHERE id <> :id AND " + condition)
                        .bind("id", id)
                        .bind("other", value)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static String definition(Channel channel) {
        var headers = channel.headers().stream()
                .map(header -> Document.of("key", header.key(), "value", header.value()))
                .toList();
        return Json.text(Document.of(
                "uri", channel.uri(),
                "headers", headers,
                "authKey", channel.authentication().map(Authentication::key),
                "authValue", channel.authentication().map(Authentication::sealedValue)));
    }

    private static Change done(ResultSet row) throws SQLException {
        return new Change.Done(hook(row));
    }

    private static InlineHook hook(ResultSet row) throws SQLException {
        Document definition = Document.read(row.getString("definition"));
        var authentication =
                definition.maybeText("authKey").map(key -> new Authentication(key, definition.text("authValue")));
        var headers = definition.list("headers", header -> new Header(header.text("key"), header.text("value")));
        return new InlineHook(
                row.getString("id"),
                row.getString("name"),
                HookType.of(row.getString("type")).orElseThrow(),
                row.getBoolean("active"),
                new Channel(definition.text("uri"), headers, authentication),
                new InlineHook.Times(Columns.instant(row, "created"), Columns.instant(row, "last_updated")));
    }
}
