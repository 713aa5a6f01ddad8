package dev.narthex.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the language is without its functions.
final class LanguageTest {

    @ParameterizedTest
    @DisplayName("A literal is what it says: a backslash is one, and a doubled quotation mark is one")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            'Hello world'            => 'Hello world'
            "it's"                   => 'it's'
            'it''s'                  => 'it's'
            "a ""b\"""                => 'a "b"'
            "XDOMAIN\\"              => 'XDOMAIN\\'
            ''                       => ''
            1234                     => 1234
            3.141                    => 3.141
            -5                       => -5
            true                     => true
            FALSE                    => false
            null                     => nothing
            NULL                     => nothing
            {}                       => []
            {1, 'a', {true}, null}   => [1, 'a', [true]]
            """)
    void literals(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @ParameterizedTest
    @DisplayName("A member of nothing is nothing, and an index outside a list gives nothing")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            user.firstName                => 'Ada'
            user.salary                   => 1000001
            user.rate                     => 1.5
            user.address.city             => 'London'
            user['firstName']             => 'Ada'
            app.profile.tier              => 'gold'
            user.missing                  => nothing
            user.missing.more.and.more    => nothing
            user.missing[0]               => nothing
            user?.missing?.more           => nothing
            source.login                  => nothing
            session.amr                   => ['mfa', 'pwd']
            session.amr[1]                => 'pwd'
            session.amr[2]                => nothing
            session.amr[-1]               => nothing
            access.scope[0]               => 'openid'
            {10, 20}[1]                   => 20
            user.firstName.length         => failed: a text has no member length
            user.class                    => nothing
            user.firstName['bytes']       => failed: a text has no place that is a text
            user                          => failed: the result is an object: name a member of it
            {user}                        => failed: the result is an object: name a member of it
            """)
    void members(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @ParameterizedTest
    @DisplayName("Numbers are added, texts put together, and nothing is an empty text among texts")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            1 + 2                                     => 3
            1 + 0.5                                   => 1.5
            5 - 3 - 1                                 => 1
            -(2 - 3)                                  => 1
            user.firstName + ' ' + user.lastName      => 'Ada Byron'
            user.firstName + user.missing             => 'Ada'
            user.missing + user.missing               => nothing
            'n' + 1 + 2                               => 'n12'
            1 + 2 + 'n'                               => '3n'
            'x' + 1.0 + true                          => 'x1.0true'
            9223372036854775807 + 1                   => failed: a number is too large
            1 + null                                  => failed: a number and nothing cannot be added
            {1} + {2}                                 => failed: a list and a list cannot be added
            'a' - 'b'                                 => failed: a text cannot be subtracted from
            1 - 'b'                                   => failed: a text cannot be subtracted
            """)
    void sums(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @ParameterizedTest
    @DisplayName("Numbers are compared by value, texts by their characters, and nothing comes first")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            1 == 1.0                             => true
            1 != 2                               => true
            '1' == 1                             => false
            'a' < 'b'                            => true
            'a' >= 'b'                           => false
            2 > 1.5                              => true
            2 <= 2                               => true
            user.missing == null                 => true
            appuser != null                      => true
            user.missing > 100                   => false
            null < 1                             => true
            {1, 'a'} == {1, 'a'}                 => true
            1 < 'a'                              => failed: there is no order between a number and a text
            user.salary >= 1000000               => true
            user.email matches '.*@example\\.org' => true
            user.email matches 'ada'             => false
            user.missing matches 'ada'           => false
            user.email matches user.missing      => false
            """)
    void comparisons(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @ParameterizedTest
    @DisplayName("Conditions are true or false and nothing else; what decides first decides alone")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            true AND false                           => false
            true && true                             => true
            false OR true                            => true
            false || false                           => false
            true or user.missing                     => true
            false and user.missing                   => false
            !true                                    => false
            !!true                                   => true
            !user.isContractor                       => true
            user.salary > 1000000 AND !user.isContractor => true
            user.isContractor ? 'a' : 'b'            => 'b'
            user.missing ?: 'none'                   => 'none'
            user.empty ?: 'none'                     => 'none'
            user.firstName ?: 'none'                 => 'Ada'
            (appuser != null) ? appuser.userName : app.clientId => 'ada@example.org'
            (source != null) ? source.login : app.clientId      => '0oa1'
            !user.missing                            => failed: a condition is neither true nor false: compare the value with something
            user.missing ? 1 : 2                     => failed: a condition is neither true nor false: compare the value with something
            'true' AND true                          => failed: a condition is neither true nor false: compare the value with something
            """)
    void conditions(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @ParameterizedTest
    @DisplayName("Signs bind first, then sums, comparisons, and, or, and last the choice, which goes on to the right")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            1 + 2 == 3 AND 2 < 3                 => true
            true OR true AND false               => true
            (true OR true) AND false             => false
            !false AND false                     => false
            1 == 1 ? 'a' : 1 == 2 ? 'b' : 'c'    => 'a'
            1 == 3 ? 'a' : 1 == 2 ? 'b' : 'c'    => 'c'
            true ? false ? 1 : 2 : 3             => 2
            null ?: null ?: 'c'                  => 'c'
            'a' + 'b' == 'ab' ? 1 : 2            => 1
            -1 + 2                               => 1
            2 - -1                               => 3
            """)
    void precedence(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @ParameterizedTest
    @DisplayName("A projection takes the same of each item")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            user.getGroups().![name]                          => ['Everyone', 'West Coast', 'West Admins', 'East']
            user.getGroups().![type]                          => ['BUILT_IN', 'OKTA_GROUP', 'OKTA_GROUP', 'OKTA_GROUP']
            user.getGroups({'group.id': '00g2'}).![profile.name]  => ['West Coast']
            user.getGroups({'group.id': '00g2'}).![id + ':' + String.toUpperCase(name)]  => ['00g2:WEST COAST']
            user.getGroups({'group.id': '00g2'}).![{id, name}]    => [['00g2', 'West Coast']]
            user.missing.![name]                              => nothing
            user.firstName.![name]                            => failed: a text cannot be gone through
            """)
    void projections(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }
}
