package dev.narthex.apps;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A group's assignment to an app.
public record AppGroup(String groupId, int priority, Map<String, Object> profile, Instant lastUpdated) {
    public AppGroup {
        profile = Collections.unmodifiableMap(new LinkedHashMap<>(profile));
    }
}
