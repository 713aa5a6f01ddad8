package dev.narthex.apps;

import java.util.ArrayList;
import java.util.List;

/// What an administrator should know about how an app is set up: a `code` for programs, a `text` for people.
public record Advice(String code, String text) {
    // RFC 9700 §2.4: the password grant must not be used.
    private static final Advice PASSWORD = new Advice(
            "password_grant", "People's passwords pass through this app. Move it to authorization_code with PKCE.");
    /// The code of the advice to leave implicit.
    public static final String IMPLICIT_GRANT = "implicit_grant";

    // RFC 9700 §2.1.2: clients should not use the implicit grant.
    private static final Advice IMPLICIT = new Advice(
            IMPLICIT_GRANT,
            "This app still uses implicit. Move it to authorization_code with PKCE, for the same redirect URIs.");

    /// None if all is well.
    public static List<Advice> of(AppSettings settings) {
        var advice = new ArrayList<Advice>();
        var grants = settings.oauth().grantTypes();
        if (grants.contains("password")) advice.add(PASSWORD);
        if (grants.contains("implicit")) advice.add(IMPLICIT);
        return List.copyOf(advice);
    }

    /// Whether it is worth a warning in the operator's log, not just a line in the app's own page.
    public boolean alarming() {
        return this == PASSWORD;
    }
}
