package dev.narthex.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private static final HashGate GATE = HashGate.forProcessors(2);
    private static final Passwords PASSWORDS = new Passwords(Argon2Cost.HOUSE, GATE, new SecureRandom());

    @AfterAll
    static void close() {
        GATE.close();
    }

    @Test
    @DisplayName("a password matches its own hash and needs no rehash")
    void matchesItsOwnHash() {
        var stored = PASSWORDS.hash("correct horse");
        assertTrue(stored.encoded().startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), stored.encoded());
        assertEquals(new Match.Matched(false), PASSWORDS.verify("correct horse", stored));
        assertEquals(new Match.Mismatched(), PASSWORDS.verify("correct horsE", stored));
    }

    @Test
    @DisplayName("the same password hashed twice gives two texts, for the salt is fresh")
    void saltIsFresh() {
        assertNotEquals(PASSWORDS.hash("correct horse"), PASSWORDS.hash("correct horse"));
    }

    @Test
    @DisplayName("a hash made at another cost matches and asks for a rehash")
    void otherCostAsksForRehash() {
        var cheaper = new Passwords(new Argon2Cost(8, 1, 1), GATE, new SecureRandom());
        assertEquals(new Match.Matched(true), PASSWORDS.verify("pw", cheaper.hash("pw")));
        assertEquals(new Match.Matched(true), cheaper.verify("pw", PASSWORDS.hash("pw")));
    }

    @Test
    @DisplayName("abuse case 81: who has no hash of the house's gets one in every check, right or wrong")
    void theHousesWorkIsAlwaysDone() {
        var bcrypt = StoredPassword.parse("$2b$04$abcdefghijklmnopqrstuuH0Y7ZGDTdrVTRJXjnGNAGWc3Dz6DhKe")
                .orElseThrow();
        for (var stored :
                List.of(Optional.of(bcrypt), Optional.of(StoredPassword.HOOK), Optional.<StoredPassword>empty())) {
            var check = PASSWORDS.check("pw", stored);
            assertEquals(new Match.Mismatched(), check.match());
            assertEquals(
                    new Match.Matched(false),
                    PASSWORDS.verify("pw", check.fresh().orElseThrow()));
        }
        assertEquals(
                Optional.empty(),
                PASSWORDS.check("pw", Optional.of(PASSWORDS.hash("pw"))).fresh());
    }

    @Test
    @DisplayName("a password that lies in another system matches nothing here, and no import can bring one as a text")
    void hooked() {
        assertEquals(new Match.Mismatched(), PASSWORDS.verify("$hook", StoredPassword.HOOK));
        assertTrue(StoredPassword.parse("$hook").orElseThrow().byHook());
        assertFalse(PASSWORDS.hash("pw").byHook());
        assertInstanceOf(ImportedHash.Refused.class, ImportedHash.ofText("$hook"));
    }

    @Test
    @DisplayName("a stored password never prints itself")
    void neverPrintsItself() {
        var stored = PASSWORDS.hash("pw");
        assertEquals("StoredPassword[…]", stored.toString());
        assertFalse(new ImportedHash.Accepted(stored).toString().contains("argon2"));
    }

    @Test
    @DisplayName("every byte of a long password counts: nothing is cut at 72 bytes or anywhere else")
    void everyByteCounts() {
        String longest = "x".repeat(1024);
        var stored = PASSWORDS.hash(longest);
        assertInstanceOf(Match.Matched.class, PASSWORDS.verify(longest, stored));
        assertInstanceOf(Match.Mismatched.class, PASSWORDS.verify("x".repeat(1023), stored));
        assertInstanceOf(Match.Mismatched.class, PASSWORDS.verify("x".repeat(1023) + "y", stored));
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"", "nul\0inside", "nul at the end\0", "half \uD800 a pair"})
    @DisplayName("what can't be a password is neither hashed nor matched")
    void refusesWhatIsNoPassword(String text) {
        var stored = PASSWORDS.hash("nul");
        assertFalse(Passwords.mayHash(text));
        assertThrows(IllegalArgumentException.class, () -> PASSWORDS.hash(text));
        assertEquals(new Match.Mismatched(), PASSWORDS.verify(text, stored));
        assertEquals(
                new Match.Mismatched(), PASSWORDS.check(text, Optional.empty()).match());
    }

    @Test
    @DisplayName("1024 bytes of UTF-8 may be hashed, 1025 may not, however many characters they are")
    void lengthIsInBytes() {
        assertTrue(Passwords.mayHash("é".repeat(512)));
        assertFalse(Passwords.mayHash("é".repeat(512) + "x"));
        assertFalse(Passwords.mayHash("x".repeat(1025)));
    }

    @Test
    @DisplayName("composed and decomposed letters are different passwords: text is taken as typed")
    void takenAsTyped() {
        var stored = PASSWORDS.hash("caf\u00e9");
        assertInstanceOf(Match.Matched.class, PASSWORDS.verify("caf\u00e9", stored));
        assertInstanceOf(Match.Mismatched.class, PASSWORDS.verify("cafe\u0301", stored));
    }
}
