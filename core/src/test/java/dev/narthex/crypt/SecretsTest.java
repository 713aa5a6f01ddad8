package dev.narthex.crypt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import dev.narthex.jose.Base64Url;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys, tags, hashes and bearer secrets.
final class SecretsTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest(name = "test case {0}")
    @CsvSource({
        "1, 0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9,"
                + " 3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        "3, 0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, '', '',"
                + " 8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    })
    @DisplayName("RFC 5869 §2: the derivation written here a second time gives what appendix A says")
    void secondImplementation(int number, String key, String salt, String info, String expected)
            throws GeneralSecurityException {
        byte[] derived = hkdf(HEX.parseHex(key), HEX.parseHex(salt), HEX.parseHex(info), 42);
        assertEquals(expected, HEX.formatHex(derived), "test case " + number);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "seal paused request", "tag forms", "\u00e9"})
    @DisplayName("RFC 5869 §2: a key is derived from the master key without salt, with the purpose as info")
    void derived(String purpose) throws GeneralSecurityException {
        byte[] master = new byte[MasterKey.LENGTH];
        new SecureRandom().nextBytes(master);
        assertArrayEquals(
                hkdf(master, new byte[0], purpose.getBytes(StandardCharsets.UTF_8), 32),
                new MasterKey(master).derive(purpose).getEncoded());
    }

    /// Written from the RFC alone.
    private static byte[] hkdf(byte[] key, byte[] salt, byte[] info, int length) throws GeneralSecurityException {
        byte[] pseudoRandom = hmac(salt.length == 0 ? new byte[32] : salt, key);
        var out = new ByteArrayOutputStream();
        byte[] block = new byte[0];
        for (int i = 1; out.size() < length; i++) {
            var input = new ByteArrayOutputStream();
            input.writeBytes(block);
            input.writeBytes(info);
            input.write(i);
            block = hmac(pseudoRandom, input.toByteArray());
            out.writeBytes(block);
        }
        return Arrays.copyOf(out.toByteArray(), length);
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    @Test
    @DisplayName("A master key has 32 octets, is its own copy of them, and never shows them")
    void masterKey() {
        for (int length : new int[] {0, 16, 31, 33}) {
            assertThrows(IllegalArgumentException.class, () -> new MasterKey(new byte[length]));
        }
        byte[] octets = new byte[32];
        var key = new MasterKey(octets);
        octets[0] = 1;
        assertArrayEquals(
                Example.masterKey(0).derive("p").getEncoded(), key.derive("p").getEncoded());
        assertEquals("MasterKey[…]", key.toString());
    }

    @Test
    @DisplayName("A tag fits its text, under its key, for its purpose")
    void tags() {
        var tags = new Tags(Example.masterKey(1), "forms");
        String tag = tags.of("a");
        assertTrue(tags.matches(tag, "a"));
        assertFalse(tags.matches(tag, "b"));
        assertFalse(tags.matches(tag + "A", "a"));
        assertFalse(tags.matches(tag.substring(1), "a"));
        assertFalse(tags.matches("", "a"));
        assertFalse(new Tags(Example.masterKey(1), "other").matches(tag, "a"));
        assertFalse(new Tags(Example.masterKey(2), "forms").matches(tag, "a"));
    }

    @Test
    @DisplayName("A seal and a tag of one purpose have different keys")
    void sealsAndTagsDiffer() throws GeneralSecurityException {
        var master = Example.masterKey(1);
        assertNotEquals(
                new Tags(master, "p").of("x"),
                Base64Url.encode(hmac(master.derive("seal p").getEncoded(), "x".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    @DisplayName("A secret is kept as its SHA-256 and can't be told from its hash")
    void hashes() {
        var hash = SecretHash.of("abc");
        // FIPS 180-2, appendix B.1.
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash.hex());
        assertEquals(hash, SecretHash.ofHex(hash.hex()));
        assertEquals(hash, SecretHash.ofStored(hash.bytes()));
        assertEquals(hash.hashCode(), SecretHash.of("abc").hashCode());
        assertNotEquals(hash, SecretHash.of("abd"));
        assertEquals("SecretHash[…]", hash.toString());
        assertThrows(IllegalArgumentException.class, () -> SecretHash.ofStored(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> SecretHash.ofHex("xyz"));
    }

    @Test
    @DisplayName("Whoever changes the octets of a hash changes a copy")
    void hashesAreCopies() {
        var hash = SecretHash.of("abc");
        hash.bytes()[0] = 0;
        assertEquals(SecretHash.of("abc"), hash);
    }

    @Test
    @DisplayName("A bearer secret is 256 bits of chance, safe in a cookie and an address")
    void secrets() {
        var secrets = new Secrets(new SecureRandom());
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            String secret = secrets.next();
            assertTrue(secret.matches("[A-Za-z0-9_-]{43}"), secret);
            assertTrue(seen.add(secret));
        }
    }
}
