package dev.narthex.session;

import dev.narthex.crypt.Secrets;
import dev.narthex.http.Request;
import dev.narthex.http.SetCookie;
import dev.narthex.http.SetCookie.SameSite;
import java.time.Duration;
import java.util.Optional;

/// Knows browsers, signed in or not, by their device cookie.
public final class Devices {
    private static final Duration TWO_YEARS = Duration.ofDays(730);
    private static final int LENGTH = 43;

    private final Secrets secrets;
    private final boolean secure;

    public Devices(Secrets secrets, boolean secure) {
        this.secrets = secrets;
        this.secure = secure;
    }

    /// A browser's token, and the cookie to set where it had none.
    public record Device(String token, Optional<SetCookie> cookie) {}

    public Optional<String> token(Request request) {
        return request.cookie(cookieName()).filter(token -> token.length() == LENGTH);
    }

    public Device of(Request request) {
        return token(request).map(token -> new Device(token, Optional.empty())).orElseGet(this::fresh);
    }

    private Device fresh() {
        String token = secrets.next();
        return new Device(
                token, Optional.of(new SetCookie(cookieName(), token, secure, SameSite.LAX, Optional.of(TWO_YEARS))));
    }

    private String cookieName() {
        return secure ? "__Host-dt" : "dt";
    }
}
