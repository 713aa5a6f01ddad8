package dev.narthex.apps;

import dev.narthex.crypt.SecretHash;
import java.time.Instant;

/// A secret of a confidential client: its hash to compare with, and the secret itself sealed, for those who sign with
/// it and for administrators who look it up.
public record ClientSecret(
        String id, SecretHash hash, byte[] sealed, boolean active, Instant created, Instant lastUpdated) {

    /// Where nobody noted when it was made.
    public ClientSecret(String id, SecretHash hash, byte[] sealed, boolean active) {
        this(id, hash, sealed, active, Instant.EPOCH, Instant.EPOCH);
    }

    public ClientSecret with(boolean nowActive, Instant now) {
        return new ClientSecret(id, hash, sealed, nowActive, created, now);
    }

    @Override
    public String toString() {
        return "ClientSecret[" + id + "]";
    }
}
