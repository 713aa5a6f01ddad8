package dev.narthex.crypt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A master key")
final class MasterKeyTest {
    @Test
    @DisplayName("is read from hex and from base64 of either alphabet, padded or not")
    void spellings() {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (0xF8 + i);
        for (String text : new String[] {
            HexFormat.of().formatHex(bytes),
            HexFormat.of().withUpperCase().formatHex(bytes),
            Base64.getEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
        }) {
            assertEquals(new MasterKey(bytes), MasterKey.parse(text).orElseThrow(), text);
        }
    }

    @ParameterizedTest
    @DisplayName("is 32 bytes and nothing else")
    @ValueSource(strings = {"", "secret", "AAAA", "zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"})
    void malformed(String text) {
        assertTrue(MasterKey.parse(text).isEmpty());
    }

    @Test
    @DisplayName("comes back from what it encodes to, and does not print itself")
    void roundTrip() {
        var key = MasterKey.make(new SecureRandom());
        assertEquals(key, MasterKey.parse(key.encoded()).orElseThrow());
        assertFalse(key.toString().contains(key.encoded()));
    }
}
