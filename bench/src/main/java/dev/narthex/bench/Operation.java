package dev.narthex.bench;

/// Something that a client asks for, and what it takes at least.
///
/// @param signatures made
/// @param checks     of signatures
/// @param writes     that must be durable before the answer, one after the other
/// @param requests   by HTTP
enum Operation {
    /// A service asks for itself: an access token.
    CLIENT_CREDENTIALS("client_credentials", 1, 0, 1, 1),
    /// A page renews: an access token, an ID token, a new refresh token.
    REFRESH("refresh, rotated", 2, 0, 2, 1),
    /// A browser with a session gets a code, and the page redeems it for an access token and an ID token.
    CODE("code and its redemption", 2, 0, 4, 2),
    /// A resource server asks about an access token of a person.
    INTROSPECTION("introspection", 0, 1, 0, 1);

    private final String title;
    private final int signatures;
    private final int checks;
    private final int writes;
    private final int requests;

    Operation(String title, int signatures, int checks, int writes, int requests) {
        this.title = title;
        this.signatures = signatures;
        this.checks = checks;
        this.writes = writes;
        this.requests = requests;
    }

    String title() {
        return title;
    }

    int signatures() {
        return signatures;
    }

    int checks() {
        return checks;
    }

    int writes() {
        return writes;
    }

    int requests() {
        return requests;
    }
}
