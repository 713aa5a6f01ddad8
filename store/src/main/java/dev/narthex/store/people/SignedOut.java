package dev.narthex.store.people;

import dev.narthex.crypt.SecretHash;
import dev.narthex.store.database.Tx;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The end of all sessions of a person, and what is left of it: whoever authenticated before it begins none after it.
///
/// Both statements begin by writing the person's row in `credentials`. So of a sign-in and a sign-out at once, on
/// whatever nodes, one waits for the other: the sign-out then finds the session, or the session finds the sign-out.
public final class SignedOut {
    private SignedOut() {}

    /// Ends the sessions, and tells the apps that took part in them.
    public static List<SecretHash> everywhere(Tx tx, String userId, Instant now) {
        Handle handle = tx.handle();
        handle.createUpdate("""
                UPDATE credentials SET signed_out = :now
                WHERE user_id = :user AND (signed_out IS NULL OR signed_out < :now)
                """)
                .bind("now", now.toEpochMilli())
                .bind("user", userId)
                .execute();
        handle.createUpdate("""
                UPDATE participants SET due = 0
                WHERE session_id IN (SELECT id FROM sessions WHERE user_id = :user) AND due IS NULL
                """).bind("user", userId).execute();
        List<SecretHash> ended = handle.createQuery("DELETE FROM sessions WHERE user_id = :user RETURNING hash")
                .bind("user", userId)
                .map((row, _) -> SecretHash.ofStored(row.getBytes("hash")))
                .list();
        ended.forEach(hash -> tx.changed("session", hash.hex()));
        return ended;
    }

    /// Whether who authenticated then may have a session now; for the rest of the transaction.
    public static boolean isBefore(Handle handle, String userId, Instant authenticated) {
        return handle.createUpdate("""
                UPDATE credentials SET signed_out = signed_out
                WHERE user_id = :user AND (signed_out IS NULL OR signed_out <= :authenticated)
                AND EXISTS (SELECT 1 FROM users WHERE id = :user AND status = 'ACTIVE')
                """)
                        .bind("user", userId)
                        .bind("authenticated", authenticated.toEpochMilli())
                        .execute()
                > 0;
    }
}
