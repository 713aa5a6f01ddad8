package dev.narthex.clients;

import dev.narthex.apps.AppGroup;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Applies a JSON Patch to a group's assignment.
final class AssignmentPatch {
    private static final String PROFILE = "/profile/";

    private AssignmentPatch() {}

    /// The assignment afterwards; nothing if an operation can't be applied.
    static Optional<AppGroup> apply(List<Object> operations, AppGroup before, Instant now) {
        var group = Optional.of(before);
        for (Object operation : operations) {
            group = operation instanceof Map<?, ?> members ? group.flatMap(it -> apply(members, it)) : Optional.empty();
        }
        return group.map(it -> new AppGroup(it.groupId(), it.priority(), it.profile(), now));
    }

    private static Optional<AppGroup> apply(Map<?, ?> operation, AppGroup group) {
        String path = String.valueOf(operation.get("path"));
        return switch (String.valueOf(operation.get("op"))) {
            case "add", "replace" -> set(path, operation.get("value"), group);
            case "remove" -> path.startsWith(PROFILE) ? Optional.of(without(path, group)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    @SuppressWarnings("unchecked")
    private static Optional<AppGroup> set(String path, Object value, AppGroup group) {
        if (path.equals("/priority") && value instanceof Integer priority && priority >= 0) {
            return Optional.of(new AppGroup(group.groupId(), priority, group.profile(), group.lastUpdated()));
        }
        if (path.equals("/profile") && value instanceof Map<?, ?> profile) {
            return Optional.of(with(group, (Map<String, Object>) profile));
        }
        if (!path.startsWith(PROFILE)) return Optional.empty();
        var profile = new LinkedHashMap<>(group.profile());
        profile.put(member(path), value);
        return Optional.of(with(group, profile));
    }

    private static AppGroup without(String path, AppGroup group) {
        var profile = new LinkedHashMap<>(group.profile());
        profile.remove(member(path));
        return with(group, profile);
    }

    private static AppGroup with(AppGroup group, Map<String, Object> profile) {
        return new AppGroup(group.groupId(), group.priority(), profile, group.lastUpdated());
    }

    // RFC 6901 §4: "~1" is "/", "~0" is "~".
    private static String member(String path) {
        return path.substring(PROFILE.length()).replace("~1", "/").replace("~0", "~");
    }
}
