package dev.narthex.bearer;

import dev.narthex.http.Request;
import dev.narthex.issue.AccessTokens;
import dev.narthex.policy.AuthorizationServer;
import java.util.Locale;
import java.util.Optional;

/// Finds the access token of a request, and judges it.
public final class Bearers {
    private static final String BEARER = "Bearer";

    private final AccessTokens tokens;

    public Bearers(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /// @param server whose token it must be
    public Presented of(Request request, AuthorizationServer server) {
        return credentials(request, BEARER).map(token -> judge(server, token)).orElseGet(Presented.Nothing::new);
    }

    /// A token that came in the body of a form, where the endpoint takes one there.
    public Presented posted(AuthorizationServer server, String token) {
        return judge(server, token);
    }

    // RFC 9110 §11.1: the scheme's case does not matter.
    private static Optional<String> credentials(Request request, String scheme) {
        String prefix = scheme.toLowerCase(Locale.ROOT) + " ";
        return request.header("authorization")
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(header -> header.substring(prefix.length()).strip());
    }

    private Presented judge(AuthorizationServer server, String token) {
        return tokens.verify(server, token)
                .<Presented>map(jwt -> new Presented.Token(BEARER, jwt))
                .orElseGet(
                        () -> new Presented.Unfit(challenge(BEARER, "invalid_token", "The access token is invalid")));
    }

    /// An official SDK reads the pairs of this header with a pattern that knows neither brackets nor `;` nor `=` in a
    /// value, so the descriptions have none.
    public static String challenge(String scheme, String error, String description) {
        return scheme + " error=\"" + error + "\", error_description=\"" + description + "\"";
    }
}
