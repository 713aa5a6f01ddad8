package dev.narthex.store;

import dev.narthex.crypt.SecretHash;
import dev.narthex.device.Approval;
import dev.narthex.device.DeviceAuthorization;
import dev.narthex.device.DeviceAuthorization.Asker;
import dev.narthex.device.DeviceAuthorization.Codes;
import dev.narthex.device.DeviceStore;
import dev.narthex.http.Json;
import dev.narthex.oauth.Scopes;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Document;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Device authorizations by id, by the hash of the device's code, and by the tag of the person's.
final class SqlDeviceStore implements DeviceStore {
    private static final String APPROVED = "approved";
    private static final String DENIED = "denied";
    // RFC 8628 §3.5: five seconds, and five more for each time it was too fast.
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /// What the way to us may take more for one poll than for the next.
    private static final Duration JITTER = Duration.ofMillis(500);

    private static final String SELECT =
            "SELECT id, device_code, user_code, client_id, server_id, scopes, expires FROM device_authorizations ";

    private final Database database;

    SqlDeviceStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean begin(DeviceAuthorization authorization) {
        return database.write(tx -> tx.handle()
                        .createUpdate("""
                                INSERT INTO device_authorizations (id, device_code, user_code, client_id, server_id,
                                    scopes, expires, poll_after, poll_interval)
                                VALUES (:id, :device, :user, :client, :server, :scopes, :expires, 0, :interval)
                                ON CONFLICT (user_code) DO NOTHING
                                """)
                        .bind("id", authorization.id())
                        .bind("device", authorization.codes().device().bytes())
                        .bind("user", authorization.codes().user())
                        .bind("client", authorization.asker().clientId())
                        .bind("server", authorization.asker().serverId())
                        .bind("scopes", authorization.scopes().text())
                        .bind("expires", authorization.expires().toEpochMilli())
                        .bind("interval", STEP.toMillis())
                        .execute()
                > 0);
    }

    @Override
    public Optional<DeviceAuthorization> waiting(String userCode, Instant now) {
        return waitingBy("user_code", userCode, now);
    }

    @Override
    public Optional<DeviceAuthorization> waitingById(String id, Instant now) {
        return waitingBy("id", id, now);
    }

    private Optional<DeviceAuthorization> waitingBy(String column, String value, Instant now) {
        return database.read(handle -> handle.createQuery(
                        SELECT + "WHERE " + column + " = :value AND decision IS NULL AND expires > :now")
                .bind("value", value)
                .bind("now", now.toEpochMilli())
                .map((row, _) -> authorization(row))
                .findOne());
    }

    @Override
    public boolean approve(String id, Approval approval, Instant now) {
        return decide(id, APPROVED, approvalText(approval), now);
    }

    @Override
    public boolean deny(String id, Instant now) {
        return decide(id, DENIED, null, now);
    }

    private boolean decide(String id, String decision, String approval, Instant now) {
        return database.write(tx -> tx.handle()
                        .createUpdate("""
                                UPDATE device_authorizations
                                SET decision = :decision, approval = :approval, user_code = NULL
                                WHERE id = :id AND decision IS NULL AND expires > :now
                                """)
                        .bind("id", id)
                        .bind("decision", decision)
                        .bind("approval", approval)
                        .bind("now", now.toEpochMilli())
                        .execute()
                > 0);
    }

    @Override
    public Poll poll(Polling polling, Instant now) {
        return database.write(tx -> redeemed(tx.handle(), polling, now)
                .or(() -> inTime(tx.handle(), polling, now))
                .or(() -> tooFast(tx.handle(), polling, now))
                .orElseGet(() -> standing(tx.handle(), polling)));
    }

    private static Optional<Poll> redeemed(Handle handle, Polling polling, Instant now) {
        return bound(handle.createQuery("""
                        UPDATE device_authorizations SET redeemed = :now
                        WHERE device_code = :device AND client_id = :client AND server_id = :server
                            AND decision = 'approved' AND redeemed IS NULL AND expires > :now
                        RETURNING id, device_code, user_code, client_id, server_id, scopes, expires, approval
                        """), polling, now)
                .map((row, _) -> (Poll) new Poll.Approved(authorization(row), approval(row.getString("approval"))))
                .findOne();
    }

