package dev.narthex.server.seed;

import dev.narthex.expression.Expression;
import dev.narthex.expression.Parsed;
import dev.narthex.expression.regex.Regex;
import dev.narthex.policy.Claim.Target;
import dev.narthex.server.seed.Seed.AuthorizationServer;
import dev.narthex.server.seed.Seed.Claim;
import dev.narthex.server.seed.Seed.Lifetimes;
import dev.narthex.server.seed.Seed.Policy;
import dev.narthex.server.seed.Seed.Rule;
import dev.narthex.server.seed.Seed.Scope;
import java.util.List;
import java.util.Optional;

/// Reads the authorization servers of a seed, with their scopes, claims, policies and rules.
final class AuthorizationServerReader {
    private static final List<String> ALGORITHMS = List.of("RS256", "ES256", "EdDSA");
    private static final List<String> CONSENTS = List.of("IMPLICIT", "REQUIRED", "FLEXIBLE");
    private static final List<String> VALUE_TYPES = List.of("EXPRESSION", "GROUPS", "SYSTEM");
    private static final List<String> GROUP_FILTERS = List.of("STARTS_WITH", "EQUALS", "CONTAINS", "REGEX");
    private static final int DAY = 24 * 60;
    private static final int FIVE_YEARS = 2_628_000;

    private AuthorizationServerReader() {}

    static AuthorizationServer read(Entry entry) {
        String id = entry.needed("id", "the part of its issuer after /oauth2/; 'default' is there already");
        return new AuthorizationServer(
                id,
                entry.text("name").orElse(id),
                entry.text("description"),
                entry.needed("audience", "what its access tokens are for, such as api://books"),
                entry.oneOf("signingAlgorithm", "RS256", ALGORITHMS),
                entry.each("scopes", AuthorizationServerReader::scope),
                entry.each("claims", AuthorizationServerReader::claim),
                entry.each("policies", AuthorizationServerReader::policy));
    }

    private static Scope scope(Entry entry) {
        return new Scope(
                entry.needed("name", "what a client asks for, such as books.read"),
                entry.text("displayName"),
                entry.text("description"),
                entry.oneOf("consent", "IMPLICIT", CONSENTS),
                entry.isTrue("optional", false),
                entry.isTrue("default", false),
                entry.isTrue("published", false));
    }

    private static Claim claim(Entry entry) {
        String valueType = entry.oneOf("valueType", "EXPRESSION", VALUE_TYPES);
        var filter = entry.text("groupFilter").map(_ -> entry.oneOf("groupFilter", "", GROUP_FILTERS));
        if (filter.isPresent() && !valueType.equals("GROUPS")) {
            entry.refuse("groupFilter", "goes with valueType GROUPS alone");
        } else if (filter.isEmpty() && valueType.equals("GROUPS")) {
            entry.needed("groupFilter", "one of " + String.join(", ", GROUP_FILTERS));
        }
        entry.text("value").ifPresent(value -> checkValue(entry, value, valueType, filter));
        String name = entry.needed("name", "its name in the token");
        String token = entry.oneOf("token", "access", List.of("access", "id"));
        if (!dev.narthex.policy.Claim.mayBeNamed(name, target(token), valueType.equals("GROUPS"))) {
            entry.refuse("name", "is '" + name + "', which means something to the protocol: choose another");
        }
        return new Claim(
                name,
                token,
                valueType,
                entry.needed("value", "an expression such as user.department, or the groups to list"),
                filter,
                entry.isTrue("always", true),
                entry.texts("scopes"));
    }

    private static Target target(String token) {
        return token.equals("id") ? Target.IDENTITY : Target.RESOURCE;
    }

    /// What is malformed is refused here, and not at somebody's sign-in.
    private static void checkValue(Entry entry, String value, String valueType, Optional<String> filter) {
        if (!valueType.equals("GROUPS")) {
            if (Expression.parse(value) instanceof Parsed.Malformed(var position, var reason)) {
                entry.refuse("value", "is no expression, at position " + position + ": " + reason);
            }
        } else if (filter.equals(Optional.of("REGEX"))
                && Regex.parse(value) instanceof Regex.Parsed.Malformed(var position, var reason)) {
            entry.refuse("value", "is no pattern, at position " + position + ": " + reason);
        }
    }

    private static Policy policy(Entry entry) {
        String name = entry.needed("name", "what administrators call it");
        return new Policy(
                name,
                entry.text("description").orElse(name),
                orElse(entry.texts("clients"), "ALL_CLIENTS"),
                entry.each("rules", AuthorizationServerReader::rule));
    }

    private static Rule rule(Entry entry) {
        return new Rule(
                entry.needed("name", "what administrators call it"),
                orElse(entry.texts("grantTypes"), "implicit"),
                orElse(entry.texts("scopes"), "*"),
                entry.texts("users"),
                entry.texts("groups"),
                new Lifetimes(
                        entry.number("accessTokenMinutes", 5, DAY),
                        entry.number("refreshTokenMinutes", 0, FIVE_YEARS),
                        entry.number("refreshTokenWindowMinutes", 10, FIVE_YEARS)));
    }

    private static List<String> orElse(List<String> given, String usual) {
        return given.isEmpty() ? List.of(usual) : given;
    }
}
