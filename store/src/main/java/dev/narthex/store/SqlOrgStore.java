package dev.narthex.store;

import dev.narthex.groups.Group;
import dev.narthex.org.Org;
import dev.narthex.org.OrgStore;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import org.jdbi.v3.core.Handle;

/// The org's one row.
final class SqlOrgStore implements OrgStore {
    private final Database database;

    SqlOrgStore(Database database) {
        this.database = database;
    }

    @Override
    public Org ensure(Org first) {
        return database.write(tx -> {
            if (insert(tx.handle(), first)) {
                insertEveryone(tx.handle(), first);
            }
            return select(tx.handle());
        });
    }

    private static boolean insert(Handle handle, Org org) {
        return handle.createUpdate("""
                        INSERT INTO org (one, id, everyone_group, master_key_check, created)
                        VALUES (1, :id, :everyone, :check, :created)
                        ON CONFLICT (one) DO NOTHING
                        """)
                        .bind("id", org.id())
                        .bind("everyone", org.everyoneGroupId())
                        .bind("check", org.masterKeyCheck())
                        .bind("created", org.created().toEpochMilli())
                        .execute()
                > 0;
    }

    private static void insertEveryone(Handle handle, Org org) {
        handle.createUpdate("""
                INSERT INTO groups (id, name, built_in, created, last_updated)
                VALUES (:id, :name, :builtIn, :created, :created)
                """)
                .bind("id", org.everyoneGroupId())
                .bind("name", Group.EVERYONE)
                .bind("builtIn", true)
                .bind("created", org.created().toEpochMilli())
                .execute();
    }

    private static Org select(Handle handle) {
        return handle.createQuery("SELECT id, everyone_group, master_key_check, created FROM org")
                .map((row, _) -> new Org(
                        row.getString("id"),
                        row.getString("everyone_group"),
                        row.getBytes("master_key_check"),
                        Columns.instant(row, "created")))
                .one();
    }
}
