package dev.narthex.session;

import dev.narthex.crypt.SecretHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sessions by the hash of their cookie. Ending one publishes topic `session` with the hash in hex; ending all of a
/// user publishes it for each.
public interface SessionStore {

    Optional<Session> byHash(SecretHash hash);

    Optional<Session> byId(String id);

    List<Session> ofUser(String userId);

    /// Stores a new session and, in the same transaction, ends the one that the browser had before.
    void start(Session session, Optional<SecretHash> replaced);

    /// Notes use, if the session is still there. Never brings an ended one back. Publishes nothing.
    void touch(SecretHash hash, Instant now);

    /// False if it had ended already.
    boolean end(SecretHash hash);

    int endAllOf(String userId);

    /// Removes sessions last used before `idleSince` or created before `createdBefore`; answers with how many.
    int purge(Instant idleSince, Instant createdBefore);
}