    private static Optional<Poll> inTime(Handle handle, Polling polling, Instant now) {
        int polled = bound(handle.createUpdate("""
                        UPDATE device_authorizations SET poll_after = :now + poll_interval - :jitter
                        WHERE device_code = :device AND client_id = :client AND server_id = :server
                            AND decision IS NULL AND expires > :now AND poll_after <= :now
                        """), polling, now)
                .bind("jitter", JITTER.toMillis())
                .execute();
        return polled > 0 ? Optional.of(new Poll.Pending()) : Optional.empty();
    }

    private static Optional<Poll> tooFast(Handle handle, Polling polling, Instant now) {
        int polled = bound(handle.createUpdate("""
                        UPDATE device_authorizations
                        SET poll_interval = CASE WHEN poll_interval < :longest THEN poll_interval + :step
                                ELSE poll_interval END,
                            poll_after = :now + poll_interval + :step - :jitter
                        WHERE device_code = :device AND client_id = :client AND server_id = :server
                            AND decision IS NULL AND expires > :now
                        """), polling, now)
                .bind("jitter", JITTER.toMillis())
                .bind("longest", LONGEST.toMillis())
                .bind("step", STEP.toMillis())
                .execute();
        return polled > 0 ? Optional.of(new Poll.TooFast()) : Optional.empty();
    }

    /// Of one that neither waits nor can be redeemed: denied, redeemed, expired, or never there.
    private static Poll standing(Handle handle, Polling polling) {
        record Standing(Optional<String> decision, boolean redeemed) {}
        var found = bound(handle.createQuery("""
                        SELECT decision, redeemed FROM device_authorizations
                        WHERE device_code = :device AND client_id = :client AND server_id = :server
                        """), polling)
                .map((row, _) -> new Standing(
                        Optional.ofNullable(row.getString("decision")),
                        Columns.maybeInstant(row, "redeemed").isPresent()))
                .findOne();
        if (found.isEmpty() || found.get().redeemed()) return new Poll.Unknown();
        return found.get().decision().equals(Optional.of(DENIED)) ? new Poll.Denied() : new Poll.Expired();
    }

    private static <T extends SqlStatement<T>> T bound(T statement, Polling polling, Instant now) {
        return bound(statement, polling).bind("now", now.toEpochMilli());
    }

    private static <T extends SqlStatement<T>> T bound(T statement, Polling polling) {
        return statement
                .bind("device", polling.device().bytes())
                .bind("client", polling.asker().clientId())
                .bind("server", polling.asker().serverId());
    }

    @Override
    public int purge(Instant before) {
        return database.write(tx ->
                tx.handle().execute("DELETE FROM device_authorizations WHERE expires < ?", before.toEpochMilli()));
    }

    private static DeviceAuthorization authorization(ResultSet row) throws SQLException {
        var codes = new Codes(
                SecretHash.ofStored(row.getBytes("device_code")),
                Optional.ofNullable(row.getString("user_code")).orElse(""));
        return new DeviceAuthorization(
                row.getString("id"),
                codes,
                new Asker(row.getString("client_id"), row.getString("server_id")),
                scopes(row.getString("scopes")),
                Columns.instant(row, "expires"));
    }

    private static Scopes scopes(String text) {
        return Scopes.of(List.of(text.split(" ")));
    }

    private static String approvalText(Approval approval) {
        return Json.text(Document.of(
                "userId", approval.userId(),
                "session", approval.sessionId(),
                "authenticated", approval.authenticatedAt().toString(),
                "amr", approval.amr(),
                "scopes", List.copyOf(approval.scopes().names())));
    }

    private static Approval approval(String json) {
        var document = Document.read(json);
        return new Approval(
                document.text("userId"),
                document.text("session"),
                Instant.parse(document.text("authenticated")),
                document.texts("amr"),
                Scopes.of(document.texts("scopes")));
    }
}
