package dev.narthex.authorize;

import static dev.narthex.oauth.OAuthError.INVALID_CLIENT;
import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.authorize.VerifiedReturn.Answerer;
import dev.narthex.http.Parameters;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.RedirectUri;
import dev.narthex.oauth.ResponseMode;
import java.util.Optional;
import java.util.function.Function;

/// The first question of a request: who asks, and where may the answer go? What fails here is never redirected.
final class ReturnValidator {
    private final Function<String, Optional<App>> apps;

    ReturnValidator(Function<String, Optional<App>> apps) {
        this.apps = apps;
    }

    /// Who asks, and the place to answer to.
    sealed interface Return {
        record To(App app, VerifiedReturn place) implements Return {}

        record Nowhere(Problem problem) implements Return {}
    }

    Return validate(Answerer answerer, Parameters parameters) {
        var clientId = parameters.first("client_id");
        if (clientId.isEmpty()) return nowhere(INVALID_CLIENT, "The 'client_id' parameter is missing.");
        if (parameters.all("client_id").size() > 1) {
            return nowhere(INVALID_REQUEST, "The 'client_id' parameter came more than once.");
        }
        var app = apps.apply(clientId.get()).filter(App::active);
        if (app.isEmpty()) return nowhere(INVALID_CLIENT, "Invalid value for 'client_id' parameter.");
        if (app.get().settings().type() == AppSettings.Type.SERVICE) {
            return nowhere(INVALID_CLIENT, "A service app has no person to sign in: it asks at the token endpoint.");
        }
        return place(app.get(), answerer, parameters);
    }

    private static Return place(App app, Answerer answerer, Parameters parameters) {
        var text = parameters.first("redirect_uri");
        if (text.isEmpty()) return nowhere(INVALID_REQUEST, "The 'redirect_uri' parameter is missing.");
        if (parameters.all("redirect_uri").size() > 1) {
            return nowhere(INVALID_REQUEST, "The 'redirect_uri' parameter came more than once.");
        }
        return RedirectUri.parse(text.get())
                .flatMap(uri -> VerifiedReturn.verify(app, answerer, uri, mode(parameters), parameters.first("state")))
                .<Return>map(place -> new Return.To(app, place))
                .orElseGet(() -> nowhere(
                        INVALID_REQUEST,
                        "The 'redirect_uri' parameter must be one of the redirect URIs of the app, character for"
                                + " character. An administrator can add it to the app's settings."));
    }

    private static Return nowhere(OAuthError error, String description) {
        return new Return.Nowhere(new Problem(error, description));
    }

    /// How the answer travels, also where the request is faulty: as it asks to, unless that would put into a query what
    /// belongs into a fragment.
    // Multiple Response Types 1.0 §5: errors travel as the answer would have.
    static ResponseMode mode(Parameters parameters) {
        String types = parameters.first("response_type").orElse("");
        boolean tokens = types.contains("token");
        ResponseMode usual = tokens ? ResponseMode.FRAGMENT : ResponseMode.QUERY;
        String asked = parameters.first("response_mode").orElse("");
        // JARM 1.0 §2.3.4: "jwt" is the default mode of the response type, in a token.
        if (asked.equals(ResponseMode.SIGNED)) return usual.inToken();
        var mode = ResponseMode.parse(asked).orElse(usual);
        boolean unsafe = mode.inQuery() && tokens;
        return unsafe && mode.signed() ? ResponseMode.FRAGMENT_JWT : unsafe ? usual : mode;
    }
}
