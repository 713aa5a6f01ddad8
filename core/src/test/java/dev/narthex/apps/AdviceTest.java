package dev.narthex.apps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.apps.AppSettings.Branding;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.AppSettings.OAuth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AdviceTest {
    private static List<String> codes(boolean alarming, String... grants) {
        var oauth = new OAuth(
                List.of(),
                List.of(),
                Set.of(),
                Set.of(grants),
                ConsentMethod.TRUSTED,
                new ClientAuthentication("none", true));
        var settings = new AppSettings("app", AppSettings.Type.NATIVE, oauth, Branding.NONE, true, Map.of());
        return Advice.of(settings).stream()
                .filter(advice -> advice.alarming() || !alarming)
                .map(Advice::code)
                .toList();
    }

    @Test
    @DisplayName("RFC 9700 §2.4, §2.1.2: an app with the password or the implicit grant is told to move on")
    void advice() {
        assertEquals(List.of("password_grant", "implicit_grant"), codes(false, "password", "implicit"));
        assertEquals(List.of("password_grant"), codes(true, "password", "implicit"));
        assertEquals(List.of(), codes(false, "authorization_code", "refresh_token"));
    }
}
