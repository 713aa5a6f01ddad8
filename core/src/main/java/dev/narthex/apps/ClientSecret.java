package dev.narthex.apps;

import dev.narthex.crypt.SecretHash;

/// A secret of a confidential client: its hash to compare with, and the secret itself sealed, for those who sign with
/// it and for administrators who look it up.
public record ClientSecret(String id, SecretHash hash, byte[] sealed, boolean active) {
    @Override
    public String toString() {
        return "ClientSecret[" + id + "]";
    }
}
