package dev.narthex.clients;

import dev.narthex.http.Request;

/// What a caller's credential stands for, beyond the scope that an operation asks for.
final class Authority {
    private Authority() {}

    /// Whether it is an API token, which may do everything. An access token may do what its scopes say: whoever may
    /// read
    /// apps must not learn by it how to be one.
    static boolean isWhole(Request request) {
        return request.header("authorization")
                .filter(header -> header.startsWith("SSWS "))
                .isPresent();
    }
}
