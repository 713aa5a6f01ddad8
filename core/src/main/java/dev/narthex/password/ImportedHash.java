package dev.narthex.password;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What comes of reading a hash that another system made.
public sealed interface ImportedHash {

    record Accepted(StoredPassword password) implements ImportedHash {}

    record Refused(List<Problem> problems) implements ImportedHash {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /// Why a hash can't be taken.
    ///
    /// @param member the member, or the part of the text, that is at fault
    /// @param reason what is wrong with it, to be read after the member's name
    record Problem(String member, String reason) {}

    /// Reads the members of `credentials.password.hash` in the management API.
    static ImportedHash ofMembers(Map<String, ?> members) {
        var findings = new Findings();
        return of(OktaHash.read(members, findings), findings);
    }

    /// Reads a hash that says itself what it is: bcrypt, Argon2 and scrypt with dollars, passlib's PBKDF2, Django's
    /// texts, `{SSHA}` and the other schemes of directories, and every form of [StoredPassword].
    static ImportedHash ofText(String text) {
        var findings = new Findings();
        return of(text(text, findings), findings);
    }

    /// Reads a Keycloak password credential.
    ///
    /// @param credentialData the JSON text with algorithm and parameters
    /// @param secretData the JSON text with salt and value
    static ImportedHash ofKeycloak(String credentialData, String secretData) {
        var findings = new Findings();
        return of(KeycloakHash.read(credentialData, secretData, findings), findings);
    }

    /// Reads `PasswordHash` of ASP.NET Identity, version 2 or 3.
    static ImportedHash ofAspNetIdentity(String text) {
        var findings = new Findings();
        return of(Pbkdf2Hash.readAspNetIdentity(text, findings), findings);
    }

    /// Reads `passwordHash` and `salt` of a Firebase export.
    static ImportedHash ofFirebase(FirebaseProject project, String salt, String hash) {
        var findings = new Findings();
        return of(FirebaseScryptHash.read(project, salt, hash, findings), findings);
    }

    /// The hash parameters of a Firebase project, as its console shows them. Never prints its key.
    ///
    /// @param memoryCost `mem_cost`, the power of two of scrypt's N
    /// @param rounds `rounds`, scrypt's block size
    /// @param saltSeparator `base64_salt_separator`
    /// @param signerKey `base64_signer_key`
    record FirebaseProject(int memoryCost, int rounds, String saltSeparator, String signerKey) {
        @Override
        public String toString() {
            return "FirebaseProject[…]";
        }
    }

    private static Optional<PasswordHash> text(String text, Findings findings) {
        if (text.startsWith("{")) return LdapHash.read(text, findings);
        var phc = Phc.parse(text);
        if (phc.isPresent()) return dollars(phc.get(), findings);
        int dollar = text.indexOf('$');
        String hasher = dollar < 0 ? "" : text.substring(0, dollar);
        return DjangoHash.HASHERS.contains(hasher)
                ? DjangoHash.read(hasher, text.substring(dollar + 1), findings)
                : findings.refuse("encoding", "is of no known kind");
    }

    private static Optional<PasswordHash> dollars(Phc phc, Findings findings) {
        return switch (phc.id()) {
            case "pbkdf2-sha256" -> Pbkdf2Hash.readPasslib(Digest.SHA256, phc.fields(), findings);
            case "pbkdf2-sha512" -> Pbkdf2Hash.readPasslib(Digest.SHA512, phc.fields(), findings);
            default -> PasswordHash.read(phc, findings);
        };
    }

    private static ImportedHash of(Optional<PasswordHash> hash, Findings findings) {
        return hash.<ImportedHash>map(found -> new Accepted(new StoredPassword(found.encoded())))
                .orElseGet(() -> new Refused(findings.problems()));
    }
}
