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
    ///
    /// False, and nothing done, if the person may not sign in, or if all their sessions were ended after they
    /// authenticated: of a sign-in and a sign-out everywhere at once, the sign-out wins.
    boolean start(Session session, Optional<SecretHash> replaced);

    /// Notes use, if the session is still there. Never brings an ended one back. Publishes nothing.
    void touch(SecretHash hash, Instant now);

    /// False if it had ended already.
    boolean end(SecretHash hash);

    /// Ends all sessions of a person, and those that were authenticated before `now` and are yet to begin.
    int endAllOf(String userId, Instant now);

    /// Removes sessions last used before `idleSince` or created before `createdBefore`; answers with how many.
    int purge(Instant idleSince, Instant createdBefore);
}
