package dev.narthex.store;

import dev.narthex.origins.TrustedOrigin;
import dev.narthex.origins.TrustedOriginStore;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Update;

/// Trusted origins. Uses lie in one column, separated by spaces.
final class SqlTrustedOriginStore implements TrustedOriginStore {
    private final Database database;

    SqlTrustedOriginStore(Database database) {
        this.database = database;
    }

    @Override
    public List<TrustedOrigin> all() {
        return database.read(
                handle -> handle.createQuery("""
                        SELECT id, name, origin, uses, active, created, created_by, last_updated, last_updated_by
                        FROM trusted_origins ORDER BY id
                        """).map((row, _) -> origin(row)).list());
    }

    @Override
    public boolean create(TrustedOrigin origin) {
        return database.write(tx -> written(tx, origin, """
                INSERT INTO trusted_origins
                    (id, name, origin, uses, active, created, created_by, last_updated, last_updated_by)
                VALUES (:id, :name, :origin, :uses, :active, :created, :createdBy, :lastUpdated, :lastUpdatedBy)
                ON CONFLICT (origin) DO NOTHING
                """));
    }

    @Override
    public boolean replace(TrustedOrigin origin) {
        return database.write(tx -> written(tx, origin, """
                UPDATE trusted_origins
                SET name = :name, origin = :origin, uses = :uses, active = :active, created = :created,
                    created_by = :createdBy, last_updated = :lastUpdated, last_updated_by = :lastUpdatedBy
                WHERE id = :id AND NOT EXISTS (
                    SELECT 1 FROM trusted_origins other WHERE other.origin = :origin AND other.id <> :id)
                """));
    }

    @Override
    public boolean delete(String id) {
        return database.write(tx -> {
            tx.changed("origins", "");
            return tx.handle().execute("DELETE FROM trusted_origins WHERE id = ?", id) > 0;
        });
    }

    private static boolean written(Tx tx, TrustedOrigin origin, String statement) {
        tx.changed("origins", "");
        try (Update update = tx.handle().createUpdate(statement)) {
            return update.bind("id", origin.id())
                            .bind("name", origin.name())
                            .bind("origin", origin.origin())
                            .bind("uses", origin.uses().stream().map(Enum::name).collect(Collectors.joining(" ")))
                            .bind("active", origin.active())
                            .bind("created", origin.created().toEpochMilli())
                            .bind("createdBy", origin.revision().createdBy())
                            .bind("lastUpdated", origin.revision().lastUpdated().toEpochMilli())
                            .bind("lastUpdatedBy", origin.revision().lastUpdatedBy())
                            .execute()
                    > 0;
        }
    }

    private static TrustedOrigin origin(ResultSet row) throws SQLException {
        var created = Columns.instant(row, "created");
        var revision = new TrustedOrigin.Revision(
                Columns.maybeInstant(row, "last_updated").orElse(created),
                Optional.ofNullable(row.getString("created_by")),
                Optional.ofNullable(row.getString("last_updated_by")));
        return new TrustedOrigin(
                row.getString("id"),
                row.getString("name"),
                row.getString("origin"),
                Stream.of(row.getString("uses").split(" "))
                        .filter(use -> !use.isEmpty())
                        .map(TrustedOrigin.Use::valueOf)
                        .collect(Collectors.toSet()),
                row.getBoolean("active"),
                created,
                revision);
    }
}
