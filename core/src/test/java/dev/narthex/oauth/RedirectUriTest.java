package dev.narthex.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedirectUriTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://app.example/cb",
                "https://app.example",
                "https://app.example:8443/cb?tenant=a&b=%2F",
                "http://localhost:8080/cb",
                "http://127.0.0.1/cb",
                "http://[::1]:3000/cb",
                "com.example.app:/callback",
                "com.example.app://callback/path"
            })
    @DisplayName("RFC 6749 §3.1.2: an absolute URI is a place to return to")
    void absolute(String text) {
        assertEquals(text, RedirectUri.parse(text).orElseThrow().text());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "/cb", "cb", "//app.example/cb", "?x", "https:", "https://", "https:///cb", "http:cb"})
    @DisplayName("RFC 6749 §3.1.2: what is not absolute, or has no host, is none")
    void notAbsolute(String text) {
        assertTrue(RedirectUri.parse(text).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"https://app.example/cb#", "https://app.example/cb#f", "com.example.app:/cb#f"})
    @DisplayName("RFC 6749 §3.1.2; abuse case 13: a fragment is refused, for the answer is put there")
    void fragment(String text) {
        assertTrue(RedirectUri.parse(text).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "http://localhost:80@evil.example/cb",
                "https://app.example@evil.example",
                "https://a:b@app.example/"
            })
    @DisplayName("Abuse case 2: a name before an @ hides the host that follows, so there is none")
    void userInfo(String text) {
        assertTrue(RedirectUri.parse(text).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"*", "https://*", "https://*.app.example/cb", "https://app.example/*", "https://app.example/cb?*"
            })
    @DisplayName("Abuse case 6: wildcards are refused")
    void wildcard(String text) {
        assertTrue(RedirectUri.parse(text).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "javascript://app.example/%0aalert(1)",
                "data:text/html,x",
                "DATA:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "filesystem:https://app.example/x",
                "blob:https://app.example/x",
                "view-source:https://app.example",
                "about:blank",
                "java\tscript:alert(1)",
                " javascript:alert(1)"
            })
    @DisplayName("Abuse case 11: what a browser would run or open locally is no place to return to")
    void scripts(String text) {
        assertTrue(RedirectUri.parse(text).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://\u0430pp.example/cb",
                "https://app\uff0eexample/cb",
                "https://app.example/\u00fc",
                "https://app.example/\u202ecb",
                "https://app.example/cb\u0000",
                "https://app.example/cb\r\nSet-Cookie: a=b",
                "https://app.example/cb\n",
                "https://app.example/c b",
                "https://app.example\\@evil.example",
                "https://app.example/%zz",
                "https://app.example/%",
                "https://app_under.example|evil/cb"
            })
    @DisplayName("RFC 3986 §2; abuse case 17: beyond ASCII, control characters and broken escapes are refused")
    void notAUri(String text) {
        assertTrue(RedirectUri.parse(text).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "HTTPS://app.example/cb",
                "https://APP.example/cb",
                "https://app.example/CB",
                "https://app.example/cb?A=1",
                "https://app.example:443/cb",
                "https://app.example./cb",
                "https://app.example/cb/",
                "https://app.example/%63b",
                "https://app.example/cb%00",
                "https://app.example/x/../cb",
                "http://app.example/cb",
                "http://2130706433/cb"
            })
    @DisplayName("Abuse cases 9, 17: another spelling of a place is another place")
    void anotherSpellingIsAnotherPlace(String text) {
        assertNotEquals(RedirectUri.parse("https://app.example/cb"), RedirectUri.parse(text));
    }

    @Test
    @DisplayName("Abuse case 10: another port is another place, on loopback too")
    void anotherPort() {
        assertNotEquals(RedirectUri.parse("http://localhost:1/cb"), RedirectUri.parse("http://localhost:2/cb"));
        assertNotEquals(RedirectUri.parse("https://app.example/cb"), RedirectUri.parse("https://app.example:8443/cb"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://app.example/cb?a=b, https://app.example",
        "https://app.example:8443/cb, https://app.example:8443",
        "http://[::1]:3000/cb, http://[::1]:3000",
        "com.example.app:/cb,",
        "com.example.app://callback/path,"
    })
    @DisplayName("Messages go to the origin of a web address; what is none has no origin")
    void origin(String text, String origin) {
        assertEquals(Optional.ofNullable(origin), new RedirectUri(text).origin());
    }

    @Test
    @DisplayName("It is bounded, and there is none that parsing refuses")
    void bounded() {
        String longest = "https://app.example/" + "a".repeat(1980);
        assertTrue(RedirectUri.parse(longest).isPresent());
        assertTrue(RedirectUri.parse(longest + "a").isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new RedirectUri("/cb"));
    }

    @Property
    @Label("No text makes the parser throw, and whatever it accepts is a header's and a link's plain text")
    void everyText(@ForAll String text) {
        RedirectUri.parse(text).ifPresent(uri -> {
            assertTrue(uri.text().chars().allMatch(c -> c > ' ' && c < 0x7f));
            assertEquals(text, URI.create(uri.text()).toString());
        });
    }
}
