package dev.narthex.store.clients;

import dev.narthex.apps.ImplicitUse.Tally;
import dev.narthex.apps.ImplicitUseStore;
import dev.narthex.store.database.Database;

/// Counts of implicit requests, a row for each app and day.
public final class SqlImplicitUseStore implements ImplicitUseStore {
    private final Database database;

    public SqlImplicitUseStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(String clientId, long day, Tally tally) {
        database.write(tx -> tx.handle()
                .createUpdate("""
                        INSERT INTO implicit_use (client_id, day, requests, challenged)
                        VALUES (:client, :day, :requests, :challenged)
                        ON CONFLICT (client_id, day) DO UPDATE SET
                            requests = implicit_use.requests + :requests,
                            challenged = implicit_use.challenged + :challenged
                        """)
                .bind("client", clientId)
                .bind("day", day)
                .bind("requests", tally.requests())
                .bind("challenged", tally.challenged())
                .execute());
    }

    @Override
    public Tally since(String clientId, long day) {
        return database.read(handle -> handle.createQuery("""
                        SELECT COALESCE(SUM(requests), 0) AS requests, COALESCE(SUM(challenged), 0) AS challenged
                        FROM implicit_use WHERE client_id = :client AND day >= :day
                        """)
                .bind("client", clientId)
                .bind("day", day)
                .map((row, _) -> new Tally(row.getLong("requests"), row.getLong("challenged")))
                .one());
    }

    @Override
    public int purge(long beforeDay) {
        return database.write(tx -> tx.handle().execute("DELETE FROM implicit_use WHERE day < ?", beforeDay));
    }
}
