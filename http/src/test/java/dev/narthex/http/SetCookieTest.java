package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetCookieTest {
    private static String text(SetCookie cookie) {
        return Response.empty(200).with(cookie).first("Set-Cookie").orElseThrow();
    }

    @Test
    @DisplayName("abuse case 75: a cookie is HttpOnly, for the whole host and for no other")
    void cookieIsForThisHostOnly() {
        var lax = SetCookie.SameSite.LAX;
        assertEquals(
                "__Host-sid=v; Path=/; HttpOnly; Secure; SameSite=Lax",
                text(new SetCookie("__Host-sid", "v", true, lax, Optional.empty())));
        assertEquals(
                "sid=v; Path=/; HttpOnly; SameSite=Strict; Max-Age=90",
                text(new SetCookie("sid", "v", false, SetCookie.SameSite.STRICT, Optional.of(Duration.ofSeconds(90)))));
        assertEquals(
                "sid=; Path=/; HttpOnly; Secure; SameSite=None; Max-Age=0",
                text(SetCookie.removal("sid", true, SetCookie.SameSite.NONE)));
    }

    @ParameterizedTest
    @DisplayName("a value that could end the cookie and begin an attribute is our mistake")
    @ValueSource(strings = {"a;b", "a b", "a,b", "a\"b", "a\\b", "a\r\nb", "ä", "\u0000"})
    void strangeValuesFail(String value) {
        var lax = SetCookie.SameSite.LAX;
        assertThrows(IllegalArgumentException.class, () -> new SetCookie("a", value, true, lax, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new SetCookie(value, "a", true, lax, Optional.empty()));
    }

    @Test
    @DisplayName("base64url, base64 and dots are values")
    void usualValuesPass() {
        assertEquals(
                "a=aZ09-_.+/=~!:",
                text(new SetCookie("a", "aZ09-_.+/=~!:", false, SetCookie.SameSite.LAX, Optional.empty()))
                        .split(";")[0]);
    }
}
