package dev.narthex.flow;

import dev.narthex.http.Forms;
import dev.narthex.policy.AuthorizationServer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// A path of our own to which a step sends the browser back; never another origin.
///
/// Whoever holds one may redirect there: it is made by [#parse], which refuses everything that a browser could read as
/// another place, or for a paused request.
public final class ReturnPath {
    public static final ReturnPath HOME = new ReturnPath("/");

    private static final Pattern PATH =
            Pattern.compile("/(?:[A-Za-z0-9._~!$'()*+,;=:@-][A-Za-z0-9._~!$'()*+,;=:@/-]*)?");
    private static final int MAX_LENGTH = 12_000;

    private final String text;

    private ReturnPath(String text) {
        this.text = text;
    }

    /// Where `/authorize` takes a paused request up again.
    public static ReturnPath toAuthorize(String serverId, String oktaKey) {
        return new ReturnPath(authorizePath(serverId) + "/redirect?okta_key=" + oktaKey);
    }

    public static String authorizePath(String serverId) {
        return serverId.equals(AuthorizationServer.ORG)
                ? "/oauth2/v1/authorize"
                : "/oauth2/" + serverId + "/v1/authorize";
    }

    public static Optional<ReturnPath> parse(String text) {
        if (text.length() > MAX_LENGTH) return Optional.empty();
        try {
            var uri = new URI(text);
            boolean local = !uri.isAbsolute() && uri.getRawAuthority() == null && uri.getRawFragment() == null;
            return local && isPlain(uri.getRawPath()) ? Optional.of(new ReturnPath(text)) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(String path) {
        return PATH.matcher(path).matches() && !path.contains("..") && !path.contains("//");
    }

    /// The `okta_key` of the paused request to which this path returns, if it does.
    public Optional<String> oktaKey() {
        int query = text.indexOf('?');
        if (query < 0 || !text.substring(0, query).endsWith("/v1/authorize/redirect")) return Optional.empty();
        return Forms.parse(text.substring(query + 1)).first("okta_key");
    }

    public String text() {
        return text;
    }

    /// This path as the `fromURI` of a step.
    public String asParameter() {
        return "fromURI=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
