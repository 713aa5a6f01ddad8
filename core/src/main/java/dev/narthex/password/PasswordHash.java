package dev.narthex.password;

import java.util.Optional;

/// A hash that can be checked, of whatever kind. Each kind knows its text form, its bounds and its comparison, which
/// takes the same time wherever two values first differ.
sealed interface PasswordHash
        permits Argon2Hash, BcryptHash, DigestHash, FirebaseScryptHash, HookedHash, Pbkdf2Hash, ScryptHash {

    /// @param password from [PasswordText#bytes]
    boolean matches(byte[] password);

    /// The form in which it is stored; [#parse] reads it back.
    String encoded();

    /// The hash that a stored text stands for; empty if it is none of ours.
    static Optional<PasswordHash> parse(String encoded) {
        if (encoded.equals(HookedHash.TEXT)) return Optional.of(new HookedHash());
        return Phc.parse(encoded).flatMap(text -> read(text, new Findings()));
    }

    /// Reads a text of a kind that we store, and finds what is wrong with it.
    static Optional<PasswordHash> read(Phc text, Findings findings) {
        return switch (text.id()) {
            case "argon2d" -> Argon2Hash.read(Argon2Hash.Type.D, text, findings);
            case "argon2i" -> Argon2Hash.read(Argon2Hash.Type.I, text, findings);
            case "argon2id" -> Argon2Hash.read(Argon2Hash.Type.ID, text, findings);
            case "2a", "2b", "2y" -> BcryptHash.read(BcryptHash.Input.PASSWORD, text.fields(), findings);
            case "django-bcrypt-sha256" -> BcryptHash.readDjango(text, findings);
            case "pbkdf2" -> Pbkdf2Hash.read(text, findings);
            case "scrypt" -> ScryptHash.read(text, findings);
            case "firebase-scrypt" -> FirebaseScryptHash.read(text, findings);
            case "digest" -> DigestHash.read(text, findings);
            default -> findings.refuse("algorithm", "is not supported: " + text.id());
        };
    }
}
