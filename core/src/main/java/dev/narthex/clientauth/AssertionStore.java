package dev.narthex.clientauth;

import java.time.Instant;

/// Remembers the ids of client assertions until they expire, so that each works once.
public interface AssertionStore {

    /// False if this client has used the id before; in one statement.
    boolean use(String clientId, String jti, Instant until);

    boolean isUsed(String clientId, String jti);

    int purge(Instant now);
}
