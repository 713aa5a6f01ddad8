package dev.narthex.authorize;

import dev.narthex.apps.App;
import dev.narthex.oauth.RedirectUri;
import dev.narthex.oauth.ResponseMode;
import dev.narthex.policy.AuthorizationServer;
import java.util.Optional;

/// A place we have established that we may send the browser back to.
///
/// There is one way to obtain one: [#verify]. Whoever holds a `VerifiedReturn` may redirect; whoever does not, cannot.
public final class VerifiedReturn {
    private final RedirectUri uri;
    private final ResponseMode mode;
    private final Optional<String> state;
    private final App app;
    private final Answerer answerer;

    /// Who answers: a server, and its name.
    record Answerer(AuthorizationServer server, String issuer) {}

    private VerifiedReturn(App app, Answerer answerer, RedirectUri uri, ResponseMode mode, Optional<String> state) {
        this.app = app;
        this.answerer = answerer;
        this.uri = uri;
        this.mode = mode;
        this.state = state;
    }

    /// None, too, for a message to what is no web address: no window could receive it.
    // RFC 6749 §4.2.2.1: never redirect to a URI that is not registered for the client.
    static Optional<VerifiedReturn> verify(
            App app, Answerer answerer, RedirectUri uri, ResponseMode mode, Optional<String> state) {
        boolean reachable =
                mode != ResponseMode.OKTA_POST_MESSAGE || uri.origin().isPresent();
        return app.mayReturnTo(uri) && reachable
                ? Optional.of(new VerifiedReturn(app, answerer, uri, mode, state))
                : Optional.empty();
    }

    RedirectUri uri() {
        return uri;
    }

    ResponseMode mode() {
        return mode;
    }

    /// Whose place it is.
    String clientId() {
        return app.clientId();
    }

    Answerer answerer() {
        return answerer;
    }

    Optional<String> state() {
        return state;
    }
}
