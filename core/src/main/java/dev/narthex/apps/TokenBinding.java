package dev.narthex.apps;

/// Whether an app's access tokens work only for whoever proves to have the app's key (RFC 9449).
public record TokenBinding(boolean required) {

    /// As set under `dpop_bound_access_tokens`. An app that does not ask for it gets Bearer tokens, even if it sends
    /// the
    /// header: an official SDK always does.
    public static TokenBinding of(AppSettings settings) {
        return new TokenBinding(Boolean.TRUE.equals(settings.extra().get("dpop_bound_access_tokens")));
    }
}
