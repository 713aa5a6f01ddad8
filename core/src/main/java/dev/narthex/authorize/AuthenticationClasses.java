package dev.narthex.authorize;

import java.util.Set;

/// The values of `acr_values` that we know how to reach.
final class AuthenticationClasses {
    static final Set<String> REACHED_BY_PASSWORD =
            Set.of("urn:okta:loa:1fa:any", "urn:okta:loa:1fa:pwd", "urn:okta:loa:2fa:any:ifpossible");

    private AuthenticationClasses() {}
}
