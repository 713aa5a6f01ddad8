package dev.narthex.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A person as a source has it, in the words of the Users API: `profile`, `credentials`, and beside them `status`,
/// `groups` by name and `emailVerified`.
///
/// A password is one of `value`, `hash`, `hook` as in the Users API, `encoded` (a text that says itself what it is) or
/// `keycloak` (its two texts).
public record Row(Map<String, Object> members) {

    /// Puts rows together, leaving out what a source does not know.
    static final class Builder {
        private final Map<String, Object> profile = new LinkedHashMap<>();
        private final Map<String, Object> members = new LinkedHashMap<>();

        Builder attribute(String name, Object value) {
            if (value != null && !"".equals(value)) profile.put(name, value);
            return this;
        }

        Builder with(String name, Object value) {
            if (value != null) members.put(name, value);
            return this;
        }

        Builder password(String kind, Object value) {
            return value == null ? this : with("credentials", Map.of("password", Map.of(kind, value)));
        }

        /// The login is the e-mail address where a source has no other, and the other way round.
        Row build() {
            if (!profile.containsKey("login")) attribute("login", profile.get("email"));
            if (!profile.containsKey("email") && profile.get("login") instanceof String login && login.contains("@")) {
                attribute("email", login);
            }
            var row = new LinkedHashMap<String, Object>();
            row.put("profile", profile);
            row.putAll(members);
            return new Row(row);
        }
    }

    /// A text member of a source's object.
    static String text(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text ? text : null;
    }

    static Optional<List<?>> list(Map<?, ?> object, String name) {
        return object.get(name) instanceof List<?> list ? Optional.of(list) : Optional.empty();
    }
}
