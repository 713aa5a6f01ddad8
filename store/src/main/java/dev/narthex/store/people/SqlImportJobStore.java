package dev.narthex.store.people;

import dev.narthex.http.Json;
import dev.narthex.imports.Format;
import dev.narthex.imports.ImportStore.Place;
import dev.narthex.imports.ImportStore.Refusal;
import dev.narthex.imports.Wishes;
import dev.narthex.imports.jobs.ImportJob;
import dev.narthex.imports.jobs.ImportJob.State;
import dev.narthex.imports.jobs.ImportJobStore;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Document;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Imports that nodes run. Taking one and keeping others from it is one statement: who comes second finds it due later.
public final class SqlImportJobStore implements ImportJobStore {
    private static final double WHOLE = 1_000_000;
    private static final String SELECT = """
            SELECT j.id, j.definition, j.state, j.reason, j.size, j.progress, j.made, j.started, j.ended,
                   COALESCE(i.done, 0) AS done, COALESCE(i.created, 0) AS created, COALESCE(i.updated, 0) AS updated,
                   COALESCE(i.refused, 0) AS refused
            FROM import_jobs j LEFT JOIN imports i ON i.fingerprint = j.id
            """;

    private final Database database;

    public SqlImportJobStore(Database database) {
        this.database = database;
    }

    @Override
    public void make(ImportJob job) {
        database.write(tx -> tx.handle()
                .createUpdate("""
                        INSERT INTO import_jobs (id, definition, state, size, progress, made)
                        VALUES (:id, :definition, :state, 0, 0, :made)
                        """)
                .bind("id", job.id())
                .bind("definition", definition(job.request()))
                .bind("state", job.state().name())
                .bind("made", job.times().made().toEpochMilli())
                .execute());
    }

    @Override
    public boolean add(String id, long number, byte[] piece) {
        return database.write(tx -> tx.handle()
                        .createUpdate("""
                        INSERT INTO import_pieces (job_id, number, content)
                        SELECT id, :number, :content FROM import_jobs WHERE id = :id AND state = 'UPLOADING'
                        """)
                        .bind("id", id)
                        .bind("number", number)
                        .bind("content", piece)
                        .execute()
                > 0);
    }

    @Override
    public boolean complete(String id, long size, Instant now) {
        return database.write(tx -> tx.handle()
                        .createUpdate("""
                        UPDATE import_jobs SET state = 'WAITING', size = :size, due = :now
                        WHERE id = :id AND state = 'UPLOADING'
                        """)
                        .bind("id", id)
                        .bind("size", size)
                        .bind("now", now.toEpochMilli())
                        .execute()
                > 0);
    }

    @Override
    public Optional<byte[]> piece(String id, long number) {
        return database.read(handle -> handle.createQuery(
                        "SELECT content FROM import_pieces WHERE job_id = :id AND number = :number")
                .bind("id", id)
                .bind("number", number)
                .map((row, _) -> row.getBytes("content"))
                .findOne());
    }

