package dev.narthex.store.people;

import dev.narthex.http.Json;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Document;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import dev.narthex.users.schema.UserSchemaStore;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The schema of users, as one document: it is read and changed as a whole.
public final class SqlUserSchemaStore implements UserSchemaStore {
    private static final String ID = "user";

    private final Database database;

    public SqlUserSchemaStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<UserSchema> read() {
        return database.read(handle -> handle.createQuery(
                        "SELECT definition, version, last_updated FROM profile_schemas WHERE id = :id")
                .bind("id", ID)
                .map((row, _) -> new UserSchema(
                        attributes(Document.read(row.getString("definition"))),
                        row.getLong("version"),
                        Columns.instant(row, "last_updated")))
                .findOne());
    }

    @Override
    public boolean replace(UserSchema schema) {
        return database.write(tx -> {
            var removed = customNames(tx.handle());
            int written = tx.handle()
                    .createUpdate("""
                            INSERT INTO profile_schemas (id, definition, version, last_updated)
                            SELECT :id, :definition, :version, :lastUpdated
                            WHERE :version = 1 OR EXISTS (SELECT 1 FROM profile_schemas WHERE id = :id)
                            ON CONFLICT (id) DO UPDATE SET definition = excluded.definition,
                                version = excluded.version, last_updated = excluded.last_updated
                            WHERE profile_schemas.version = excluded.version - 1
                            """)
                    .bind("id", ID)
                    .bind("definition", Json.text(document(schema)))
                    .bind("version", schema.version())
                    .bind("lastUpdated", schema.lastUpdated().toEpochMilli())
                    .execute();
            if (written == 0) return false;
            removed.removeAll(schema.attributes().keySet());
            SqlProfileUpkeep.remove(tx.handle(), removed);
            UniqueValues.declare(tx.handle(), schema.unique());
            tx.changed("schema", ID);
            return true;
        });
    }

    private static Set<String> customNames(Handle handle) {
        return handle.createQuery("SELECT definition FROM profile_schemas WHERE id = :id")
                .bind("id", ID)
                .map((row, _) -> Document.read(row.getString("definition")).document("custom"))
                .findOne()
                .map(custom -> new HashSet<>(custom.members().keySet()))
                .orElseGet(HashSet::new);
    }

    private static Map<String, Object> document(UserSchema schema) {
        var base = new LinkedHashMap<String, Object>();
        schema.base().forEach(attribute -> base.put(attribute.name(), attribute.definition()));
        var custom = new LinkedHashMap<String, Object>();
        schema.custom().forEach(attribute -> custom.put(attribute.name(), attribute.definition()));
        return Document.of("base", base, "custom", custom);
    }

    private static LinkedHashMap<String, Attribute> attributes(Document document) {
        var attributes = new LinkedHashMap<String, Attribute>();
        for (String part : new String[] {"base", "custom"}) {
            var members = document.document(part);
            members.members().keySet().forEach(name -> {
                var definition = members.document(name).members();
                attributes.put(name, new Attribute(name, part.equals("base"), definition));
            });
        }
        return attributes;
    }
}
