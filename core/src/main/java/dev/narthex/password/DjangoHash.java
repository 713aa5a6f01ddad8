package dev.narthex.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Django's texts: the name of the hasher, a dollar, and what the hasher makes of the rest. Salts are text there.
final class DjangoHash {
    static final Set<String> HASHERS =
            Set.of("pbkdf2_sha256", "pbkdf2_sha1", "argon2", "bcrypt", "bcrypt_sha256", "scrypt", "sha1", "md5");

    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2}){1,64}");

    private DjangoHash() {}

    static Optional<PasswordHash> read(String hasher, String rest, Findings findings) {
        var fields = Arrays.asList(rest.split("\\$", -1));
        return switch (hasher) {
            case "pbkdf2_sha256" -> pbkdf2(Digest.SHA256, fields, findings);
            case "pbkdf2_sha1" -> pbkdf2(Digest.SHA1, fields, findings);
            case "scrypt" -> scrypt(fields, findings);
            case "sha1" -> digest(Digest.SHA1, fields, findings);
            case "md5" -> digest(Digest.MD5, fields, findings);
            case "argon2" -> dollars("$" + rest, findings);
            case "bcrypt" -> dollars(rest, findings);
            case "bcrypt_sha256" -> dollars("$django-bcrypt-sha256$v=1" + rest, findings);
            default -> findings.refuse("algorithm", "is not supported");
        };
    }

    private static Optional<PasswordHash> dollars(String text, Findings findings) {
        var phc = Phc.parse(text);
        return phc.isPresent() ? PasswordHash.read(phc.get(), findings) : findings.refuse("encoding", "is incomplete");
    }

    private static Optional<PasswordHash> pbkdf2(Digest digest, List<String> fields, Findings findings) {
        if (fields.size() != 3) return findings.refuse("encoding", "must be iterations, salt and hash");
        int iterations = findings.within("iterations", fields.get(0), 1, Pbkdf2Hash.MAX_ITERATIONS);
        byte[] salt = salt(fields.get(1), 1, findings);
        byte[] value = findings.base64("hash", fields.get(2), digest.length(), digest.length());
        return findings.unlessFlawed(() -> new Pbkdf2Hash(digest, iterations, salt, value));
    }

    private static Optional<PasswordHash> scrypt(List<String> fields, Findings findings) {
        if (fields.size() != 5) {
            return findings.refuse("encoding", "must be work factor, salt, block size, parallelism and hash");
        }
        int n = findings.within("work factor", fields.get(0), 2, 1 << 24);
        findings.require("work factor", Integer.bitCount(n) == 1, "must be a power of two");
        String logN = Integer.toString(Integer.numberOfTrailingZeros(n));
        var cost = ScryptHash.Cost.read(findings, logN, fields.get(2), fields.get(3));
        byte[] salt = salt(fields.get(1), 1, findings);
        byte[] value = findings.base64("hash", fields.get(4), 16, 128);
        return findings.unlessFlawed(() -> new ScryptHash(cost, salt, value));
    }

    private static Optional<PasswordHash> digest(Digest digest, List<String> fields, Findings findings) {
        if (fields.size() != 2) return findings.refuse("encoding", "must be salt and hash");
        byte[] salt = salt(fields.get(0), 0, findings);
        String hex = fields.get(1);
        boolean fits = hex.length() == 2 * digest.length() && HEX.matcher(hex).matches();
        findings.require("hash", fits, "must be " + 2 * digest.length() + " hexadecimal digits");
        return findings.unlessFlawed(() -> new DigestHash(
                digest, DigestHash.SaltOrder.PREFIX, salt, HexFormat.of().parseHex(hex)));
    }

    private static byte[] salt(String text, int least, Findings findings) {
        byte[] salt = text.getBytes(UTF_8);
        boolean fits = salt.length >= least && salt.length <= DigestHash.MAX_SALT;
        findings.require("salt", fits, "must be " + least + " to " + DigestHash.MAX_SALT + " bytes");
        return salt;
    }
}
