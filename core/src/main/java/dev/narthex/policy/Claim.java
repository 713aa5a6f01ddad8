package dev.narthex.policy;

import dev.narthex.expression.regex.Regex;
import java.util.Optional;
import java.util.Set;

/// A claim that an authorization server adds to tokens. Without scopes it is added whatever was asked for.
public record Claim(String id, String name, Target target, Source source, Set<String> scopes, Flags flags) {
    public static final String SUBJECT = "sub";

    private static final Set<String> RESERVED = Set.of(
            "acr",
            "amr",
            "at_hash",
            "aud",
            "auth_time",
            "azp",
            "c_hash",
            "cid",
            "cnf",
            "exp",
            "iat",
            "idp",
            "iss",
            "jti",
            "nbf",
            "nonce",
            "scp",
            "sid",
            SUBJECT,
            "uid",
            "ver");

    public enum Target {
        /// The ID token and userinfo.
        IDENTITY,
        /// The access token.
        RESOURCE
    }

    public enum GroupFilter {
        STARTS_WITH,
        EQUALS,
        CONTAINS,
        REGEX
    }

    /// Where the value comes from: an expression, or the names of groups that pass a filter.
    public record Source(String value, Optional<GroupFilter> groupFilter) {
        public Source {
            // Said to the administrator who sets it, not to the person who signs in.
            if (groupFilter.equals(Optional.of(GroupFilter.REGEX))
                    && Regex.parse(value) instanceof Regex.Parsed.Malformed(var position, var reason)) {
                throw new IllegalArgumentException("the pattern is malformed at " + position + ": " + reason);
            }
        }
    }

    /// `always`: in the ID token even beside an access token.
    public record Flags(boolean active, boolean always, boolean system) {}

    public Claim {
        scopes = Set.copyOf(scopes);
    }

    /// Whether both stand for one member of one kind of token.
    public boolean hasNameOf(Claim other) {
        return name.equals(other.name) && target == other.target;
    }

    /// Whether the protocol leaves this name to administrators. Of its own names they may decide one: the subject of
    /// access tokens, by an expression.
    public static boolean mayBeNamed(String name, Target target, boolean ofGroups) {
        return !RESERVED.contains(name) || name.equals(SUBJECT) && target == Target.RESOURCE && !ofGroups;
    }
}
