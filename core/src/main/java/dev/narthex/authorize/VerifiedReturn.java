package dev.narthex.authorize;

import dev.narthex.apps.App;
import dev.narthex.oauth.RedirectUri;
import dev.narthex.oauth.ResponseMode;
import java.util.Optional;

/// A place we have established that we may send the browser back to.
///
/// There is one way to obtain one: [#verify]. Whoever holds a `VerifiedReturn` may redirect; whoever does not, cannot.
public final class VerifiedReturn {
    private final RedirectUri uri;
    private final ResponseMode mode;
    private final Optional<String> state;
    private final String issuer;

    private VerifiedReturn(RedirectUri uri, ResponseMode mode, Optional<String> state, String issuer) {
        this.issuer = issuer;
        this.uri = uri;
        this.mode = mode;
        this.state = state;
    }

    /// None, too, for a message to what is no web address: no window could receive it.
    // RFC 6749 §4.2.2.1: never redirect to a URI that is not registered for the client.
    static Optional<VerifiedReturn> verify(
            App app, RedirectUri uri, ResponseMode mode, Optional<String> state, String issuer) {
        boolean reachable =
                mode != ResponseMode.OKTA_POST_MESSAGE || uri.origin().isPresent();
        return app.mayReturnTo(uri) && reachable
                ? Optional.of(new VerifiedReturn(uri, mode, state, issuer))
                : Optional.empty();
    }

    RedirectUri uri() {
        return uri;
    }

    ResponseMode mode() {
        return mode;
    }

    /// Who answers.
    String issuer() {
        return issuer;
    }

    Optional<String> state() {
        return state;
    }
}
