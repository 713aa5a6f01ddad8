package dev.narthex.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// bcrypt looks at 72 bytes. A store that forgets it takes a wrong password for right once the rest of what it hashes
/// fills them (Okta 2024, CVE-2025-22228). These hold what that limit may do here: nothing beyond what it did in the
/// system that made the hash, and nothing at all after the first sign-in.
class BcryptLengthTest {
    private static final HashGate GATE = HashGate.forProcessors(2);
    private static final Passwords PASSWORDS = new Passwords(new Argon2Cost(8, 1, 1), GATE, new SecureRandom());

    record Sample(String password, StoredPassword stored) {
        int length() {
            return password.getBytes(UTF_8).length;
        }

        @Override
        public String toString() {
            return length() + " bytes: " + password;
        }
    }

    /// From 69 to 81 bytes, in ASCII and with a character across the limit.
    static Stream<Sample> samples() {
        return HashesMadeElsewhere.read().all("longBcrypt").map(BcryptLengthTest::sample);
    }

    private static Sample sample(Map<String, Object> from) {
        return new Sample(
                (String) from.get("password"),
                StoredPassword.parse((String) from.get("hash")).orElseThrow());
    }

    @AfterAll
    static void close() {
        GATE.close();
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName(
            "abuse case 82: a bcrypt hash of a password of any length around 72 bytes matches it, and asks for a rehash")
    void matchesAroundTheLimit(Sample sample) {
        assertEquals(new Match.Matched(true), PASSWORDS.verify(sample.password, sample.stored));
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName(
            "abuse case 82: a change in the last byte counts exactly up to the 72nd, as in the tool that made the hash")
    void lastByteCountsUpToTheLimit(Sample sample) {
        String last = sample.password.substring(0, sample.password.length() - 1) + "~";
        boolean beyond =
                sample.password.substring(0, sample.password.length() - 1).getBytes(UTF_8).length >= 72;
        assertNotEquals(sample.password, last);
        assertEquals(beyond, PASSWORDS.verify(last, sample.stored) instanceof Match.Matched);
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("abuse case 82: one byte more counts exactly up to the 72nd")
    void oneByteMoreCountsUpToTheLimit(Sample sample) {
        boolean beyond = sample.length() >= 72;
        assertEquals(beyond, PASSWORDS.verify(sample.password + "x", sample.stored) instanceof Match.Matched);
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("abuse case 82: after the rehash every byte counts, whatever the length")
    void everyByteCountsAfterRehash(Sample sample) {
        var rehashed = PASSWORDS.hash(sample.password);
        String shorter = sample.password.substring(0, sample.password.length() - 1);
        assertEquals(new Match.Matched(false), PASSWORDS.verify(sample.password, rehashed));
        assertInstanceOf(Match.Mismatched.class, PASSWORDS.verify(shorter, rehashed));
        assertInstanceOf(Match.Mismatched.class, PASSWORDS.verify(shorter + "~", rehashed));
        assertInstanceOf(Match.Mismatched.class, PASSWORDS.verify(sample.password + "x", rehashed));
    }
}
