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
            var refusal = refusal(tx, hook);
            if (refusal.isPresent()) return refusal.get();
            write(tx, hook, """
                    INSERT INTO inline_hooks (id, name, type, active, definition, created, last_updated)
                    VALUES (:id, :name, :type, :active, :definition, :created, :updated)
                    """);
            return new Change.Done();
        });
    }

    @Override
    public Change replace(InlineHook hook) {
        return database.write(tx -> {
            var refusal = refusal(tx, hook);
            if (refusal.isPresent()) return refusal.get();
            int rows = write(tx, hook, """
                    UPDATE inline_hooks
                    SET name = :name, type = :type, active = :active, definition = :definition, created = :created,
                        last_updated = :updated
                    WHERE id = :id
                    """);
            return rows > 0 ? new Change.Done() : new Change.Unknown();
        });
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

    private static Optional<Change> refusal(Tx tx, InlineHook hook) {
        if (others(tx, "name = :other", hook.name(), hook.id())) return Optional.of(new Change.NameTaken());
        boolean alone = hook.active() && hook.type() == HookType.PASSWORD_IMPORT;
        return alone && others(tx, "active AND type = :other", hook.type().wire(), hook.id())
                ? Optional.of(new Change.OtherActive())
                : Optional.empty();
    }

    private static boolean others(Tx tx, String condition, String value, String id) {
        return tx.handle()
                        .createQuery("SELECT count(*) FROM inline_hooks WHERE id <> :id AND " + condition)
                        .bind("id", id)
                        .bind("other", value)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static int write(Tx tx, InlineHook hook, String statement) {
        tx.changed("hooks", "");
        try (var update = tx.handle().createUpdate(statement)) {
            return update.bind("id", hook.id())
                    .bind("name", hook.name())
                    .bind("type", hook.type().wire())
                    .bind("active", hook.active())
                    .bind("definition", definition(hook.channel()))
                    .bind("created", hook.times().created().toEpochMilli())
                    .bind("updated", hook.times().lastUpdated().toEpochMilli())
                    .execute();
        }
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
