package dev.narthex.clientauth;

import dev.narthex.apps.App;

/// A client that has proved who it is, or that is public and has nothing to prove it with.
///
/// Only [ClientAuthenticator] makes one.
public final class AuthenticatedClient {
    private final App app;
    private final boolean confidential;

    AuthenticatedClient(App app, boolean confidential) {
        this.app = app;
        this.confidential = confidential;
    }

    public App app() {
        return app;
    }

    public String clientId() {
        return app.clientId();
    }

    /// Whether it proved itself by a secret or a key.
    public boolean confidential() {
        return confidential;
    }
}
