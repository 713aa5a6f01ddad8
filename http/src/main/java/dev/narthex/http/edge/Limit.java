package dev.narthex.http.edge;

import java.time.Duration;

/// So many requests in each window of time; windows begin at whole multiples of their length since the epoch.
public record Limit(String name, int requests, Duration window) {
    /// Per client, address and device.
    public static final Limit AUTHORIZE = new Limit("authorize", 60, Duration.ofMinutes(1));
    /// Per username, at `/token` and `/api/v1/authn`.
    public static final Limit SIGN_IN = new Limit("sign-in", 4, Duration.ofSeconds(1));
    /// Per address, of devices that ask for a code.
    public static final Limit DEVICE = new Limit("device", 60, Duration.ofMinutes(1));
    /// Per user, at the management API.
    public static final Limit API = new Limit("api", 40, Duration.ofSeconds(10));
    /// Per user, at the interaction code endpoints.
    public static final Limit INTERACT = new Limit("interact", 20, Duration.ofSeconds(5));
    /// Per state token, at the interaction code endpoints.
    public static final Limit INTERACT_STATE = new Limit("interact-state", 10, Duration.ofSeconds(5));

    public Limit {
        if (requests < 1) throw new IllegalArgumentException(name + ": at least one request");
        if (window.toSeconds() < 1) throw new IllegalArgumentException(name + ": at least a second");
    }

    /// Who shares this limit: everyone of whom these parts are the same.
    public Bucket per(String... parts) {
        return new Bucket(this, Key.of(parts));
    }

    /// One counter of a limit.
    public record Bucket(Limit limit, Key key) {}
}
