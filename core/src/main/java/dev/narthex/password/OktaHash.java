package dev.narthex.password;

import java.util.Map;
import java.util.Optional;

/// The hash object of the management API: `algorithm` and the members that belong to it.
final class OktaHash {
    private static final int MIN_ITERATIONS = 4096;

    private final Map<String, ?> members;
    private final Findings findings;

    private OktaHash(Map<String, ?> members, Findings findings) {
        this.members = members;
        this.findings = findings;
    }

    static Optional<PasswordHash> read(Map<String, ?> members, Findings findings) {
        return new OktaHash(members, findings).read();
    }

    private Optional<PasswordHash> read() {
        String algorithm = text("algorithm");
        return switch (algorithm) {
            case "BCRYPT" -> bcrypt();
            case "SHA-512" -> digest(Digest.SHA512);
            case "SHA-256" -> digest(Digest.SHA256);
            case "SHA-1" -> digest(Digest.SHA1);
            case "MD5" -> digest(Digest.MD5);
            case "PBKDF2" -> pbkdf2();
            default -> findings.refuse("algorithm", "must be one of BCRYPT, SHA-512, SHA-256, SHA-1, MD5, PBKDF2");
        };
    }

    private Optional<PasswordHash> bcrypt() {
        return BcryptHash.read(BcryptHash.Input.PASSWORD, number("workFactor"), text("salt"), text("value"), findings);
    }

    private Optional<PasswordHash> digest(Digest digest) {
        byte[] salt = findings.base64("salt", text("salt"), 0, DigestHash.MAX_SALT);
        byte[] value = findings.base64("value", text("value"), digest.length(), digest.length());
        var order = DigestHash.SaltOrder.parse(text("saltOrder"));
        boolean unsalted = salt.length == 0 && !members.containsKey("saltOrder");
        findings.require("saltOrder", unsalted || order.isPresent(), "must be PREFIX or POSTFIX where there is a salt");
        return findings.unlessFlawed(
                () -> new DigestHash(digest, order.orElse(DigestHash.SaltOrder.PREFIX), salt, value));
    }

    private Optional<PasswordHash> pbkdf2() {
        var digest = Optional.ofNullable(
                switch (text("digestAlgorithm")) {
                    case "SHA256_HMAC" -> Digest.SHA256;
                    case "SHA512_HMAC" -> Digest.SHA512;
                    default -> null;
                });
        findings.require("digestAlgorithm", digest.isPresent(), "must be SHA256_HMAC or SHA512_HMAC");
        int iterations =
                findings.within("iterationCount", number("iterationCount"), MIN_ITERATIONS, Pbkdf2Hash.MAX_ITERATIONS);
        int size = findings.within("keySize", number("keySize"), Pbkdf2Hash.MIN_KEY, Pbkdf2Hash.MAX_KEY);
        byte[] salt = findings.base64("salt", text("salt"), 1, Pbkdf2Hash.MAX_SALT);
        byte[] value = findings.base64("value", text("value"), size, size);
        return findings.unlessFlawed(() -> new Pbkdf2Hash(digest.orElseThrow(), iterations, salt, value));
    }

    /// A text member; the empty text where it is absent. Anything but a text is a finding.
    private String text(String name) {
        Object value = members.get(name);
        findings.require(name, value == null || value instanceof String, "must be a string");
        return value instanceof String text ? text : "";
    }

    /// A number member as it was written; the empty text where there is none.
    private String number(String name) {
        return members.get(name) instanceof Number number ? number.toString() : "";
    }
}
