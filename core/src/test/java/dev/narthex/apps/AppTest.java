package dev.narthex.apps;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import dev.narthex.oauth.RedirectUri;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AppTest {

    @Test
    @DisplayName("RFC 9700 §4.1.3: an app is returned to at a registered URI")
    void registered() {
        assertTrue(Example.app().mayReturnTo(new RedirectUri("https://app.example/cb")));
        assertTrue(Example.app().mayReturnTo(new RedirectUri("https://app.example/cb?tenant=a")));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://app.example/cb/",
                "https://app.example/cb?",
                "https://app.example/cb?tenant=b",
                "https://app.example/cb?tenant=a&x",
                "https://app.example/c",
                "https://app.example/",
                "https://app.example.evil.example/cb",
                "https://appxexample/cb",
                "https://app.example/cb/../evil",
                "https://app.example/cb/..%2f..%2fevil",
                "https://app.example/cb%252f..%252fevil",
                "https://app.example/cb/..;/evil",
                "http://app.example/cb",
                "https://app.example:443/cb"
            })
    @DisplayName("RFC 9700 §4.1.3; abuse cases 1, 3, 4, 5, 8: and nowhere else, however much like it")
    void notRegistered(String text) {
        assertFalse(Example.app().mayReturnTo(new RedirectUri(text)));
    }
}
