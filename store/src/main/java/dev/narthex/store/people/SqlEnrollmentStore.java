package dev.narthex.store.people;

import dev.narthex.http.Json;
import dev.narthex.registration.Enrollment;
import dev.narthex.registration.Enrollment.Wanted;
import dev.narthex.registration.EnrollmentStore;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Document;
import java.util.Map;
import java.util.Optional;

/// The org's policy of enrolment: one row, one document.
public final class SqlEnrollmentStore implements EnrollmentStore {
    private final Database database;

    public SqlEnrollmentStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Enrollment> read() {
        return database.read(handle -> handle.createQuery("SELECT definition, version FROM enrollment")
                .map((row, _) -> read(Document.read(row.getString("definition")), row.getLong("version")))
                .findOne());
    }

    @Override
    public boolean replace(Enrollment enrollment) {
        String definition = Json.text(write(enrollment));
        return database.write(tx -> {
            tx.changed("enrollment", "org");
            String statement = enrollment.version() == 1
                    ? "INSERT INTO enrollment (one, definition, version) VALUES (1, :definition, :version)"
                            + " ON CONFLICT (one) DO NOTHING"
                    : "UPDATE enrollment SET definition = :definition, version = :version"
                            + " WHERE version = :version - 1";
            return tx.handle()
                            .createUpdate(statement)
                            .bind("definition", definition)
                            .bind("version", enrollment.version())
                            .execute()
                    > 0;
        });
    }

    private static Map<String, Object> write(Enrollment enrollment) {
        return Document.of(
                "open", enrollment.open(),
                "verification", enrollment.verification(),
                "attributes",
                        enrollment.attributes().stream()
                                .map(it ->
                                        Document.of("name", it.name(), "label", it.label(), "required", it.required()))
                                .toList(),
                "groups", enrollment.groupIds(),
                "domains", enrollment.domains(),
                "hook", enrollment.hookId());
    }

    private static Enrollment read(Document document, long version) {
        return new Enrollment(
                document.flag("open"),
                document.flag("verification"),
                document.list("attributes", it -> new Wanted(it.text("name"), it.text("label"), it.flag("required"))),
                document.textSet("groups"),
                document.textSet("domains"),
                document.maybeText("hook"),
                version);
    }
}
