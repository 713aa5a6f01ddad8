package dev.narthex.apps;

import dev.narthex.apps.AppSettings.Type;
import java.time.Duration;
import java.util.Map;

/// Whether an app's refresh tokens are replaced at each use, and for how long a used one may come again because the
/// answer was lost.
public record RefreshRotation(boolean rotates, Duration leeway) {
    private static final Duration STANDARD_LEEWAY = Duration.ofSeconds(30);
    private static final int MOST_SECONDS = 60;

    /// As set under `refresh_token`; browser apps rotate whatever is set.
    public static RefreshRotation of(AppSettings settings) {
        boolean browser = settings.type() == Type.BROWSER;
        if (!(settings.extra().get("refresh_token") instanceof Map<?, ?> set)) {
            return new RefreshRotation(browser, STANDARD_LEEWAY);
        }
        boolean rotates = browser || "ROTATE".equals(set.get("rotation_type"));
        Duration leeway = set.get("leeway") instanceof Number seconds
                ? Duration.ofSeconds(Math.clamp(seconds.longValue(), 0, MOST_SECONDS))
                : STANDARD_LEEWAY;
        return new RefreshRotation(rotates, leeway);
    }
}
