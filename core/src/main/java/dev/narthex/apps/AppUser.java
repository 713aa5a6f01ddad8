package dev.narthex.apps;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A user's assignment to an app: `direct`, or by a group. `userName` and `profile` are what the app knows the user by.
public record AppUser(
        String userId,
        boolean direct,
        Optional<String> userName,
        Map<String, Object> profile,
        Instant created,
        Instant lastUpdated) {
    public AppUser {
        profile = Collections.unmodifiableMap(new LinkedHashMap<>(profile));
    }
}
