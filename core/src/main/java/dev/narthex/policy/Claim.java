package dev.narthex.policy;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A claim that an authorization server adds to tokens. Without scopes it is added whatever was asked for.
public record Claim(String id, String name, Target target, Source source, Set<String> scopes, Flags flags) {

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
            if (groupFilter.equals(Optional.of(GroupFilter.REGEX))) Pattern.compile(value);
        }
    }

    /// `always`: in the ID token even beside an access token.
    public record Flags(boolean active, boolean always, boolean system) {}

    public Claim {
        scopes = Set.copyOf(scopes);
    }
}
