package dev.narthex.users.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.narthex.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an attribute takes, by what it is made of.
class AttributeTest {
    private static Map<String, Object> json(String text) {
        return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean takes(String definition, Object value) {
        return new Attribute("x", false, json(definition)).fault(value).isEmpty();
    }

    /// Each definition with a value beside the bound on either side.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"type":"string","minLength":2}                                        | "ab"       | "a"
            {"type":"string","maxLength":2}                                        | "😀😀"     | "abc"
            {"type":"integer","minimum":1}                                         | 1          | 0
            {"type":"integer","maximum":1}                                         | 1          | 2
            {"type":"integer"}                                                     | 1          | 1.5
            {"type":"integer"}                                                     | 1          | "1"
            {"type":"number","minimum":-0.5}                                       | -0.5       | -0.6
            {"type":"number","maximum":2.5}                                        | 2.5        | 2.6
            {"type":"boolean"}                                                     | true       | "true"
            {"type":"string"}                                                      | "1"        | 1
            {"type":"string"}                                                      | "a"        | ["a"]
            {"type":"string","enum":["S","M"]}                                     | "M"        | "m"
            {"type":"integer","enum":[1,2]}                                        | 2          | 3
            {"type":"number","enum":[1,2.5]}                                       | 1.0        | 2
            {"type":"string","oneOf":[{"const":"S","title":"Small"}]}              | "S"        | "Small"
            {"type":"string","enum":["S"],"oneOf":[{"const":"S","title":"Small"}]} | "S"        | "M"
            {"type":"array","items":{"type":"string"}}                             | ["a",""]   | ["a",1]
            {"type":"array","items":{"type":"string"}}                             | []         | "a"
            {"type":"array","items":{"type":"integer"}}                            | [1]        | [1,1.5]
            {"type":"array","items":{"type":"number"}}                             | [1,1.5]    | ["1"]
            {"type":"array","items":{"type":"string","enum":["a","b"]}}            | ["b","a"]  | ["a","c"]
            {"type":"array","items":{"type":"string","oneOf":[{"const":"a"}]}}     | ["a"]      | ["b"]
            {"type":"array","items":{"type":"string"},"enum":["a"]}                | ["a"]      | ["b"]
            {"type":"string","pattern":"[A-Z]{2}[0-9]+"}                           | "AB1"      | "xAB1"
            {"type":"string","pattern":"[A-Z]{2}[0-9]+"}                           | "AB12"     | "AB12x"
            {"type":"string","format":"email"}                                     | "a@b.c"    | "a.b.c"
            {"type":"string","format":"uri"}                                       | "https://a.b/c?d" | "a b"
            {"type":"string","format":"country-code"}                              | "GB"       | "XX"
            {"type":"string","format":"language-code"}                             | "en-GB"    | "en GB"
            {"type":"string","format":"locale"}                                    | "de_AT"    | "d"
            {"type":"string","format":"timezone"}                                  | "Europe/Vienna" | "Europe/Nowhere"
            {"type":"string","format":"date-time"}                                 | "2026-01-01T00:00:00.000Z" | "2026-01-01"
            {"type":"string","unique":true,"maxLength":900}                        | "a"        | LONG
            """)
    @DisplayName("Okta: a value is held against each word of its attribute's definition")
    void words(String definition, String good, String bad) {
        String text = "{\"good\":" + good + ",\"bad\":" + bad.replace("LONG", '"' + "x".repeat(501) + '"') + "}";
        var values = json(text);
        assertEquals(true, takes(definition, values.get("good")), good);
        assertEquals(false, takes(definition, values.get("bad")), bad);
    }

    @Test
    @DisplayName("Abuse 110: a pattern that others take exponential time for is answered at once")
    void slowPattern() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertEquals(
                        false, takes("{\"type\":\"string\",\"pattern\":\"(a|aa)+(b|a*)+c\"}", "a".repeat(16_000))));
    }

    private static final UserSchema SCHEMA = UserSchema.initial(Instant.EPOCH)
            .with(
                    List.of(
                            new Attribute("size", false, Map.of("type", "string", "enum", List.of("S", "M"))),
                            new Attribute("level", false, Map.of("type", "integer", "default", 3))),
                    List.of(),
                    Instant.EPOCH);

    private static Map<String, Object> profile(String name, Object value) {
        var profile = new HashMap<String, Object>(Map.of(
                "login", "ada@example.org", "email", "ada@example.org", "firstName", "Ada", "lastName", "Byron"));
        profile.put(name, value);
        return profile;
    }

    @Test
    @DisplayName(
            "Okta: a value that stays is no fault of whoever changes another, though the schema would refuse it now")
    void stays() {
        var before = profile("size", "XL");
        var after = new HashMap<>(before);
        after.put("nickName", "Countess");
        assertEquals(List.of("size: must be one of [S, M]"), SCHEMA.faults(before));
        assertEquals(List.of(), SCHEMA.faults(before, after));
        after.put("size", "XXL");
        assertEquals(List.of("size: must be one of [S, M]"), SCHEMA.faults(before, after));
        assertEquals(
                List.of("lastName: The field cannot be left blank"), SCHEMA.faults(profile("lastName", " \u0301")));
        after.remove("email");
        assertEquals(2, SCHEMA.faults(before, after).size(), "what is required is missed whoever changes what");
    }

    @Test
    @DisplayName("Okta: who brings nothing of an attribute gets its default")
    void standard() {
        assertEquals(3, SCHEMA.completed(profile("size", "S")).get("level"));
        assertEquals(7, SCHEMA.completed(profile("level", 7)).get("level"));
        assertEquals(3, SCHEMA.completed(profile("level", null)).get("level"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, ada, false",
                "'.+', a b/ü, true",
                "[a-z]+, adabyron, true",
                "[a-z]+, ada@example.org, false",
                "[a-z]+, ada, false"
            })
    @DisplayName("Okta: a login is an address, unless the org gives it a pattern; `.+` is none")
    void login(String pattern, String login, boolean taken) {
        var definition = new HashMap<>(SCHEMA.attribute("login").orElseThrow().definition());
        if (pattern != null) definition.put("pattern", pattern);
        assertEquals(
                taken, new Attribute("login", true, definition).fault(login).isEmpty());
    }
}
