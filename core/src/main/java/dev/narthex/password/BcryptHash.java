package dev.narthex.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.BCrypt;

/// bcrypt, for passwords that come from elsewhere; the house never makes one.
///
/// bcrypt looks at 72 bytes. The tools that made these hashes cut longer passwords there, so here, too, whoever knows
/// the first 72 bytes matches, as they did in the old system; no more and no less. The match asks for a rehash, and
/// from then on every byte that was typed counts.
record BcryptHash(Input input, int workFactor, byte[] salt, byte[] value) implements PasswordHash {
    static final int MIN_WORK_FACTOR = 4;
    static final int MAX_WORK_FACTOR = 20;

    private static final int MAX_BYTES = 72;
    private static final int SALT_CHARACTERS = 22;
    private static final int VALUE_BYTES = 23;
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String RADIX64 = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final Pattern SALT = Pattern.compile("[./A-Za-z0-9]{22}");
    private static final Pattern VALUE = Pattern.compile("[./A-Za-z0-9]{31}");

    /// What was given to bcrypt.
    enum Input {
        PASSWORD,
        /// Django: the SHA-256 of the password in hexadecimal, which never reaches 72 bytes.
        SHA256_HEX
    }

    static Optional<PasswordHash> readDjango(Phc text, Findings findings) {
        findings.require("version", text.parameter("v").equals("1"), "must be 1");
        findings.require("algorithm", Set.of("2a", "2b", "2y").contains(text.field(0)), "must be 2a, 2b or 2y");
        var fields = text.fields();
        return read(Input.SHA256_HEX, fields.isEmpty() ? fields : fields.subList(1, fields.size()), findings);
    }

    /// @param fields the work factor, and salt and value in one
    static Optional<PasswordHash> read(Input input, List<String> fields, Findings findings) {
        if (fields.size() != 2 || fields.getLast().length() <= SALT_CHARACTERS) {
            return findings.refuse("encoding", "must be work factor, salt and hash");
        }
        String salt = fields.getLast().substring(0, SALT_CHARACTERS);
        return read(input, fields.getFirst(), salt, fields.getLast().substring(SALT_CHARACTERS), findings);
    }

    static Optional<PasswordHash> read(Input input, String workFactor, String salt, String value, Findings findings) {
        int work = findings.within("workFactor", workFactor, MIN_WORK_FACTOR, MAX_WORK_FACTOR);
        findings.require("salt", SALT.matcher(salt).matches(), "must be 22 characters of ./A-Za-z0-9");
        findings.require("value", VALUE.matcher(value).matches(), "must be 31 characters of ./A-Za-z0-9");
        return findings.unlessFlawed(() -> new BcryptHash(input, work, decode(salt), decode(value)));
    }

    @Override
    public boolean matches(byte[] password) {
        byte[] bytes = given(password);
        byte[] seen = bytes.length > MAX_BYTES ? Arrays.copyOf(bytes, MAX_BYTES) : bytes;
        // The NUL that ends a password in C is hashed with it, where it is among the 72 bytes.
        byte[] hash = BCrypt.generate(seen, salt, workFactor, true);
        return MessageDigest.isEqual(value, Arrays.copyOf(hash, VALUE_BYTES));
    }

    private byte[] given(byte[] password) {
        return switch (input) {
            case PASSWORD -> password;
            case SHA256_HEX ->
                HexFormat.of().formatHex(Digest.SHA256.start().digest(password)).getBytes(US_ASCII);
        };
    }

    @Override
    public String encoded() {
        String prefix = input == Input.SHA256_HEX ? "$django-bcrypt-sha256$v=1" : "";
        return "%s$2b$%02d$%s%s".formatted(prefix, workFactor, encode(salt), encode(value));
    }

    private static byte[] decode(String radix64) {
        return Base64.getDecoder().decode(translated(radix64, RADIX64, BASE64));
    }

    private static String encode(byte[] bytes) {
        return translated(Phc.base64(bytes), BASE64, RADIX64);
    }

    private static String translated(String text, String from, String to) {
        var result = new StringBuilder(text.length());
        text.chars().forEach(c -> result.append(to.charAt(from.indexOf(c))));
        return result.toString();
    }
}
