package dev.narthex.password;

import java.util.Optional;

/// A password as it lies in the database: one text that says how it was hashed, with what, and the result.
///
/// If one exists, [Passwords] can check a password against it. It never prints itself.
///
/// | form | text |
/// |---|---|
/// | Argon2 (the house's with `argon2id`) | `$argon2id$v=19$m=19456,t=2,p=1$salt$hash` |
/// | bcrypt | `$2b$10$` and 53 characters; 2a, 2b and 2y are kept as 2b |
/// | Django's bcrypt over SHA-256 | `$django-bcrypt-sha256$v=1$2b$10$` and 53 characters |
/// | PBKDF2 | `$pbkdf2$v=1$h=sha256,i=27500$salt$hash` |
/// | scrypt | `$scrypt$ln=14,r=8,p=1$salt$hash` |
/// | Firebase's scrypt | `$firebase-scrypt$v=1$ln=14,r=8,sep=…,key=…$salt$hash` |
/// | one round of a digest | `$digest$v=1$h=sha512,o=prefix$salt$hash`; the salt may be empty |
/// | in another system, which a hook asks | `$hook` |
///
/// Salts and hashes are Base64 without padding; bcrypt has its own alphabet.
///
/// @param encoded the text
public record StoredPassword(String encoded) {
    /// The password lies in another system, which vouches for it at the first sign-in.
    public static final StoredPassword HOOK = new StoredPassword(new HookedHash().encoded());

    /// @throws IllegalArgumentException if the text is none of the forms above
    public StoredPassword {
        if (PasswordHash.parse(encoded).isEmpty()) {
            throw new IllegalArgumentException("not a stored password");
        }
    }

    /// The password that this text stands for; empty if it is none of the forms above.
    public static Optional<StoredPassword> parse(String encoded) {
        return PasswordHash.parse(encoded).map(_ -> new StoredPassword(encoded));
    }

    /// Whether another system has to be asked.
    public boolean byHook() {
        return equals(HOOK);
    }

    @Override
    public String toString() {
        return "StoredPassword[…]";
    }
}
