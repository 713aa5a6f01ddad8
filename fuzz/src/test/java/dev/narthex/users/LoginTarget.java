package dev.narthex.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;

/// Logins: the form in which they are compared does not change when it is taken again.
public final class LoginTarget implements Target {

    @Override
    public void accept(byte[] input) {
        var login = Login.of(Parts.text(input));
        assertEquals(login, Login.of(login.normalised()));
    }
}
