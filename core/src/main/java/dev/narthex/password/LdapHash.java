package dev.narthex.password;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// `userPassword` values of directories: a scheme in braces, and what it makes of the rest.
final class LdapHash {
    private static final int MAX_LENGTH = 1000;

    private LdapHash() {}

    static Optional<PasswordHash> read(String text, Findings findings) {
        int end = text.indexOf('}');
        if (end < 0 || text.length() > MAX_LENGTH) return findings.refuse("encoding", "must be {SCHEME} and a value");
        String scheme = text.substring(1, end).toUpperCase(Locale.ROOT);
        String value = text.substring(end + 1);
        return switch (scheme) {
            case "MD5" -> plain(Digest.MD5, value, findings);
            case "SHA" -> plain(Digest.SHA1, value, findings);
            case "SHA256", "SHA384", "SHA512" -> plain(Digest.valueOf(scheme), value, findings);
            case "SMD5" -> salted(Digest.MD5, value, findings);
            case "SSHA" -> salted(Digest.SHA1, value, findings);
            case "SSHA256", "SSHA384", "SSHA512" -> salted(Digest.valueOf(scheme.substring(1)), value, findings);
            case "CRYPT", "BCRYPT", "ARGON2" -> dollars(value, findings);
            default ->
                findings.refuse("algorithm", "is not supported: a directory scheme other than MD5, SHA and theirs");
        };
    }

    private static Optional<PasswordHash> plain(Digest digest, String text, Findings findings) {
        byte[] value = findings.base64("hash", text, digest.length(), digest.length());
        return findings.unlessFlawed(() -> new DigestHash(digest, DigestHash.SaltOrder.POSTFIX, new byte[0], value));
    }

    /// The digest, and the salt behind it, in one Base64 text.
    private static Optional<PasswordHash> salted(Digest digest, String text, Findings findings) {
        byte[] both = findings.base64("hash", text, digest.length() + 1, digest.length() + DigestHash.MAX_SALT);
        return findings.unlessFlawed(() -> new DigestHash(
                digest,
                DigestHash.SaltOrder.POSTFIX,
                Arrays.copyOfRange(both, digest.length(), both.length),
                Arrays.copyOf(both, digest.length())));
    }

    private static Optional<PasswordHash> dollars(String text, Findings findings) {
        var phc = Phc.parse(text);
        return phc.isPresent() ? PasswordHash.read(phc.get(), findings) : findings.refuse("encoding", "is not a hash");
    }
}
