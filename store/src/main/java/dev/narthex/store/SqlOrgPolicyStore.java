package dev.narthex.store;

import dev.narthex.governance.OrgPolicyStore;
import dev.narthex.http.Json;
import dev.narthex.password.PasswordPolicy;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Document;
import dev.narthex.users.PasswordSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/// Policies of the org, a document each. Durations are minutes.
final class SqlOrgPolicyStore implements OrgPolicyStore {
    private static final String PASSWORD = "PASSWORD";

    private final Database database;

    SqlOrgPolicyStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Kept> passwords() {
        return database.read(handle -> handle.createQuery(
                        "SELECT definition, last_updated FROM org_policies WHERE id = :id")
                .bind("id", PASSWORD)
                .map((row, _) -> new Kept(
                        read(Document.read(row.getString("definition"))), Columns.instant(row, "last_updated")))
                .findOne());
    }

    @Override
    public void keep(PasswordSettings settings, Instant now) {
        database.write(tx -> {
            tx.changed("org-policy", PASSWORD);
            return tx.handle()
                    .createUpdate("""
                            INSERT INTO org_policies (id, definition, version, created, last_updated)
                            VALUES (:id, :definition, 1, :now, :now)
                            ON CONFLICT (id) DO UPDATE SET definition = excluded.definition,
                                version = org_policies.version + 1, last_updated = excluded.last_updated
                            """)
                    .bind("id", PASSWORD)
                    .bind("definition", write(settings))
                    .bind("now", now.toEpochMilli())
                    .execute();
        });
    }

    private static String write(PasswordSettings settings) {
        var policy = settings.complexity();
        var composition = policy.composition();
        return Json.text(Document.of(
                "minLength", composition.minLength(),
                "minLowerCase", composition.minLowerCase(),
                "minUpperCase", composition.minUpperCase(),
                "minNumber", composition.minNumber(),
                "minSymbol", composition.minSymbol(),
                "excludeUsername", policy.excludeUsername(),
                "excludeCommon", policy.excludeCommon(),
                "excludeAttributes",
                        policy.excludeAttributes().stream().map(Enum::name).collect(Collectors.toSet()),
                "history", settings.history(),
                "leastAge", settings.leastAge().toMinutes(),
                "mostAge", settings.mostAge().map(Duration::toMinutes)));
    }

    private static PasswordSettings read(Document document) {
        var composition = new PasswordPolicy.Composition(
                document.number("minLength"),
                document.number("minLowerCase"),
                document.number("minUpperCase"),
                document.number("minNumber"),
                document.number("minSymbol"));
        var attributes = document.texts("excludeAttributes").stream()
                .map(PasswordPolicy.Attribute::valueOf)
                .collect(Collectors.toSet());
        var complexity = new PasswordPolicy(
                composition, document.flag("excludeUsername"), attributes, document.flag("excludeCommon"));
        var mostAge = Optional.ofNullable(document.members().get("mostAge"))
                .map(minutes -> Duration.ofMinutes(((Number) minutes).longValue()));
        return new PasswordSettings(
                complexity, document.number("history"), Duration.ofMinutes(document.number("leastAge")), mostAge);
    }
}
