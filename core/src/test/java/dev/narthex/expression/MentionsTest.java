package dev.narthex.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What can be told of an expression from its text alone.
final class MentionsTest {
    @Test
    @DisplayName("An expression tells which attributes, functions and groups it speaks of, wherever they stand in it")
    void mentions() {
        var mentions = expression("user.a == user['b'] AND (NOT isMemberOfAnyGroup('00g1', user.group) OR app.c > 1) ?"
                        + " Arrays.contains({user.d.e, '00g2'}, 'x') : user.list.![user.f] == null")
                .mentions();
        assertEquals(Set.of("user", "app"), mentions.roots());
        assertEquals(Set.of("a", "b", "group", "d", "list"), mentions.attributes());
        assertEquals(Set.of("isMemberOfAnyGroup", "Arrays.contains"), mentions.functions());
        assertEquals(Set.of("00g1"), mentions.groupIds());
    }

    @ParameterizedTest
    @DisplayName("A condition is told from other expressions before it is evaluated")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            user.a == 'x'                               => true
            user.a                                      => false
            user.isContractor                           => true
            !user.a                                     => true
            NOT user.a == 'x'                           => true
            user.a == 'x' AND user.b                    => true
            user.a + 'x'                                => false
            1 - 2                                       => false
            true                                        => true
            'true'                                      => false
            null                                        => false
            isMemberOfGroupName('Crew')                 => true
            String.stringContains(user.a, 'x')          => true
            String.len(user.a)                          => false
            Arrays.isEmpty(user.a)                      => true
            Convert.toInt(user.a) > 3                   => true
            user.isContractor ? true : isMemberOfGroup('1') => true
            user.isContractor ? true : 'x'              => false
            user.isContractor ?: false                  => true
            {true}                                      => false
            """)
    void conditions(String text, boolean condition) {
        assertEquals(condition, expression(text).isCondition("isContractor"::equals));
    }

    @ParameterizedTest
    @DisplayName("NOT is the sign ! in a word, and reaches as far as a comparison")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            NOT user.firstName == 'Ada'               => false
            not user.firstName == 'Bob' and true      => true
            NOT NOT true                              => true
            NOT (true AND false)                      => true
            NOT user.isContractor                     => true
            """)
    void not(String text, String value) {
        assertEquals(value, Ada.evaluate(text));
    }

    private static Expression expression(String text) {
        return assertInstanceOf(Parsed.Ok.class, Expression.parse(text)).expression();
    }
}
