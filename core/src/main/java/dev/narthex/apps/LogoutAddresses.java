package dev.narthex.apps;

import java.util.Optional;

/// How an app hears that a person's session has ended: by a hidden frame in the person's browser, by a call from server
/// to server, or not at all.
public record LogoutAddresses(Channel front, Channel back) {

    /// `withSession`: the app insists on hearing which session it was.
    public record Channel(Optional<String> uri, boolean withSession) {}

    /// As set under the names of the wire.
    // OIDC Front-Channel Logout 1.0 §2, OIDC Back-Channel Logout 1.0 §2.2: the client metadata.
    public static LogoutAddresses of(AppSettings settings) {
        return new LogoutAddresses(channel(settings, "frontchannel"), channel(settings, "backchannel"));
    }

    private static Channel channel(AppSettings settings, String name) {
        var uri = Optional.ofNullable(settings.extra().get(name + "_logout_uri"))
                .filter(value -> value instanceof String text && !text.isBlank())
                .map(String.class::cast);
        return new Channel(uri, Boolean.TRUE.equals(settings.extra().get(name + "_logout_session_required")));
    }

    /// Whether the app has to be remembered with the sessions it takes part in. Others cost nothing.
    public boolean any() {
        return front.uri().isPresent() || back.uri().isPresent();
    }

    /// Whether ID tokens name the session.
    public boolean namesSession() {
        return front.withSession() || back.withSession();
    }
}
