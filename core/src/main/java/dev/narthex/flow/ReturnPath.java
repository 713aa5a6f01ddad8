package dev.narthex.flow;

import dev.narthex.policy.AuthorizationServer;
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

    /// Judged as text, for what counts is how a browser reads it, and no library reads as browsers do. Nothing is
    /// encoded in the path; neither part holds a backslash, white space or anything beyond ASCII.
    private static final Pattern LOCAL =
            Pattern.compile("(?<path>/[A-Za-z0-9._~!$'()*+,;=:@/-]*)(?:\\?[A-Za-z0-9._~!$'()*+,;=:@/?%&-]*)?");

    private static final Pattern OKTA_KEY = Pattern.compile("/v1/authorize/redirect\\?okta_key=([A-Za-z0-9_-]+)$");
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
        var local = LOCAL.matcher(text);
        boolean plain = local.matches()
                && !local.group("path").contains("//")
                && !local.group("path").contains("..");
        return plain ? Optional.of(new ReturnPath(text)) : Optional.empty();
    }

    /// The `okta_key` of the paused request to which this path returns, if it does.
    public Optional<String> oktaKey() {
        var key = OKTA_KEY.matcher(text);
        return key.find() ? Optional.of(key.group(1)) : Optional.empty();
    }

    public String text() {
        return text;
    }

    /// This path as the `fromURI` of a step.
    public String asParameter() {
        return "fromURI=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
