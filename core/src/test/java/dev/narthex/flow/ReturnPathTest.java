package dev.narthex.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever can choose where a browser goes after a sign-in can show a page that looks like ours.
final class ReturnPathTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/",
                "/app/UserHome",
                "/?a=b",
                "/oauth2/default/v1/authorize/redirect?okta_key=AbC-_9",
                "/a?next=https://evil.example//x/..",
                "/a?b=%2F%2f&c=1+2"
            })
    @DisplayName("A path of our own, with or without a query, is kept as it is")
    void ownPathIsKept(String text) {
        assertEquals(text, ReturnPath.parse(text).orElseThrow().text());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "//evil.example",
                "///evil.example",
                "////evil.example",
                "/\\evil.example",
                "\\/evil.example",
                "\\\\evil.example",
                "/\t//evil.example",
                "/\t/evil.example",
                "\t//evil.example",
                "/\n/evil.example",
                "/\r\nLocation: https://evil.example",
                " //evil.example",
                " /",
                "https://evil.example/",
                "https:evil.example",
                "https:/evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "evil.example",
                "@evil.example",
                ".evil.example",
                "?x=1",
                "#x",
                "/#x",
                "/a#b",
                "/%2f/evil.example",
                "/%2F%2Fevil.example",
                "/%5cevil.example",
                "/%09/evil.example",
                "/a//evil.example",
                "/.//evil.example",
                "/..//evil.example",
                "/a/../b",
                "/a/..",
                "/a\u0000b",
                "/a b",
                "/\u2215evil.example",
                "/\uff0fevil.example",
                "/?x=\u202e",
                "/?x=\u00fc",
                "/?a\\b",
                ""
            })
    @DisplayName("Abuse case 12: what a browser could read as another place is refused")
    void anotherPlaceIsRefused(String text) {
        assertEquals(Optional.empty(), ReturnPath.parse(text).map(ReturnPath::text));
    }

    @Test
    @DisplayName("A path that is too long for an address line is refused")
    void tooLong() {
        assertTrue(ReturnPath.parse("/" + "a".repeat(11_999)).isPresent());
        assertTrue(ReturnPath.parse("/" + "a".repeat(12_000)).isEmpty());
    }

    @Test
    @DisplayName("Only a return to /authorize carries a paused request")
    void onlyAReturnToAuthorizeCarriesARequest() {
        assertEquals(
                Optional.of("k-_1"), ReturnPath.toAuthorize("default", "k-_1").oktaKey());
        assertEquals(Optional.of("k-_1"), ReturnPath.toAuthorize("org", "k-_1").oktaKey());
        assertEquals(Optional.empty(), keyIn("/app?okta_key=k"));
        assertEquals(Optional.empty(), keyIn("/oauth2/v1/authorize?okta_key=k"));
        assertEquals(Optional.empty(), keyIn("/oauth2/v1/authorize/redirect?x=/v1/authorize/redirect"));
        assertEquals(Optional.empty(), keyIn("/oauth2/v1/authorize/redirect?okta_key=%zz"));
        assertEquals(Optional.empty(), keyIn("/oauth2/v1/authorize/redirect?okta_key="));
        assertEquals(Optional.empty(), keyIn("/oauth2/v1/authorize/redirect"));
    }

    private static Optional<String> keyIn(String path) {
        return ReturnPath.parse(path).orElseThrow().oktaKey();
    }

    @Test
    @DisplayName("The org's server resumes below /oauth2, a custom one below its id")
    void whereRequestsResume() {
        assertEquals(
                "/oauth2/v1/authorize/redirect?okta_key=k",
                ReturnPath.toAuthorize("org", "k").text());
        assertEquals(
                "/oauth2/aus1/v1/authorize/redirect?okta_key=k",
                ReturnPath.toAuthorize("aus1", "k").text());
    }

    @Test
    @DisplayName("A return address survives the trip through a step's query")
    void asParameter() {
        assertEquals(
                "fromURI=%2Foauth2%2Fv1%2Fauthorize%2Fredirect%3Fokta_key%3Dk",
                ReturnPath.toAuthorize("org", "k").asParameter());
    }

    @Property
    @Label("Whatever is accepted leads to our own origin, for whoever resolves it")
    void acceptedIsOurs(@ForAll("nearly paths") String text) {
        ReturnPath.parse(text).ifPresent(path -> {
            var resolved =
                    URI.create("https://id.example/login").resolve(path.text().replace("%", ""));
            assertEquals("https://id.example", resolved.getScheme() + "://" + resolved.getRawAuthority());
            assertTrue(text.matches("/([^/\\\\].*)?") && text.chars().allMatch(c -> c > ' ' && c < 0x7f), text);
        });
    }

    @Provide("nearly paths")
    Arbitrary<String> nearlyPaths() {
        return Arbitraries.of(
                        "/", "\\", ".", "?", "#", "%2f", "%", "\t", ":", "@", "a", "evil.example", "https:", "\u00e9")
                .list()
                .ofMaxSize(8)
                .map(parts -> "/" + String.join("", parts));
    }

    @Property
    @Label("No text makes the parser throw")
    void noTextThrows(@ForAll String text) {
        ReturnPath.parse(text).ifPresent(ReturnPath::oktaKey);
    }
}
