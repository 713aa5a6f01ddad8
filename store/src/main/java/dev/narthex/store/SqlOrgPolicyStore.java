package dev.narthex.store;

import dev.narthex.governance.OrgPolicyStore;
import dev.narthex.governance.PasswordPolicies;
import dev.narthex.http.Json;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Document;
import java.util.Optional;

/// Policies of the org, one document.
final class SqlOrgPolicyStore implements OrgPolicyStore {
    private static final String PASSWORD = "PASSWORD";

    private final Database database;

    SqlOrgPolicyStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<PasswordPolicies> passwords() {
        return database.read(handle -> handle.createQuery("SELECT definition, version FROM org_policies WHERE id = :id")
                .bind("id", PASSWORD)
                .map((row, _) ->
                        PasswordPolicyDocument.read(Document.read(row.getString("definition")), row.getLong("version")))
                .findOne());
    }

    @Override
    public boolean replace(PasswordPolicies next) {
        String definition = Json.text(PasswordPolicyDocument.of(next));
        long updated = next.all().stream()
                .mapToLong(policy -> policy.times().lastUpdated().toEpochMilli())
                .max()
                .orElseThrow();
        String statement = next.version() == 1
                ? "INSERT INTO org_policies (id, definition, version, created, last_updated)"
                        + " VALUES (:id, :definition, :version, :updated, :updated) ON CONFLICT (id) DO NOTHING"
                : "UPDATE org_policies SET definition = :definition, version = :version, last_updated = :updated"
                        + " WHERE id = :id AND version = :version - 1";
        return database.write(tx -> {
            tx.changed("org-policy", PASSWORD);
            return tx.handle()
                            .createUpdate(statement)
                            .bind("id", PASSWORD)
                            .bind("definition", definition)
                            .bind("version", next.version())
                            .bind("updated", updated)
                            .execute()
                    > 0;
        });
    }
}
