package dev.narthex.policy;

import dev.narthex.policy.Scope.Consent;
import dev.narthex.policy.Scope.Flags;
import dev.narthex.policy.Scope.Text;
import java.util.List;

/// The scopes that every authorization server begins with.
public final class StandardScopes {
    private StandardScopes() {}

    // OIDC Core 1.0 §5.4: profile, email, address and phone stand for sets of claims.
    public static List<Scope> all() {
        return List.of(
                scope("openid", "Sign you in", "Know who you are by an id that stays the same."),
                scope("profile", "Your profile", "See your name, language and time zone."),
                scope("email", "Your e-mail address", "See your e-mail address."),
                scope("address", "Your postal address", "See your postal address."),
                scope("phone", "Your phone number", "See your phone number."),
                scope("offline_access", "Stay signed in", "Keep its access while you are away."));
    }

    private static Scope scope(String name, String title, String description) {
        return new Scope("scp" + name, name, new Text(title, description), Consent.IMPLICIT, Flags.SYSTEM);
    }
}
