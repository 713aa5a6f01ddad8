package dev.narthex.servers;

import dev.narthex.okta.Fields;
import dev.narthex.policy.AccessRule;
import dev.narthex.policy.AccessRule.Conditions;
import dev.narthex.policy.AccessRule.Lifetimes;
import dev.narthex.policy.AccessRule.Naming;
import dev.narthex.policy.AccessRule.People;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.servers.ClaimEdits.Status;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Reads a rule as it is sent: whom it is for, what it grants, for how long.
final class RuleReader {
    private static final int DAY = 24 * 60;
    private static final int FIVE_YEARS = 2_628_000;
    private static final Set<String> GRANT_TYPES = Set.of(
            "authorization_code",
            "implicit",
            "password",
            "client_credentials",
            "interaction_code",
            "urn:ietf:params:oauth:grant-type:device_code",
            "urn:ietf:params:oauth:grant-type:token-exchange",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:ietf:params:oauth:grant-type:saml2-bearer",
            "urn:openid:params:grant-type:ciba");

    private final Known known;

    RuleReader(Known known) {
        this.known = known;
    }

    /// `there` is what it replaces. What is wrong is noted in `fields`.
    AccessRule read(AuthorizationServer server, Fields fields, AccessRule there) {
        if (!fields.requiredText("type", 100).equals(AccessRule.TYPE) && fields.has("type")) {
            fields.fault("type", "must be " + AccessRule.TYPE);
        }
        boolean active = fields.constant("status", Status.class)
                .map(status -> status == Status.ACTIVE)
                .orElse(there.active());
        var naming = new Naming(
                fields.requiredText("name", 100),
                there.naming().priority(),
                there.naming().system());
        return new AccessRule(
                there.id(),
                naming,
                active,
                conditions(server, fields.object("conditions"), there.conditions()),
                lifetimes(fields),
                there.dates());
    }

    private Conditions conditions(AuthorizationServer server, Fields fields, Conditions there) {
        var grantTypes = included(fields.object("grantTypes"), "name grant types");
        Known.check(fields, "grantTypes", grantTypes, there.grantTypes(), GRANT_TYPES::contains);
        var scopes = included(fields.object("scopes"), "name scopes, or *");
        Predicate<String> isScope =
                name -> name.equals(AccessRule.ANY_SCOPE) || server.scope(name).isPresent();
        Known.check(fields, "scopes", scopes, there.scopes(), isScope);
        return new Conditions(grantTypes, people(fields.object("people"), there.people()), scopes);
    }

    private static Set<String> included(Fields fields, String wanted) {
        var names = fields.texts("include");
        if (names.isEmpty() && !fields.has("include")
                || names.filter(List::isEmpty).isPresent()) {
            fields.fault("include", wanted);
        }
        return Set.copyOf(names.orElse(List.of()));
    }

    private People people(Fields fields, People there) {
        var users = fields.object("users");
        var groups = fields.object("groups");
        var people = new People(
                set(users, "include"), set(groups, "include"), set(users, "exclude"), set(groups, "exclude"));
        if (people.users().isEmpty() && people.groups().isEmpty()) {
            fields.fault("groups", "name users or groups, or " + AccessRule.EVERYONE);
        }
        Known.check(users, "include", people.users(), there.users(), known.user());
        Known.check(users, "exclude", people.excludedUsers(), there.excludedUsers(), known.user());
        Predicate<String> isGroup =
                id -> id.equals(AccessRule.EVERYONE) || known.group().test(id);
        Known.check(groups, "include", people.groups(), there.groups(), isGroup);
        Known.check(groups, "exclude", people.excludedGroups(), there.excludedGroups(), known.group());
        return people;
    }

    private static Set<String> set(Fields fields, String name) {
        return new HashSet<>(fields.texts(name).orElse(List.of()));
    }

    private static Lifetimes lifetimes(Fields fields) {
        var token = fields.object("actions").object("token");
        if (token.has("inlineHook")) token.fault("inlineHook", "there are no token inline hooks: leave it null");
        var access = minutes(token, "accessTokenLifetimeMinutes", 5, DAY).orElse(Lifetimes.STANDARD.accessToken());
        var refresh =
                minutes(token, "refreshTokenLifetimeMinutes", 0, FIVE_YEARS).orElse(Lifetimes.STANDARD.refreshToken());
        if (refresh.isPositive() && refresh.compareTo(access) < 0) {
            token.fault("refreshTokenLifetimeMinutes", "must be 0, for unlimited, or at least the access token's");
        }
        var window =
                minutes(token, "refreshTokenWindowMinutes", 10, FIVE_YEARS).orElse(Lifetimes.STANDARD.refreshWindow());
        return new Lifetimes(within(access), refresh, window);
    }

    private static Optional<Duration> minutes(Fields fields, String name, int least, int most) {
        return fields.number(name, least, most).map(Duration::ofMinutes);
    }

    /// What is out of bounds is noted already, and never used.
    private static Duration within(Duration access) {
        boolean sound = access.toMinutes() >= 5 && access.toMinutes() <= DAY;
        return sound ? access : Lifetimes.STANDARD.accessToken();
    }
}
