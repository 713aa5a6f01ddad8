package dev.narthex.access;

import dev.narthex.http.Request;

/// Knows who stands behind the access token that a call of the management API brings.
@FunctionalInterface
public interface TokenBearers {

    Bearing of(Request request);
}
