package dev.narthex.keys;

import dev.narthex.jose.SigningAlgorithm;
import java.time.Instant;
import java.util.Optional;

/// A signing key as it is stored: the private half sealed with the master key.
public record SigningKey(String kid, String serverId, Status status, Material material, Times times) {

    /// `activated`: since when it signs, or signed.
    public record Times(Instant created, Optional<Instant> activated, Optional<Instant> retired) {}

    /// Since when an active key signs.
    public Instant signsSince() {
        return times.activated().orElse(times.created());
    }

    public enum Status {
        /// Signs now.
        ACTIVE,
        /// Published ahead, signs after the next rotation.
        NEXT,
        /// Signs no more; published until every token it signed has expired.
        EXPIRED
    }

    /// `spki`: the public half; `sealed`: the PKCS #8 private half, sealed.
    public record Material(SigningAlgorithm algorithm, byte[] spki, byte[] sealed) {
        @Override
        public String toString() {
            return "Material[" + algorithm + "]";
        }
    }
}
