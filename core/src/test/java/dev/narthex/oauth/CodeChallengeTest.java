package dev.narthex.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeChallengeTest {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final CodeChallenge CHALLENGE = new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    @Test
    @DisplayName("RFC 7636 §4.6: the example of appendix B is met by its verifier, and by no other")
    void appendixB() {
        assertTrue(CHALLENGE.isMetBy(VERIFIER));
        assertFalse(CHALLENGE.isMetBy(VERIFIER.replace('d', 'e')));
        assertFalse(CHALLENGE.isMetBy(CHALLENGE.text()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 129})
    @DisplayName(
            "RFC 7636 §4.2: Abuse 40: fewer than 43 characters, or more than 128, are no challenge and no verifier")
    void lengths(int length) {
        assertTrue(CodeChallenge.parse("a".repeat(length)).isEmpty());
        assertFalse(CHALLENGE.isMetBy("a".repeat(length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {43, 128})
    @DisplayName("RFC 7636 §4.2: 43 and 128 characters are")
    void bounds(int length) {
        assertEquals(
                length,
                CodeChallenge.parse("a".repeat(length)).orElseThrow().text().length());
    }
}
