package dev.narthex.apps;

/// How an app must send its authorization requests. `pushedOnly`: at the endpoint for pushed requests, with proof of
/// which app it is.
public record RequestRules(boolean pushedOnly) {

    /// As set under the names of the wire.
    // RFC 9126 §6: require_pushed_authorization_requests.
    public static RequestRules of(AppSettings settings) {
        return new RequestRules(Boolean.TRUE.equals(settings.extra().get("require_pushed_authorization_requests")));
    }
}
