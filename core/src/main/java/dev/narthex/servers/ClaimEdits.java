package dev.narthex.servers;

import dev.narthex.expression.Expression;
import dev.narthex.expression.Parsed;
import dev.narthex.expression.regex.Regex;
import dev.narthex.okta.Fields;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Claim.Flags;
import dev.narthex.policy.Claim.GroupFilter;
import dev.narthex.policy.Claim.Source;
import dev.narthex.policy.Claim.Target;
import dev.narthex.policy.StandardClaims;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What may be done to the claims of a server. Of those that every server gives, the subject of access tokens alone may
/// be changed, in its value; none can be removed.
final class ClaimEdits {
    static final String TYPE = "OAuth2Claim";
    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}\"\\\\]+");

    private ClaimEdits() {}

    enum ValueType {
        EXPRESSION,
        GROUPS,
        SYSTEM;

        static ValueType of(Claim claim) {
            if (claim.source().groupFilter().isPresent()) return GROUPS;
            return claim.flags().system() && !StandardClaims.isSubject(claim) ? SYSTEM : EXPRESSION;
        }
    }

    enum Status {
        ACTIVE,
        INACTIVE
    }

    /// The standard ones and those of the server's own.
    static List<Claim> all(AuthorizationServer server) {
        return Stream.concat(StandardClaims.notIn(server).stream(), server.claims().stream())
                .toList();
    }

    static Optional<Claim> find(AuthorizationServer server, String id) {
        return all(server).stream().filter(claim -> claim.id().equals(id)).findFirst();
    }

    static Edit<Claim> add(AuthorizationServer server, Fields fields, String id) {
        var claim = read(server, fields, id, Set.of());
        checkFree(server, fields, claim);
        return Edit.unless(fields.error("claim"), () -> put(server, claim));
    }

    static Edit<Claim> replace(AuthorizationServer server, Fields fields, String id) {
        var there = find(server, id);
        if (there.isEmpty()) return Edit.notFound(id, TYPE);
        if (there.get().flags().system()) return subject(server, fields, there.get());
        var claim = read(server, fields, id, there.get().scopes());
        checkFree(server, fields, claim);
        return Edit.unless(fields.error("claim"), () -> put(server, claim));
    }

    static Edit<Claim> remove(AuthorizationServer server, String id) {
        var there = find(server, id);
        if (there.isEmpty()) return Edit.notFound(id, TYPE);
        if (there.get().flags().system()) return Edit.readOnly("claim");
        return new Edit.Made<>(server.withClaims(others(server, id).toList()), there.get());
    }

    private static Edit<Claim> subject(AuthorizationServer server, Fields fields, Claim there) {
        if (!StandardClaims.isSubject(there)) return Edit.readOnly("claim");
        String value = fields.requiredText("value", Expression.LONGEST);
        checkExpression(fields, value);
        if (!fields.text("name", 255).orElse(Claim.SUBJECT).equals(Claim.SUBJECT)) {
            fields.fault("name", "of a system claim can't be changed");
        }
        if (fields.constant("claimType", Target.class).orElse(there.target()) != there.target()) {
            fields.fault("claimType", "of a system claim can't be changed");
        }
        if (fields.constant("valueType", ValueType.class).orElse(ValueType.EXPRESSION) != ValueType.EXPRESSION) {
            fields.fault("valueType", "of the subject is EXPRESSION");
        }
        var claim = new Claim(
                there.id(), there.name(), there.target(), new Source(value, Optional.empty()), Set.of(), there.flags());
        return Edit.unless(fields.error("claim"), () -> put(server, claim));
    }

    private static Claim read(AuthorizationServer server, Fields fields, String id, Set<String> scopesThere) {
        String name = fields.requiredText("name", 255);
        var target = fields.constant("claimType", Target.class);
        if (target.isEmpty() && !fields.has("claimType")) fields.fault("claimType", "The field cannot be left blank");
        var source = source(fields);
        var to = target.orElse(Target.RESOURCE);
        checkName(fields, name, to, source.groupFilter().isPresent());
        boolean always = fields.flag("alwaysIncludeInToken").orElse(true) || to == Target.RESOURCE;
        boolean active = fields.constant("status", Status.class).orElse(Status.ACTIVE) == Status.ACTIVE;
        return new Claim(id, name, to, source, scopes(server, fields, scopesThere), new Flags(active, always, false));
    }

    private static Source source(Fields fields) {
        var type = fields.constant("valueType", ValueType.class);
        if (type.isEmpty() && !fields.has("valueType")) fields.fault("valueType", "The field cannot be left blank");
        String value = fields.requiredText("value", Expression.LONGEST);
        var filter = fields.constant("group_filter_type", GroupFilter.class);
        return switch (type.orElse(ValueType.EXPRESSION)) {
            case GROUPS -> groups(fields, value, filter);
            case EXPRESSION -> expression(fields, value, filter);
            case SYSTEM -> {
                fields.fault("valueType", "SYSTEM is for the claims that every server has: EXPRESSION or GROUPS");
                yield new Source("null", Optional.empty());
            }
        };
    }

    private static Source expression(Fields fields, String value, Optional<GroupFilter> filter) {
        if (filter.isPresent()) fields.fault("group_filter_type", "goes with the value type GROUPS alone");
        checkExpression(fields, value);
        return new Source(value, Optional.empty());
    }

    private static void checkExpression(Fields fields, String value) {
        if (!value.isEmpty() && Expression.parse(value) instanceof Parsed.Malformed(var position, var reason)) {
            fields.fault("value", "is no expression, at position " + position + ": " + reason);
        }
    }

    private static Source groups(Fields fields, String value, Optional<GroupFilter> filter) {
        if (filter.isEmpty()) {
            if (!fields.has("group_filter_type")) fields.fault("group_filter_type", "goes with the value type GROUPS");
            return new Source(value, Optional.empty());
        }
        if (filter.get() == GroupFilter.REGEX
                && Regex.parse(value) instanceof Regex.Parsed.Malformed(var position, var reason)) {
            fields.fault("value", "is no pattern, at position " + position + ": " + reason);
            return new Source("", Optional.of(GroupFilter.EQUALS));
        }
        return new Source(value, filter);
    }

    private static void checkName(Fields fields, String name, Target target, boolean ofGroups) {
        if (name.isEmpty()) return;
        if (!NAME.matcher(name).matches()) {
            fields.fault("name", "must not have spaces, quotation marks, backslashes or control characters");
        } else if (name.equals(Claim.SUBJECT) || !Claim.mayBeNamed(name, target, ofGroups)) {
            fields.fault("name", "'" + name + "' is reserved");
        }
    }

    /// A scope that has gone since may stay named: without it the claim would be in every token.
    private static Set<String> scopes(AuthorizationServer server, Fields fields, Set<String> there) {
        var conditions = fields.object("conditions");
        var scopes = new HashSet<>(conditions.texts("scopes").orElse(List.of()));
        for (String name : scopes) {
            if (server.scope(name).isEmpty() && !there.contains(name)) {
                conditions.fault("scopes", "there is no scope '" + name + "'");
            }
        }
        return scopes;
    }

    private static void checkFree(AuthorizationServer server, Fields fields, Claim claim) {
        boolean taken = all(server).stream()
                .filter(other -> !other.id().equals(claim.id()))
                .anyMatch(claim::hasNameOf);
        if (taken) fields.fault("name", "a claim '" + claim.name() + "' is there already");
    }

    private static Stream<Claim> others(AuthorizationServer server, String id) {
        return server.claims().stream().filter(claim -> !claim.id().equals(id));
    }

    /// The claim in its former self's place, or last. A subject as every server has it is not kept: it costs nothing.
    private static Edit.Made<Claim> put(AuthorizationServer server, Claim claim) {
        boolean usual =
                StandardClaims.isSubject(claim) && claim.source().value().equals(StandardClaims.SUBJECT_VALUE);
        if (usual)
            return new Edit.Made<>(server.withClaims(others(server, claim.id()).toList()), claim);
        boolean there = server.claims().stream().anyMatch(it -> it.id().equals(claim.id()));
        var claims = there
                ? server.claims().stream().map(it -> it.id().equals(claim.id()) ? claim : it)
                : Stream.concat(server.claims().stream(), Stream.of(claim));
        return new Edit.Made<>(server.withClaims(claims.toList()), claim);
    }
}
