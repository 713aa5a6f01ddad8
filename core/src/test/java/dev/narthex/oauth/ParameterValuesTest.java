package dev.narthex.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.oauth.Prompts.Prompt;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The parameters whose values are words.
final class ParameterValuesTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"id_token token", "token id_token"})
    @DisplayName("RFC 6749 §3.1.1: the members of a response type come in any order")
    void responseTypesInAnyOrder(String text) {
        var expected = new ResponseTypes(Set.of(ResponseType.TOKEN, ResponseType.ID_TOKEN));
        assertEquals(Optional.of(expected), ResponseTypes.parse(text));
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "",
                " ",
                "none",
                "Token",
                "token ",
                " token",
                "token  id_token",
                "token token",
                "token,id_token",
                "token\tid_token",
                "token\u00a0id_token",
                "token id_token x",
                "id_tokentoken"
            })
    @DisplayName("RFC 6749 §3.1.1: other words, other separators and repetitions are no response type")
    void noResponseType(String text) {
        assertTrue(ResponseTypes.parse(text).isEmpty());
    }

    @Test
    @DisplayName("A response type carries tokens unless it is a code alone")
    void carriesTokens() {
        assertTrue(ResponseTypes.parse("token").orElseThrow().carriesTokens());
        assertTrue(ResponseTypes.parse("code id_token").orElseThrow().carriesTokens());
        assertFalse(ResponseTypes.parse("code").orElseThrow().carriesTokens());
        assertThrows(IllegalArgumentException.class, () -> new ResponseTypes(Set.of()));
    }

    @Test
    @DisplayName("Response modes and response types are read as they are written, and in no other way")
    void modesAndTypesAreWords() {
        for (var mode : ResponseMode.values()) assertEquals(Optional.of(mode), ResponseMode.parse(mode.text()));
        for (var type : ResponseType.values()) assertEquals(Optional.of(type), ResponseType.parse(type.text()));
        for (String other :
                List.of("", "Query", "form_post_jwt", "jwt", ".jwt", "okta_post_message.jwt", "web_message")) {
            assertTrue(ResponseMode.parse(other).isEmpty(), other);
        }
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: prompt is a set of words")
    void prompts() {
        assertEquals(Set.of(Prompt.NONE), Prompts.parse("none").orElseThrow().values());
        assertEquals(Set.of(Prompt.LOGIN), Prompts.parse("login").orElseThrow().values());
        assertEquals(Prompts.parse("login consent"), Prompts.parse("consent login"));
        assertTrue(Prompts.parse("none").orElseThrow().silent());
        assertFalse(Prompts.UNSPECIFIED.silent());
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "",
                " ",
                "None",
                "none login",
                "consent none",
                "login  consent",
                "login ",
                "nonesuch",
                "choose_account",
                "enroll_authenticator",
                "create_account"
            })
    @DisplayName("OIDC Core 1.0 §3.1.2.1: none with another word, and words that are not known, are errors")
    void noPrompt(String text) {
        assertTrue(Prompts.parse(text).isEmpty());
    }

    @Test
    void silenceStandsAlone() {
        assertThrows(IllegalArgumentException.class, () -> new Prompts(Set.of(Prompt.NONE, Prompt.LOGIN)));
    }

    @Test
    @DisplayName("RFC 6749 §3.3: scopes are words in the order in which they came, each once")
    void scopes() {
        assertEquals(
                "openid email a:b/c~!",
                Scopes.parse("openid email  a:b/c~! email").orElseThrow().text());
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", " ", "a\"b", "a\\b", "a\tb", "a\u0000", "\u00e9", "a\u00a0b", "a\nb"})
    @DisplayName("RFC 6749 §3.3: what is not printable ASCII, or a quotation mark or backslash, is no scope")
    void noScopes(String text) {
        assertTrue(Scopes.parse(text).isEmpty());
    }

    @Test
    @DisplayName("Scopes are bounded at 1024 characters")
    void scopesAreBounded() {
        assertTrue(Scopes.parse("a".repeat(1024)).isPresent());
        assertTrue(Scopes.parse("a".repeat(1025)).isEmpty());
    }

    @Test
    @DisplayName("Scopes are told apart with regard to case, and taking some away keeps the order of the others")
    void scopesWithout() {
        var scopes = Scopes.parse("c a B b").orElseThrow();
        assertTrue(scopes.has("B"));
        assertFalse(scopes.has("C"));
        assertEquals("c B b", scopes.without(Set.of("a", "x")).text());
        assertTrue(scopes.without(scopes.names()).isEmpty());
        assertThrows(UnsupportedOperationException.class, () -> scopes.names().add("d"));
    }

    @Property
    @Label("No text makes a parser throw, and what one accepts it reads again from its own text")
    void everyText(@ForAll String text) {
        ResponseTypes.parse(text);
        ResponseMode.parse(text);
        Prompts.parse(text);
        Scopes.parse(text).ifPresent(scopes -> assertEquals(Optional.of(scopes), Scopes.parse(scopes.text())));
    }

    @Property
    @Label("Printable text of words is read back as the same words")
    void words(@ForAll @CharRange(from = ' ', to = '~') String text) {
        Scopes.parse(text)
                .ifPresent(scopes -> assertEquals(
                        Stream.of(text.split(" "))
                                .filter(word -> !word.isEmpty())
                                .distinct()
                                .toList(),
                        List.copyOf(scopes.names())));
    }

    @Test
    @DisplayName("Error codes are the words of the wire, and a problem always says what it is")
    void problems() {
        assertEquals("unmet_authentication_requirements", OAuthError.UNMET_AUTHENTICATION_REQUIREMENTS.code());
        assertEquals("login_required", OAuthError.LOGIN_REQUIRED.code());
        assertThrows(IllegalArgumentException.class, () -> new Problem(OAuthError.INVALID_REQUEST, " "));
    }
}
