package dev.narthex.issue;

import dev.narthex.policy.Claim;
import dev.narthex.policy.Claim.Target;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The claims that an authorization server adds by its own settings.
public final class ServerClaims {
    private static final int MAX_GROUPS = 100;

    private ServerClaims() {}

    /// A claim could not be given: the whole request fails rather than a token that lacks something.
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message, null, false, false);
        }
    }

    /// All claims of the target whose scopes fit; with `onlyAlways`, those that go into every token.
    public static Map<String, Object> of(Entitlement entitlement, Subject subject, Target target, boolean onlyAlways) {
        var claims = new LinkedHashMap<String, Object>();
        for (Claim claim : entitlement.server().claims()) {
            boolean applies = claim.target() == target && claim.flags().active() && fitsScopes(claim, entitlement);
            if (applies && (!onlyAlways || claim.flags().always())) add(claims, claim, subject);
        }
        return claims;
    }

    private static boolean fitsScopes(Claim claim, Entitlement entitlement) {
        return claim.scopes().isEmpty()
                || !Collections.disjoint(claim.scopes(), entitlement.scopes().names());
    }

    private static void add(Map<String, Object> claims, Claim claim, Subject subject) {
        claim.source().groupFilter().ifPresent(filter -> {
            var names = filtered(
                    subject.person().groupNames(), filter, claim.source().value());
            if (names.size() > MAX_GROUPS) {
                throw new Failed("Claim '" + claim.name() + "' matches more than " + MAX_GROUPS + " groups.");
            }
            if (!names.isEmpty()) claims.put(claim.name(), names);
        });
    }

    private static List<String> filtered(List<String> names, Claim.GroupFilter filter, String value) {
        return names.stream()
                .filter(name -> switch (filter) {
                    case STARTS_WITH -> name.startsWith(value);
                    case EQUALS -> name.equals(value);
                    case CONTAINS -> name.contains(value);
                    case REGEX -> Pattern.matches(value, name);
                })
                .toList();
    }
}
