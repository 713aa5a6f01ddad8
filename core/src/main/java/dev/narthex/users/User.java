package dev.narthex.users;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A person. `profile` holds base and custom attributes under the names of the Users API; `login` is one of them.
public record User(
        String id, Status status, Map<String, Object> profile, Times times, long version, Credentials credentials) {

    /// What a person may do now. `LOCKED_OUT` is never stored: it is what [#standing] says of somebody whose passwords
    /// are not looked at for a while.
    public enum Status {
        STAGED,
        PROVISIONED,
        ACTIVE,
        RECOVERY,
        PASSWORD_EXPIRED,
        LOCKED_OUT,
        SUSPENDED,
        DEPROVISIONED
    }

    /// Who vouches for a person: we, the system they were brought along from until they choose a password here, or
    /// another.
    public enum Provider {
        OKTA,
        IMPORT,
        FEDERATION,
        SOCIAL,
        ACTIVE_DIRECTORY,
        LDAP
    }

    /// How a person can prove who they are, without the secrets.
    ///
    /// @param password whether there is one, here or in a system that a hook asks
    /// @param emailVerified whether the primary address is known to be theirs. An administrator's word counts
    /// @param question the recovery question
    /// @param lockedUntil the end of the last lock that too many attempts brought, as of when the user was read
    public record Credentials(
            boolean password,
            Provider provider,
            boolean emailVerified,
            Optional<String> question,
            Optional<Instant> lockedUntil) {
        /// Of somebody whom an administrator made, without a password.
        public static final Credentials NONE =
                new Credentials(false, Provider.OKTA, true, Optional.empty(), Optional.empty());

        public Credentials withEmailVerified(boolean verified) {
            return new Credentials(password, provider, verified, question, lockedUntil);
        }

        public Credentials withProvider(Provider other) {
            return new Credentials(password, other, emailVerified, question, lockedUntil);
        }
    }

    /// What happened when.
    public record Times(
            Instant created,
            Instant lastUpdated,
            Instant statusChanged,
            Optional<Instant> activated,
            Optional<Instant> lastLogin,
            Optional<Instant> passwordChanged) {

        /// Of somebody who is made now, and may begin at once or not.
        public static Times ofNew(Instant now, boolean activated, boolean password) {
            var at = Optional.of(now);
            return new Times(now, now, now, at.filter(_ -> activated), Optional.empty(), at.filter(_ -> password));
        }

        public Times updated(Instant now) {
            return new Times(created, now, statusChanged, activated, lastLogin, passwordChanged);
        }

        public Times changedStatus(Instant now) {
            return new Times(created, now, now, activated, lastLogin, passwordChanged);
        }

        public Times activated(Instant now) {
            return new Times(created, lastUpdated, statusChanged, Optional.of(now), lastLogin, passwordChanged);
        }

        public Times changedPassword(Instant now) {
            return new Times(created, now, statusChanged, activated, lastLogin, Optional.of(now));
        }
    }

    public User {
        profile = Collections.unmodifiableMap(new LinkedHashMap<>(profile));
        if (!(profile.get("login") instanceof String)) throw new IllegalArgumentException("a user has a login");
    }

    /// Somebody of whose credentials nothing special is known.
    public User(String id, Status status, Map<String, Object> profile, Times times, long version) {
        this(id, status, profile, times, version, Credentials.NONE);
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

    /// The status as others see it: locked out while browsers that the person has not used before are refused.
    public Status standing(Instant now) {
        boolean mayBeLocked = status == Status.ACTIVE || status == Status.PASSWORD_EXPIRED;
        boolean locked = credentials.lockedUntil().filter(now::isBefore).isPresent();
        return mayBeLocked && locked ? Status.LOCKED_OUT : status;
    }

    /// The next version of this user, changed at that time.
    public User in(Status other, Instant now) {
        return other == status
                ? new User(id, status, profile, times.updated(now), version + 1, credentials)
                : new User(id, other, profile, times.changedStatus(now), version + 1, credentials);
    }

    /// The next version of this user, with another profile.
    public User with(Map<String, Object> other, Instant now) {
        return new User(id, status, other, times.updated(now), version + 1, credentials);
    }

    /// The same version with other times.
    public User at(Times other) {
        return new User(id, status, profile, other, version, credentials);
    }

    /// The same version with other credentials.
    public User provenBy(Credentials other) {
        return new User(id, status, profile, times, version, other);
    }
}
