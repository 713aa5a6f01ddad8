package dev.narthex.crypt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import dev.narthex.jose.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SealerTest {
    private static final Sealer SEALER = sealer(1, "test");

    private static Sealer sealer(int masterKey, String purpose) {
        return new Sealer(Example.masterKey(masterKey), purpose, new SecureRandom());
    }

    @Property(tries = 200)
    @Label("What was sealed is opened")
    void comesBack(@ForAll byte[] plain) {
        assertArrayEquals(plain, SEALER.open(SEALER.seal(plain)).orElseThrow());
    }

    @Property(tries = 200)
    @Label("Text that was sealed is opened")
    void textComesBack(@ForAll String text) {
        // An unpaired surrogate is no character and has no octets.
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String sealed = SEALER.sealText(whole);
        assertTrue(sealed.matches("[A-Za-z0-9_-]+"), sealed);
        assertEquals(Optional.of(whole), SEALER.openText(sealed));
    }

    @Test
    @DisplayName("Every single bit that is turned over makes it unreadable")
    void everyBit() {
        byte[] sealed = SEALER.seal("okta_key".getBytes(StandardCharsets.UTF_8));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] forged = sealed.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertTrue(SEALER.open(forged).isEmpty(), "bit " + bit);
        }
    }

    @Test
    @DisplayName("Every part that is cut off, at either end, makes it unreadable")
    void everyLength() {
        byte[] sealed = SEALER.seal(new byte[20]);
        for (int length = 0; length < sealed.length; length++) {
            assertTrue(SEALER.open(Arrays.copyOf(sealed, length)).isEmpty(), "first " + length);
            byte[] end = Arrays.copyOfRange(sealed, sealed.length - length, sealed.length);
            assertTrue(SEALER.open(end).isEmpty(), "last " + length);
        }
        assertTrue(SEALER.open(Arrays.copyOf(sealed, sealed.length + 1)).isEmpty());
    }

    @Test
    @DisplayName("What one purpose or one master key sealed, another can't open")
    void purposeBound() {
        byte[] sealed = SEALER.seal(new byte[5]);
        assertTrue(sealer(1, "test").open(sealed).isPresent());
        assertTrue(sealer(1, "tests").open(sealed).isEmpty());
        assertTrue(sealer(1, "").open(sealed).isEmpty());
        assertTrue(sealer(2, "test").open(sealed).isEmpty());
    }

    @Test
    @DisplayName("Abuse case 62: no salt, no nonce and no cipher text comes twice, however alike what is sealed")
    void neverTheSameTwice() {
        var salts = new HashSet<String>();
        var nonces = new HashSet<String>();
        var texts = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            byte[] sealed = SEALER.seal(new byte[16]);
            assertTrue(salts.add(part(sealed, 1, 17)));
            assertTrue(nonces.add(part(sealed, 17, 29)));
            assertTrue(texts.add(part(sealed, 29, 45)));
        }
    }

    private static String part(byte[] sealed, int from, int to) {
        return Base64Url.encode(Arrays.copyOfRange(sealed, from, to));
    }

    @Property(tries = 300)
    @Label("No octets and no text make it throw, and none open")
    void noOctetsThrow(@ForAll byte[] octets, @ForAll String text) {
        assertFalse(SEALER.open(octets).isPresent());
        assertFalse(SEALER.openText(text).isPresent());
    }
}
