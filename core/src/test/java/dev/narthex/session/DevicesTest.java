package dev.narthex.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import dev.narthex.crypt.Secrets;
import dev.narthex.http.SetCookie.SameSite;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DevicesTest {
    private static final String TOKEN = "t".repeat(43);

    private static Devices devices(boolean secure) {
        return new Devices(new Secrets(new SecureRandom()), secure);
    }

    private static Optional<String> token(boolean secure, String name, String value) {
        return devices(secure).token(Example.request(Map.of(), Map.of(name, value)));
    }

    @Test
    @DisplayName("A browser is known by its cookie, which keeps its value")
    void known() {
        var device = devices(true).of(Example.request(Map.of(), Map.of("__Host-dt", TOKEN)));
        assertEquals(new Devices.Device(TOKEN, Optional.empty()), device);
    }

    @Test
    @DisplayName("A browser without one gets one that scripts can't read, for two years")
    void fresh() {
        var device = devices(true).of(Example.request(Map.of(), Map.of()));
        var cookie = device.cookie().orElseThrow();
        assertEquals(device.token(), cookie.value());
        assertEquals("__Host-dt", cookie.name());
        assertTrue(cookie.secure());
        assertEquals(SameSite.LAX, cookie.sameSite());
        assertEquals(Optional.of(Duration.ofDays(730)), cookie.maxAge());
        assertTrue(token(true, "__Host-dt", device.token()).isPresent());
    }

    @Test
    @DisplayName("Abuse case 75: over https only the cookie that no sub-domain can plant counts")
    void prefix() {
        assertTrue(token(true, "dt", TOKEN).isEmpty());
        assertTrue(token(false, "dt", TOKEN).isPresent());
    }

    @Test
    @DisplayName("What is not as long as our tokens is none")
    void length() {
        assertTrue(token(true, "__Host-dt", "").isEmpty());
        assertTrue(token(true, "__Host-dt", TOKEN + "t").isEmpty());
    }
}
