package dev.narthex.users.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import dev.narthex.users.search.Condition.And;
import dev.narthex.users.search.Condition.Compare;
import dev.narthex.users.search.Condition.Operator;
import dev.narthex.users.search.Condition.Or;
import dev.narthex.users.search.SearchParser.Parsed;
import dev.narthex.users.search.UserQuery.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The language of searches, and the cursors between their pages.
final class SearchParserTest {
    private static final UserSchema SCHEMA = UserSchema.initial(Instant.EPOCH)
            .with(
                    List.of(
                            new Attribute("age", false, Map.of("type", "integer")),
                            new Attribute("vip", false, Map.of("type", "boolean"))),
                    List.of(),
                    Instant.EPOCH);
    private static final SearchLanguage SEARCH = new SearchLanguage(SCHEMA, true);
    private static final SearchLanguage FILTER = new SearchLanguage(SCHEMA, false);

    private static Condition read(String text) {
        return assertInstanceOf(Parsed.Read.class, SearchParser.parse(text, SEARCH), text)
                .condition();
    }

    private static Compare id(String id) {
        return new Compare(new Property.Id(), Operator.EQ, id);
    }

    @Test
    @DisplayName("Okta: and binds closer than or, parentheses closer still; operators in any case")
    void precedence() {
        assertEquals(
                new Or(List.of(id("a"), new And(List.of(id("b"), id("c"))))),
                read("id eq \"a\" or id EQ \"b\" AND id eq \"c\""));
        assertEquals(
                new And(List.of(new Or(List.of(id("a"), id("b"))), id("c"))),
                read("(id eq \"a\" or id eq \"b\")and id eq \"c\""));
    }

    @Test
    @DisplayName("Okta: values are of the property's type; quotes and backslashes are escaped")
    void values() {
        assertEquals(id("a\"b\\c"), read("id eq \"a\\\"b\\\\c\""));
        assertEquals(
                new Compare(Property.Time.LAST_UPDATED, Operator.GT, Instant.parse("2026-01-01T00:00:00.123Z")),
                read("lastUpdated gt \"2026-01-01T00:00:00.123Z\""));
        assertEquals(
                new Compare(new Property.Profile("age", Attribute.Type.INTEGER, false), Operator.GE, -5.0),
                read("profile.age ge -5"));
        assertEquals(
                new Compare(new Property.Profile("vip", Attribute.Type.BOOLEAN, false), Operator.EQ, true),
                read("profile.vip eq true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "id",
                "id eq",
                "id eq a",
                "id eq \"a",
                "id eq \"a\" and",
                "id eq \"a\" id eq \"b\"",
                "(id eq \"a\"",
                "id eq \"a\")",
                "()",
                "ID eq \"a\"",
                "profile.unknown eq \"a\"",
                "profile. eq \"a\"",
                "status sw \"ACTIVE\"",
                "status eq \"BUSY\"",
                "id ne \"a\"",
                "not id eq \"a\"",
                "profile.age eq \"5\"",
                "profile.age sw 5",
                "profile.age eq NaN",
                "profile.vip eq \"true\"",
                "profile.vip gt true",
                "id co \"a\"",
                "type.id sw \"o\"",
                "id eq \"a\\x\"",
                "id eq \"a\"; DROP TABLE users",
                "profile.age eq 1e999",
                "id pr pr",
                "lastUpdated eq 5"
            })
    @DisplayName("Abuse 110: what is no expression of the language is refused")
    void malformed(String text) {
        assertInstanceOf(Parsed.Malformed.class, SearchParser.parse(text, SEARCH), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-01-01", "2026-13-01T00:00:00.000Z", "+99999-01-01T00:00:00.000Z", ""})
    @DisplayName("Okta: a time that is none is a fault of its own")
    void badTime(String text) {
        assertInstanceOf(Parsed.BadTime.class, SearchParser.parse("lastUpdated gt \"" + text + "\"", SEARCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "profile.login sw \"a\"", "profile.department eq \"a\"", "created gt \"2026-01-01T00:00:00.000Z\"",
                "profile.login pr", "profile.login gt \"a\"", "type.id eq \"a\""
            })
    @DisplayName("Okta: a filter has fewer properties, and equality alone but for lastUpdated")
    void filter(String text) {
        assertInstanceOf(Parsed.Read.class, SearchParser.parse(text, SEARCH));
        assertInstanceOf(Parsed.Malformed.class, SearchParser.parse(text, FILTER));
    }

    @Test
    @DisplayName("Abuse 110: length, depth and number of comparisons are bounded")
    void bounds() {
        String one = "id eq \"a\"";
        assertInstanceOf(Parsed.Read.class, SearchParser.parse("(".repeat(20) + one + ")".repeat(20), SEARCH));
        assertInstanceOf(Parsed.Malformed.class, SearchParser.parse("(".repeat(21) + one + ")".repeat(21), SEARCH));
        assertInstanceOf(Parsed.Malformed.class, SearchParser.parse("(".repeat(900), SEARCH));
        assertInstanceOf(Parsed.Read.class, SearchParser.parse(one + " or " + one, SEARCH));
        assertInstanceOf(Parsed.Malformed.class, SearchParser.parse((one + " or ").repeat(100) + one, SEARCH));
        assertInstanceOf(Parsed.Malformed.class, SearchParser.parse("id eq \"" + "a".repeat(5_000) + "\"", SEARCH));
    }

    @net.jqwik.api.Property
    @Label("Abuse 110: any text is read or refused, never an exception")
    void anyText(@ForAll String text) {
        SearchParser.parse(text, SEARCH);
        SearchParser.parse("id eq " + text, SEARCH);
    }

    @net.jqwik.api.Property
    @Label("A cursor is read back by the query that it was made for, and by no other")
    void cursor(@ForAll String query, @ForAll boolean absent, @ForAll("keys") String key) {
        var position = new Position(absent, key, "00u1");
        String cursor = Cursor.write(query, position);
        assertEquals(Optional.of(position), Cursor.read(query, cursor));
        assertEquals(Optional.empty(), Cursor.read(query + "x", cursor));
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> keys() {
        return net.jqwik.api.Arbitraries.of("", "a b", "日本", "1", " ");
    }

    @net.jqwik.api.Property
    @Label("Abuse 110: a forged cursor is read or refused, never an exception")
    void forged(@ForAll String cursor) {
        assertTrue(Cursor.read("q", cursor).isEmpty() || !cursor.isEmpty());
    }
}
