package dev.narthex.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.password.PasswordPolicy.Attribute;
import dev.narthex.password.PasswordPolicy.Composition;
import dev.narthex.password.PasswordPolicy.Person;
import dev.narthex.password.PasswordPolicy.Sort;
import dev.narthex.password.PasswordPolicy.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    private static final Person ADA =
            new Person("ada.lovelace_42@maths.example.org", Optional.of("Ada"), Optional.of("Byron King"));
    private static final PasswordPolicy ANYTHING =
            new PasswordPolicy(new Composition(1, 0, 0, 0, 0), false, Set.of(), false);
    private static final PasswordPolicy NOTHING_COMMON =
            new PasswordPolicy(new Composition(1, 0, 0, 0, 0), false, Set.of(), true);
    private static final PasswordPolicy NOTHING_PERSONAL =
            new PasswordPolicy(new Composition(1, 0, 0, 0, 0), true, Set.of(Attribute.values()), false);

    @ParameterizedTest
    @CsvSource({
        "Abcdefg1, ''",
        "Abcdef1, TooShort[least=8]",
        "ABCDEFG1, 'TooFew[least=1, sort=LOWER_CASE]'",
        "abcdefg1, 'TooFew[least=1, sort=UPPER_CASE]'",
        "Abcdefgh, 'TooFew[least=1, sort=NUMBER]'",
        "Äöüßéèà٣, ''",
        "a, 'TooShort[least=8]TooFew[least=1, sort=UPPER_CASE]TooFew[least=1, sort=NUMBER]'",
        "'', 'TooShort[least=8]TooFew[least=1, sort=LOWER_CASE]TooFew[least=1, sort=UPPER_CASE]TooFew[least=1, sort=NUMBER]'",
    })
    @DisplayName("Okta password policy: the default asks for eight characters, lower and upper case, and a number")
    void defaultComposition(String password, String expected) {
        var names = PasswordPolicy.DEFAULT.violations(password, ADA).stream().map(Object::toString);
        assertEquals(expected, names.reduce("", String::concat));
    }

    @ParameterizedTest
    @CsvSource({"abc!, true", "'abc ', true", "abc€, true", "abc😀, true", "abc1, false", "abcé, false", "abc字, false"})
    @DisplayName("a symbol is what is neither letter nor digit")
    void symbols(String password, boolean enough) {
        var policy = new PasswordPolicy(new Composition(1, 0, 0, 0, 1), false, Set.of(), false);
        var expected = enough ? List.of() : List.of(new Violation.TooFew(1, Sort.SYMBOL));
        assertEquals(expected, policy.violations(password, ADA));
    }

    @Test
    @DisplayName("characters are counted as people see them typed: one outside of the basic plane is one")
    void countsCodePoints() {
        var policy = new PasswordPolicy(new Composition(4, 0, 0, 0, 0), false, Set.of(), false);
        assertEquals(List.of(), policy.violations("😀😀😀😀", ADA));
        assertEquals(List.of(new Violation.TooShort(4)), policy.violations("😀😀😀", ADA));
    }

    @ParameterizedTest
    @CsvSource({
        "my-LOVELACE-pw, true", // a part, whatever its case
        "mathsgenius, true", // of the domain, too
        "example!, true",
        "ada42org, false", // parts of three characters and fewer
        "love lace, false",
    })
    @DisplayName("Okta password policy: parts of the username of four characters or more may not occur")
    void excludesUsername(String password, boolean refused) {
        var violations =
                NOTHING_PERSONAL.violations(password, new Person(ADA.login(), Optional.empty(), Optional.empty()));
        assertEquals(refused ? List.of(new Violation.HasUsername()) : List.of(), violations);
        assertEquals(List.of(), ANYTHING.violations(password, ADA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,bcde", "a.bcde", "a_bcde", "a#bcde", "a@bcde", "a-bcde"})
    @DisplayName("Okta password policy: the username is split at , . _ # @ and -")
    void splitsUsername(String login) {
        var person = new Person(login, Optional.empty(), Optional.empty());
        assertEquals(List.of(new Violation.HasUsername()), NOTHING_PERSONAL.violations("xxBCDExx", person));
        assertEquals(List.of(), NOTHING_PERSONAL.violations("xxBCDxx", person));
    }

    @Test
    @DisplayName("Okta password policy: first and last name may not occur where the policy excludes them")
    void excludesNames() {
        var person = new Person("x@y.z", Optional.of("Ada"), Optional.of("Byron King"));
        assertEquals(
                List.of(new Violation.HasAttribute(Attribute.FIRST_NAME)),
                NOTHING_PERSONAL.violations("superADA99", person));
        assertEquals(
                List.of(new Violation.HasAttribute(Attribute.LAST_NAME)),
                NOTHING_PERSONAL.violations("the byron kings", person));
        assertEquals(List.of(), NOTHING_PERSONAL.violations("byronking", person));
        assertEquals(
                List.of(), NOTHING_PERSONAL.violations("Al", new Person("x", Optional.of("Al"), Optional.empty())));
    }

    @Test
    @DisplayName("no password is longer than what may be hashed, whatever the policy says")
    void boundsTheLength() {
        assertEquals(List.of(), ANYTHING.violations("x".repeat(1024), ADA));
        assertEquals(List.of(new Violation.TooLong()), ANYTHING.violations("x".repeat(1025), ADA));
        assertEquals(List.of(new Violation.TooLong()), ANYTHING.violations("é".repeat(513), ADA));
        assertEquals(List.of(new Violation.Unusable()), ANYTHING.violations("a\0b", ADA));
        assertEquals(List.of(new Violation.Unusable()), ANYTHING.violations("a\uD800b", ADA));
    }

    @Test
    @DisplayName("an empty password is too short for every policy")
    void emptyIsTooShort() {
        var policy = new PasswordPolicy(new Composition(0, 0, 0, 0, 0), false, Set.of(), false);
        assertEquals(List.of(new Violation.TooShort(1)), policy.violations("", ADA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password1",
                "P@ssw0rd!",
                "pa$$word",
                "12345678",
                "87654321",
                "abcdefgh",
                "qwertyuiop",
                "QWERTZ123",
                "qwerty123456",
                "1qaz2wsx",
                "1q2w3e4r",
                "aaaaaaaa",
                "abcabcabc",
                "12121212",
                "letmein",
                "Letmein123!",
                "iloveyou",
                "Summer2026",
                "Winter26!",
                "welcome1",
                "Admin123",
                "!!admin!!",
                "dragon99",
                "trustno1",
                "abcd1234",
                "asdf1234",
                "asdfghjkl",
                "111111",
                "monkey12",
                "Passw0rd",
                "Passwort1",
                "sunshine",
                "Liverpool1",
                "M1chael!",
                "Schatz99",
                "Charlie2020",
                "Football#1",
                "$tarwars",
                "Sommer2025!",
                "Fenerbahce1907"
            })
    @DisplayName("what everybody tries first is common, with its ornaments and its digits for letters")
    void commonOnes(String password) {
        assertEquals(List.of(new Violation.Common()), NOTHING_COMMON.violations(password, ADA));
        assertEquals(List.of(), ANYTHING.violations(password, ADA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "xkVq7!mPz2",
                "my password is long",
                "dragonfly-1987-teapot",
                "tr0ub4dor&3",
                "Kaffee um halb vier",
                "abcdeXYpq9",
                "h7Gq",
                "4815162342",
                "passwordless-future",
                "字字典典很好",
            })
    @DisplayName("what is not on everybody's list is not common")
    void uncommonOnes(String password) {
        assertEquals(List.of(), NOTHING_COMMON.violations(password, ADA));
    }

    @Test
    @DisplayName("the longest passwords are judged at once: no pattern runs away")
    void judgesLongOnesAtOnce() {
        long start = System.nanoTime();
        for (String piece : List.of("a", "1", "!", "ab", "qwerty", "a1!", "x".repeat(9) + "y", "12a")) {
            String longest = piece.repeat(1024 / piece.length());
            NOTHING_COMMON.violations(longest, ADA);
            NOTHING_COMMON.violations(longest + "字", ADA);
        }
        assertTrue(System.nanoTime() - start < 5_000_000_000L);
    }

    @Test
    @DisplayName("every violation says in a sentence what to do")
    void textsAreSentences() {
        var all = List.of(
                new Violation.TooShort(1),
                new Violation.TooShort(12),
                new Violation.TooLong(),
                new Violation.Unusable(),
                new Violation.TooFew(2, Sort.SYMBOL),
                new Violation.HasUsername(),
                new Violation.HasAttribute(Attribute.FIRST_NAME),
                new Violation.Common());
        for (var violation : all) {
            assertTrue(violation.text().matches("[A-Z].*[a-z]\\."), violation.text());
        }
        assertEquals("Use at least 1 character.", new Violation.TooShort(1).text());
        assertEquals("Use at least 2 symbols.", new Violation.TooFew(2, Sort.SYMBOL).text());
    }
}
