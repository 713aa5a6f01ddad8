package dev.narthex.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused when it is written, and where.
final class MalformedTest {

    @ParameterizedTest
    @DisplayName("A mistake is named at its position")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            user.a = 'b'             => 7: there is no assignment: '==' compares
            user.a +                 => 8: a value is needed and not the end
            user.a user.b            => 7: an operator or the end is needed and not 'user'
            (user.a                  => 7: ')' is needed and not the end
            user.a)                  => 6: an operator or the end is needed and not ')'
            {1, 2                    => 5: '}' is needed and not the end
            {'a': 1, 2: 3}           => 9: a text is needed and not '2'
            user.                    => 5: a name is needed and not the end
            user[0                   => 6: ']' is needed and not the end
            'abc                     => 0: the text that begins here has no end
            true ? 1                 => 8: ':' is needed and not the end
            1 == 2 == 3              => 7: a comparison cannot be compared without parentheses
            usr.firstName            => 0: there is no 'usr': names begin with user, appuser, app, org, session, access, source
            'a' + String.length('b') => 6: there is no function 'String.length'
            String                   => 0: there is no 'String': names begin with user, appuser, app, org, session, access, source
            String.len()             => 0: String.len takes 1 argument
            Time.now(1, 2, 3)        => 0: Time.now takes 0 to 2 arguments
            Arrays.flatten()         => 0: Arrays.flatten takes at least 1 arguments
            String.stringSwitch('a', 'b', 'c') => 0: String.stringSwitch takes 2 arguments and then pairs
            user.firstName.toString() => 15: values have no function 'toString': write String.len(value)
            user.getClass()          => 5: values have no function 'getClass': write String.len(value)
            T(java.lang.Runtime)     => 0: there is no function 'T'
            new java.io.File('x')    => 0: there is no 'new': names begin with user, appuser, app, org, session, access, source
            {#root}                  => 1: this character has no meaning here
            @bean                    => 0: this character has no meaning here
            user.a & user.b          => 7: this character has no meaning here
            2 * 3                    => 2: this character has no meaning here
            12abc                    => 2: a number ends here, and a name cannot begin
            99999999999999999999     => 0: a number that is too large
            user.a matches '(a'      => 16: in the pattern, '(' without ')'
            isMemberOfGroupNameRegex('a(?=b)') => 27: in the pattern, of the groups with (? there are only (?: and, before all else, (?i)
            getFilteredGroups({'a'}, user.a, 1) => 25: the second argument is a text such as 'group.name'
            getFilteredGroups({'a'}, 'grp.name', 1) => 26: there is no 'grp': names begin with group, user, appuser, app, org, session, access, source
            group.name               => 0: there is no 'group': names begin with user, appuser, app, org, session, access, source
            """)
    void mistakes(String expression, String reason) {
        assertEquals("malformed at " + reason, Ada.evaluate(expression));
    }

    @Test
    @DisplayName("An empty text is no expression")
    void empty() {
        assertEquals("malformed at 0: a value is needed and not the end", Ada.evaluate(""));
        assertEquals("malformed at 2: a value is needed and not the end", Ada.evaluate(" \n"));
    }

    @Test
    @DisplayName("A claim can neither run code nor reach an object behind a value")
    void noWayOut() {
        for (String attack : new String[] {
            "''.class",
            "''.getClass()",
            "user['class'].forName('x')",
            "T(java.lang.System).exit(1)",
            "user.firstName.bytes"
        }) {
            assertTrue(Ada.evaluate(attack).matches("(malformed|failed).*"), attack + " → " + Ada.evaluate(attack));
        }
    }
}