    @Override
    public Optional<ImportJob> take(Instant now, Instant until) {
        if (!anyDue(now)) return Optional.empty();
        return database.write(tx -> tx.handle()
                .createQuery("""
                        UPDATE import_jobs SET due = :until, state = 'RUNNING', started = COALESCE(started, :now)
                        WHERE due <= :now
                          AND id = (SELECT id FROM import_jobs WHERE due <= :now ORDER BY due, id LIMIT 1)
                        RETURNING id
                        """)
                .bind("now", now.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .mapTo(String.class)
                .findOne()
                .flatMap(id -> byId(tx.handle(), id)));
    }

    /// Asked often and mostly in vain: that must not cost a write.
    private boolean anyDue(Instant now) {
        return database.read(handle -> handle.createQuery("SELECT 1 FROM import_jobs WHERE due <= :now LIMIT 1")
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    @Override
    public boolean keep(String id, double progress, Instant until) {
        return database.write(tx -> tx.handle()
                        .createUpdate("""
                        UPDATE import_jobs SET progress = :progress, due = :until WHERE id = :id AND state = 'RUNNING'
                        """)
                        .bind("id", id)
                        .bind("progress", Math.round(progress * WHOLE))
                        .bind("until", until.toEpochMilli())
                        .execute()
                > 0);
    }

    @Override
    public void release(String id, Instant now) {
        database.write(tx -> tx.handle()
                .execute("UPDATE import_jobs SET due = ? WHERE id = ? AND state = 'RUNNING'", now.toEpochMilli(), id));
    }

    @Override
    public boolean end(String id, State state, Optional<String> reason, Instant now) {
        return database.write(tx -> {
            int ended = tx.handle()
                    .createUpdate("""
                            UPDATE import_jobs SET state = :state, reason = :reason, ended = :now, due = NULL
                            WHERE id = :id AND ended IS NULL
                            """)
                    .bind("id", id)
                    .bind("state", state.name())
                    .bind("reason", reason.orElse(null))
                    .bind("now", now.toEpochMilli())
                    .execute();
            SqlImportStore.finish(tx.handle(), id, now);
            return ended > 0;
        });
    }

    @Override
    public Optional<ImportJob> byId(String id) {
        return database.read(handle -> byId(handle, id));
    }

    private static Optional<ImportJob> byId(Handle handle, String id) {
        return handle.createQuery(SELECT + "WHERE j.id = :id")
                .bind("id", id)
                .map((row, _) -> job(row))
                .findOne();
    }

    static boolean isThere(Handle handle, String id) {
        return handle.createQuery("SELECT 1 FROM import_jobs WHERE id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public List<ImportJob> page(Optional<String> before, int limit) {
        return database.read(
                handle -> handle.createQuery(SELECT + "WHERE j.id < :before ORDER BY j.id DESC LIMIT :limit")
                        .bind("before", before.orElse(Columns.LAST))
                        .bind("limit", limit)
                        .map((row, _) -> job(row))
                        .list());
    }

    static void report(Handle handle, String id, List<Refusal> refusals) {
        var batch = handle.prepareBatch("""
                INSERT INTO import_refusals (job_id, place, line, login, reasons)
                VALUES (:id, :place, :line, :login, :reasons)
                """);
        refusals.forEach(each -> batch.bind("id", id)
                .bind("place", each.place().row())
                .bind("line", each.place().line())
                .bind("login", each.login())
                .bind("reasons", Json.text(Document.of("reasons", each.reasons())))
                .add());
        batch.execute();
    }

    @Override
    public List<Refusal> refusals(String id, long afterRow, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT place, line, login, reasons FROM import_refusals
                        WHERE job_id = :id AND place > :after ORDER BY place LIMIT :limit
                        """)
                .bind("id", id)
                .bind("after", afterRow)
                .bind("limit", limit)
                .map((row, _) -> new Refusal(
                        new Place(row.getLong("place"), row.getLong("line")),
                        row.getString("login"),
                        Document.read(row.getString("reasons")).texts("reasons")))
                .list());
    }

    @Override
    public boolean shed(String id, int most) {
        return database.write(tx ->
                tx.handle().createUpdate("""
                        DELETE FROM import_pieces WHERE job_id = :id AND number IN (
                            SELECT number FROM import_pieces WHERE job_id = :id ORDER BY number LIMIT :most)
                        """).bind("id", id).bind("most", most).execute() > 0);
    }

    @Override
    public boolean delete(String id) {
        return database.write(tx -> {
            boolean gone = tx.handle().execute("DELETE FROM import_jobs WHERE id = ? AND ended IS NOT NULL", id) > 0;
            if (gone) tx.handle().execute("DELETE FROM imports WHERE fingerprint = ?", id);
            return gone;
        });
    }

    @Override
    public List<String> outlived(Instant endedBefore, Instant uploadingSince) {
        return database.read(handle -> handle.createQuery("""
                        SELECT id FROM import_jobs
                        WHERE ended < :ended OR (state = 'UPLOADING' AND made < :made)
                        """)
                .bind("ended", endedBefore.toEpochMilli())
                .bind("made", uploadingSince.toEpochMilli())
                .mapTo(String.class)
                .list());
    }

    private static String definition(ImportJob.Request request) {
        var actor = request.actor();
        var wishes = request.wishes();
        return Json.text(Document.of(
                "name", request.name(),
                "format", request.format(),
                "dryRun", wishes.dryRun(),
                "updateExisting", wishes.updateExisting(),
                "makeGroups", wishes.makeGroups(),
                "activate", wishes.activate(),
                "actor",
                        Document.of(
                                "id", actor.id(),
                                "type", actor.type(),
                                "alternateId", actor.alternateId(),
                                "displayName", actor.displayName())));
    }

    private static ImportJob.Request request(Document document) {
        var actor = document.document("actor");
        return new ImportJob.Request(
                document.text("name"),
                document.constant("format", Format.class),
                new Wishes(
                        document.flag("dryRun"),
                        document.flag("updateExisting"),
                        document.flag("makeGroups"),
                        document.flag("activate")),
                new Actor(actor.text("id"), actor.text("type"), actor.text("alternateId"), actor.text("displayName")));
    }

    private static ImportJob job(ResultSet row) throws SQLException {
        return new ImportJob(
                row.getString("id"),
                request(Document.read(row.getString("definition"))),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("reason")),
                row.getLong("size"),
                row.getLong("progress") / WHOLE,
                SqlImportStore.count(row),
                new ImportJob.Times(
                        Columns.instant(row, "made"),
                        Columns.maybeInstant(row, "started"),
                        Columns.maybeInstant(row, "ended")));
    }
}
