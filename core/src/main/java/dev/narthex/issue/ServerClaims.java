package dev.narthex.issue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.narthex.expression.Evaluation;
import dev.narthex.expression.Expression;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Claim.Target;
import dev.narthex.policy.Issuers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The claims that an authorization server adds by its own settings. None has a name that means something to the
/// protocol, but for the `sub` of access tokens, which an expression may decide.
public final class ServerClaims {
    private static final int MAX_GROUPS = 100;
    private static final int REMEMBERED = 1_000;

    private final Issuers issuers;
    /// What a source means depends on the source alone: nothing here is ever out of date.
    private final Cache<Claim.Source, ClaimValue> values =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    ServerClaims(Issuers issuers) {
        this.issuers = issuers;
    }

    /// A claim could not be given: the whole request fails rather than a token that lacks something.
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message, null, false, false);
        }
    }

    /// All claims of the target whose scopes fit, of those that are wanted.
    Map<String, Object> of(ClaimFacts facts, Target target, Predicate<Claim> wanted) {
        var claims = new LinkedHashMap<String, Object>();
        for (Claim claim : facts.entitlement().server().claims()) {
            boolean applies = claim.target() == target && claim.flags().active() && fitsScopes(claim, facts);
            if (applies && isFree(claim) && wanted.test(claim)) {
                value(claim, facts).ifPresent(value -> claims.put(claim.name(), value));
            }
        }
        return claims;
    }

    private static boolean isFree(Claim claim) {
        boolean ofGroups = claim.source().groupFilter().isPresent();
        return Claim.mayBeNamed(claim.name(), claim.target(), ofGroups);
    }

    private static boolean fitsScopes(Claim claim, ClaimFacts facts) {
        return claim.scopes().isEmpty()
                || !Collections.disjoint(
                        claim.scopes(), facts.entitlement().scopes().names());
    }

    private Optional<Object> value(Claim claim, ClaimFacts facts) {
        return switch (values.get(claim.source(), ClaimValue::of)) {
            case ClaimValue.GroupNames(var wanted) -> groups(claim, facts.groupNames(), wanted);
            case ClaimValue.Computed(var expression) -> computed(claim, expression, facts);
            case ClaimValue.Unusable(var position) -> throw failed(claim, "malformed at position " + position);
        };
    }

    private static Optional<Object> groups(Claim claim, List<String> names, Predicate<String> wanted) {
        var found = names.stream().filter(wanted).toList();
        if (found.size() > MAX_GROUPS) {
            throw new Failed("Claim '" + claim.name() + "' matches more than " + MAX_GROUPS + " groups.");
        }
        return Optional.<Object>of(found).filter(_ -> !found.isEmpty());
    }

    private Optional<Object> computed(Claim claim, Expression expression, ClaimFacts facts) {
        Optional<Object> value = switch (expression.evaluate(facts.context(issuers))) {
            case Evaluation.Value(var found) -> Optional.of(found);
            case Evaluation.Absent() -> Optional.empty();
            case Evaluation.Failed(var reason) -> throw failed(claim, reason);
        };
        boolean isSubject = value.isPresent() && value.get() instanceof String text && !text.isBlank();
        if (claim.name().equals(Claim.SUBJECT) && !isSubject)
            throw failed(claim, "a subject is a text that is not empty");
        return value;
    }

    private static Failed failed(Claim claim, String reason) {
        return new Failed("Claim '" + claim.name() + "' could not be evaluated: " + reason);
    }
}
