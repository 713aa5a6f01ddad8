package dev.narthex.users;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A person. `profile` holds base and custom attributes under the names of the Users API; `login` is one of them.
public record User(String id, Status status, Map<String, Object> profile, Times times, long version) {

    public enum Status {
        STAGED,
        PROVISIONED,
        ACTIVE,
        RECOVERY,
        PASSWORD_EXPIRED,
        SUSPENDED,
        DEPROVISIONED
    }

    /// What happened when.
    public record Times(
            Instant created,
            Instant lastUpdated,
            Instant statusChanged,
            Optional<Instant> activated,
            Optional<Instant> lastLogin,
            Optional<Instant> passwordChanged) {}

    public User {
        profile = Collections.unmodifiableMap(new LinkedHashMap<>(profile));
        if (!(profile.get("login") instanceof String)) throw new IllegalArgumentException("a user has a login");
    }

    public String login() {
        return (String) profile.get("login");
    }

    public Optional<String> attribute(String name) {
        return profile.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    /// The name by which a page greets: first and last, else the display name, else the login.
    public String displayName() {
        String name =
                (attribute("firstName").orElse("") + " " + attribute("lastName").orElse("")).strip();
        return name.isEmpty() ? attribute("displayName").orElse(login()) : name;
    }

    public boolean maySignIn() {
        return status == Status.ACTIVE;
    }
}
