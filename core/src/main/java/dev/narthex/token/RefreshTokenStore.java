package dev.narthex.token;

import dev.narthex.crypt.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Refresh tokens by their hashes, in families. A revoked family's tokens are unknown.
public interface RefreshTokenStore {

    void begin(RefreshFamily family, SecretHash first, Instant now);

    /// Replaces a token by its successor, in one transaction that races can't divide.
    Rotation rotate(SecretHash used, Successor successor, Duration leeway, Instant now);

    /// Notes the use of a token that is not rotated. Empty if it is unknown, revoked, expired or rotated already.
    Optional<RefreshFamily> use(SecretHash hash, Instant now);

    /// The living family of a token, though the token be rotated or have lain unused too long; notes nothing.
    Optional<RefreshFamily> familyOf(SecretHash hash, Instant now);

    /// The family of a token that could be used now; notes nothing.
    Optional<RefreshFamily> find(SecretHash hash, Instant now);

    /// False if there was none.
    boolean revoke(String authorizationId);

    /// Families that could be used now, in the order of their ids, after the given one, `limit` at most.
    List<Held> held(Holding of, Optional<String> afterId, int limit, Instant now);

    /// One of them, if it could be used now.
    Optional<Held> held(Holding of, String authorizationId, Instant now);

    /// The clients that hold some.
    List<String> clients(Holding of, Instant now);

    /// Whose families, of which client, at which server: what is not given does not matter.
    record Holding(Optional<String> userId, Optional<String> clientId, Optional<String> serverId) {
        public static Holding ofUser(String userId) {
            return new Holding(Optional.of(userId), Optional.empty(), Optional.empty());
        }

        public static Holding atServer(String serverId) {
            return new Holding(Optional.empty(), Optional.empty(), Optional.of(serverId));
        }

        public Holding by(String client) {
            return new Holding(userId, Optional.of(client), serverId);
        }

        public Holding at(String server) {
            return new Holding(userId, clientId, Optional.of(server));
        }
    }

    /// A family and when a token of it was last made or used.
    record Held(RefreshFamily family, Instant lastUsed) {
        public Instant expires() {
            Instant unused = lastUsed.plus(family.window());
            return family.end().filter(unused::isAfter).orElse(unused);
        }
    }

    /// Removes families that nobody can use any more, and what was rotated so long ago that it would have expired.
    /// Before revocations are purged: a family that was revoked while it began is known by those alone.
    int purge(Instant now);

    /// `sealed` is the next token itself, so that a client whose answer got lost is given the same one again.
    record Successor(SecretHash hash, byte[] sealed) {}

    sealed interface Rotation {
        record Rotated(RefreshFamily family) implements Rotation {}

        /// Rotated before, within the leeway: `sealed` is the successor of then.
        record Repeated(RefreshFamily family, byte[] sealed) implements Rotation {}

        /// Rotated before, and used again too late: somebody has a copy. The family is revoked.
        record Reused(RefreshFamily family) implements Rotation {}

        record Unknown() implements Rotation {}
    }
}
