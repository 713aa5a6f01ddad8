package dev.narthex.flow;

import dev.narthex.apps.App;
import dev.narthex.apps.Apps;
import dev.narthex.page.AppView;
import java.net.URI;
import java.util.Optional;

/// What the pages on the way say about the app that waits. Requests are sealed only once they are verified, so the
/// redirect URI in one is the app's.
public final class Views {
    private Views() {}

    public static Optional<AppView> app(Apps apps, PausedRequest paused) {
        return apps.byClientId(paused.parameters().getOrDefault("client_id", ""))
                .map(app -> view(app, paused));
    }

    private static AppView view(App app, PausedRequest paused) {
        var branding = app.settings().branding();
        return new AppView(
                app.label(),
                branding.logoUri(),
                branding.termsUri(),
                branding.policyUri(),
                URI.create(paused.parameters().get("redirect_uri")));
    }
}
