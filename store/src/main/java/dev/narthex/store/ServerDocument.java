package dev.narthex.store;

import dev.narthex.http.Json;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AccessRule;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Dates;
import dev.narthex.policy.Scope;
import dev.narthex.store.database.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// An authorization server with scopes, claims, policies and rules as one stored document. Durations are seconds.
final class ServerDocument {
    private ServerDocument() {}

    static String write(AuthorizationServer server) {
        return Json.text(Document.of(
                "settings", settings(server.settings()),
                "scopes", server.scopes().stream().map(ServerDocument::scope).toList(),
                "claims", server.claims().stream().map(ServerDocument::claim).toList(),
                "policies",
                        server.policies().stream().map(ServerDocument::policy).toList()));
    }

    static AuthorizationServer read(String id, String json, AuthorizationServer.Revision revision) {
        Document document = Document.read(json);
        return new AuthorizationServer(
                id,
                settings(document.document("settings")),
                document.list("scopes", ServerDocument::scope),
                document.list("claims", ServerDocument::claim),
                document.list("policies", ServerDocument::policy),
                revision);
    }

    private static Map<String, Object> settings(AuthorizationServer.Settings settings) {
        return Document.of(
                "name", settings.name(),
                "description", settings.description(),
                "audience", settings.audience(),
                "algorithm", settings.algorithm(),
                "implicit", settings.options().implicit(),
                "jwtProfile", settings.options().jwtProfile(),
                "rotation", settings.options().rotation(),
                "active", settings.active());
    }

    private static AuthorizationServer.Settings settings(Document document) {
        return new AuthorizationServer.Settings(
                document.text("name"),
                document.text("description"),
                document.text("audience"),
                document.constant("algorithm", SigningAlgorithm.class),
                options(document),
                document.flag("active"));
    }

    /// A server that was stored before there were options has the standard ones.
    private static AuthorizationServer.Options options(Document document) {
        if (!document.members().containsKey("implicit")) return AuthorizationServer.Options.STANDARD;
        return new AuthorizationServer.Options(
                document.flag("implicit"),
                document.constant("jwtProfile", AuthorizationServer.JwtProfile.class),
                document.maybeText("rotation")
                        .map(AuthorizationServer.Rotation::valueOf)
                        .orElse(AuthorizationServer.Rotation.AUTO));
    }

    private static Map<String, Object> scope(Scope scope) {
        return Document.of(
                "id", scope.id(),
                "name", scope.name(),
                "title", scope.text().title(),
                "description", scope.text().description(),
                "consent", scope.consent(),
                "default", scope.flags().isDefault(),
                "optional", scope.flags().optional(),
                "published", scope.flags().published(),
                "system", scope.flags().system());
    }

    private static Scope scope(Document document) {
        return new Scope(
                document.text("id"),
                document.text("name"),
                new Scope.Text(document.text("title"), document.text("description")),
                document.constant("consent", Scope.Consent.class),
                new Scope.Flags(
                        document.flag("default"),
                        document.flag("optional"),
                        document.flag("published"),
                        document.flag("system")));
    }

    private static Map<String, Object> claim(Claim claim) {
        return Document.of(
                "id", claim.id(),
                "name", claim.name(),
                "target", claim.target(),
                "value", claim.source().value(),
                "groupFilter", claim.source().groupFilter().map(Enum::name),
                "scopes", claim.scopes(),
                "active", claim.flags().active(),
                "always", claim.flags().always(),
                "system", claim.flags().system());
    }

    private static Claim claim(Document document) {
        return new Claim(
                document.text("id"),
                document.text("name"),
                document.constant("target", Claim.Target.class),
                new Claim.Source(
                        document.text("value"),
                        document.maybeText("groupFilter").map(Claim.GroupFilter::valueOf)),
                document.textSet("scopes"),
                new Claim.Flags(document.flag("active"), document.flag("always"), document.flag("system")));
    }

    private static Map<String, Object> policy(AccessPolicy policy) {
        List<Map<String, Object>> rules =
                policy.rules().stream().map(ServerDocument::rule).toList();
        return Document.of(
                "id", policy.id(),
                "name", policy.text().name(),
                "description", policy.text().description(),
                "priority", policy.priority(),
                "active", policy.flags().active(),
                "system", policy.flags().system(),
                "clients", policy.clients(),
                "rules", rules,
                "created", policy.dates().created().toString(),
                "lastUpdated", policy.dates().lastUpdated().toString());
    }

    private static AccessPolicy policy(Document document) {
        return new AccessPolicy(
                document.text("id"),
                new AccessPolicy.Text(document.text("name"), document.text("description")),
                document.number("priority"),
                new AccessPolicy.Flags(document.flag("active"), document.flag("system")),
                document.textSet("clients"),
                document.list("rules", ServerDocument::rule),
                dates(document));
    }

    private static Map<String, Object> rule(AccessRule rule) {
        return Document.of(
                "id", rule.id(),
                "name", rule.naming().name(),
                "priority", rule.naming().priority(),
                "system", rule.naming().system(),
                "active", rule.active(),
                "grantTypes", rule.conditions().grantTypes(),
                "people", people(rule.conditions().people()),
                "scopes", rule.conditions().scopes(),
                "accessToken", rule.lifetimes().accessToken().toSeconds(),
                "refreshToken", rule.lifetimes().refreshToken().toSeconds(),
                "refreshWindow", rule.lifetimes().refreshWindow().toSeconds(),
                "created", rule.dates().created().toString(),
                "lastUpdated", rule.dates().lastUpdated().toString());
    }

    private static AccessRule rule(Document document) {
        return new AccessRule(
                document.text("id"),
                new AccessRule.Naming(document.text("name"), document.number("priority"), document.flag("system")),
                document.flag("active"),
                new AccessRule.Conditions(
                        document.textSet("grantTypes"),
                        people(document.document("people")),
                        document.textSet("scopes")),
                new AccessRule.Lifetimes(
                        seconds(document, "accessToken"),
                        seconds(document, "refreshToken"),
                        seconds(document, "refreshWindow")),
                dates(document));
    }

    /// What was stored before there were dates has none.
    private static Dates dates(Document document) {
        if (!document.members().containsKey("created")) return Dates.UNKNOWN;
        return new Dates(Instant.parse(document.text("created")), Instant.parse(document.text("lastUpdated")));
    }

    private static Map<String, Object> people(AccessRule.People people) {
        return Document.of(
                "users", people.users(),
                "groups", people.groups(),
                "excludedUsers", people.excludedUsers(),
                "excludedGroups", people.excludedGroups());
    }

    private static AccessRule.People people(Document document) {
        return new AccessRule.People(
                document.textSet("users"),
                document.textSet("groups"),
                document.textSet("excludedUsers"),
                document.textSet("excludedGroups"));
    }

    private static Duration seconds(Document document, String name) {
        return Duration.ofSeconds(document.number(name));
    }
}
