package dev.narthex.apps;

import dev.narthex.oauth.RedirectUri;
import java.time.Instant;

/// A registered client. `id` and `clientId` are the same unless the client id was supplied.
public record App(
        String id, String clientId, boolean active, AppSettings settings, Instant created, Revision revision) {

    /// When an app last changed, and how often it has: a change is made against the version that was read.
    public record Revision(long version, Instant lastUpdated) {}

    // RFC 9700 §4.1.3: exact comparison, character for character, with what is registered.
    public boolean mayReturnTo(RedirectUri uri) {
        return settings.redirectUris().contains(uri.text());
    }

    /// This app as the next version has it.
    public App next(boolean nowActive, AppSettings changed, Instant now) {
        return new App(id, clientId, nowActive, changed, created, new Revision(revision.version() + 1, now));
    }

    public String label() {
        return settings.label();
    }
}
