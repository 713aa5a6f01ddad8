package dev.narthex.authorize;

import java.util.List;
import java.util.Set;

/// The values of `acr_values` that we know how to reach.
public final class AuthenticationClasses {
    /// What a password reaches, weakest first.
    public static final List<String> REACHABLE =
            List.of("urn:okta:loa:1fa:any", "urn:okta:loa:1fa:pwd", "urn:okta:loa:2fa:any:ifpossible");

    static final Set<String> REACHED_BY_PASSWORD = Set.copyOf(REACHABLE);

    /// Those that ask for more than a password, which we can't reach. Any other value means nothing to us.
    static final Set<String> BEYOND = Set.of("urn:okta:loa:2fa:any", "phr", "phrh");

    private AuthenticationClasses() {}
}
