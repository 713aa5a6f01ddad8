package dev.narthex.issue;

import dev.narthex.expression.Expression;
import dev.narthex.expression.Parsed;
import dev.narthex.expression.regex.Regex;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Claim.GroupFilter;
import java.util.Locale;
import java.util.function.Predicate;

/// How the value of a claim is found, made from its source once.
sealed interface ClaimValue {
    record GroupNames(Predicate<String> wanted) implements ClaimValue {}

    record Computed(Expression expression) implements ClaimValue {}

    /// What should have been refused when it was written.
    record Unusable(int position) implements ClaimValue {}

    static ClaimValue of(Claim.Source source) {
        return source.groupFilter()
                .map(filter -> filtered(filter, source.value()))
                .orElseGet(() -> computed(source.value()));
    }

    /// Names of groups are compared without regard to case; an expression says itself what it regards.
    private static ClaimValue filtered(GroupFilter filter, String value) {
        return switch (filter) {
            case STARTS_WITH -> new GroupNames(name -> name.regionMatches(true, 0, value, 0, value.length()));
            case EQUALS -> new GroupNames(name -> name.equalsIgnoreCase(value));
            case CONTAINS -> containing(value.toLowerCase(Locale.ROOT));
            case REGEX ->
                switch (Regex.parse(value)) {
                    case Regex.Parsed.Ok(var regex) -> new GroupNames(regex::matches);
                    case Regex.Parsed.Malformed(var position, var _) -> new Unusable(position);
                };
        };
    }

    private static ClaimValue containing(String lowerCase) {
        return new GroupNames(name -> name.toLowerCase(Locale.ROOT).contains(lowerCase));
    }

    private static ClaimValue computed(String value) {
        return switch (Expression.parse(value)) {
            case Parsed.Ok(var expression) -> new Computed(expression);
            case Parsed.Malformed(var position, var _) -> new Unusable(position);
        };
    }
}
