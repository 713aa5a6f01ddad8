package dev.narthex.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoginTest {

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "ada@example.org,ADA@Example.ORG",
                "ada, ada ",
                "ada,\u00a0ada\u2003",
                "jose,jos\u00e9",
                "jose,jose\u0301",
                "fine,\ufb01ne",
                "ada,\uff41\uff44\uff41",
                "istanbul,\u0130stanbul",
                "k,\u212a"
            })
    @DisplayName("Abuse case 95: spellings that a person or a database could take for one another are one login")
    void oneLogin(String one, String other) {
        assertEquals(Login.of(one), Login.of(other));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"ada,adb", "ada,a.da", "i,\u0131", "ada,\u0430da", "a b,ab"})
    @DisplayName("Other letters are other logins")
    void otherLogins(String one, String other) {
        assertNotEquals(Login.of(one), Login.of(other));
    }

    @Property
    @Label("A normalised login is its own normal form")
    void stable(@ForAll String text) {
        var login = Login.of(text);
        assertEquals(login, Login.of(login.normalised()));
    }

    @Property
    @Label("Case does not matter in ASCII")
    void caseless(@ForAll @CharRange(from = ' ', to = '~') String text) {
        assertEquals(Login.of(text), Login.of(text.toUpperCase(Locale.ROOT)));
    }

    @Test
    @DisplayName("A person is greeted by first and last name, else the display name, else the login")
    void displayName() {
        assertEquals("Ada Byron", Example.user(Map.of()).displayName());
        assertEquals("Byron", Example.user(Map.of("firstName", " ")).displayName());
        var nameless = Map.<String, Object>of("firstName", "", "lastName", "");
        assertEquals("ada@example.org", Example.user(nameless).displayName());
        var shown = Map.<String, Object>of("firstName", "", "lastName", "", "displayName", "Countess");
        assertEquals("Countess", Example.user(shown).displayName());
    }

    @Test
    @DisplayName("An attribute that is blank or no text is none, and without a login there is no user")
    void attributes() {
        var user = Example.user(Map.of("nickName", " ", "costCenter", 7));
        assertTrue(user.attribute("nickName").isEmpty());
        assertTrue(user.attribute("costCenter").isEmpty());
        assertTrue(user.attribute("missing").isEmpty());
        var times = Example.times();
        assertThrows(IllegalArgumentException.class, () -> new User("00u1", User.Status.ACTIVE, Map.of(), times, 1));
    }

    @Test
    @DisplayName("Only an active user may sign in")
    void onlyActive() {
        for (var status : User.Status.values()) {
            var user = new User("00u1", status, Map.of("login", "a"), Example.times(), 1);
            assertEquals(status == User.Status.ACTIVE, user.maySignIn(), status.name());
        }
    }
}
