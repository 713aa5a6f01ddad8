package dev.narthex.keys;

import java.time.Instant;
import java.util.List;

/// Signing keys of all servers. Every change publishes topic `keys` with the server's id.
public interface KeyStore {

    /// ACTIVE first, then NEXT, then EXPIRED, the latest retired first.
    List<SigningKey> keysOf(String serverId);

    /// Stores the first keys of a server unless it has some; answers with those that are there afterwards. However many
    /// nodes start at once, all get the same.
    List<SigningKey> install(String serverId, List<SigningKey> first);

    /// In one transaction: NEXT becomes ACTIVE, ACTIVE becomes EXPIRED at `now`, `newNext` is added; unless
    /// `expectedActiveKid` is no longer the active one.
    Rotation rotate(String serverId, String expectedActiveKid, SigningKey newNext, Instant now);

    /// When a server changes its algorithm: the active key becomes EXPIRED, NEXT is dropped, both new ones are added.
    void replaceAll(String serverId, List<SigningKey> activeAndNext, Instant now);

    /// Removes keys retired before the instant.
    void dropRetiredBefore(Instant instant);

    sealed interface Rotation {
        record Rotated() implements Rotation {}

        /// Another node was first.
        record Stale() implements Rotation {}
    }
}
