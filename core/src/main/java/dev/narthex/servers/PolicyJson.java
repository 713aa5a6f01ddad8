package dev.narthex.servers;

import dev.narthex.okta.Wire;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AccessRule;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Dates;
import dev.narthex.policy.Issuers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Policies and rules as they go over the wire.
final class PolicyJson {
    private final Addresses addresses;

    PolicyJson(Issuers issuers) {
        this.addresses = new Addresses(issuers);
    }

    Map<String, Object> policy(AuthorizationServer server, AccessPolicy policy) {
        var json = new LinkedHashMap<String, Object>();
        json.put("type", AccessPolicy.TYPE);
        json.put("id", policy.id());
        json.put("status", status(policy.flags().active()));
        json.put("name", policy.text().name());
        json.put("description", policy.text().description());
        json.put("priority", policy.priority());
        json.put("system", policy.flags().system());
        json.put("conditions", Map.of("clients", included(policy.clients())));
        dates(json, server, policy.dates());
        String address = address(server, policy);
        var links = links(address, policy.flags().active());
        links.put("rules", Wire.link(address + "/rules", "GET"));
        json.put("_links", links);
        return json;
    }

    Map<String, Object> rule(AuthorizationServer server, RuleEdits.Placed placed) {
        var rule = placed.rule();
        var json = new LinkedHashMap<String, Object>();
        json.put("type", AccessRule.TYPE);
        json.put("id", rule.id());
        json.put("status", status(rule.active()));
        json.put("name", rule.naming().name());
        json.put("priority", rule.naming().priority());
        json.put("system", rule.naming().system());
        json.put("conditions", conditions(rule.conditions()));
        json.put("actions", Map.of("token", token(rule.lifetimes())));
        dates(json, server, rule.dates());
        json.put("_links", links(address(server, placed.policy()) + "/rules/" + rule.id(), rule.active()));
        return json;
    }

    private static Map<String, Object> conditions(AccessRule.Conditions conditions) {
        var people = conditions.people();
        return Map.of(
                "people",
                Map.of(
                        "users", chosen(people.users(), people.excludedUsers()),
                        "groups", chosen(people.groups(), people.excludedGroups())),
                "grantTypes",
                included(conditions.grantTypes()),
                "scopes",
                included(conditions.scopes()));
    }

    private static Map<String, Object> token(AccessRule.Lifetimes lifetimes) {
        var token = new LinkedHashMap<String, Object>();
        token.put("accessTokenLifetimeMinutes", lifetimes.accessToken().toMinutes());
        token.put("refreshTokenLifetimeMinutes", lifetimes.refreshToken().toMinutes());
        token.put("refreshTokenWindowMinutes", lifetimes.refreshWindow().toMinutes());
        token.put("inlineHook", null);
        return token;
    }

    private static Map<String, Object> included(Set<String> names) {
        return Map.of("include", new TreeSet<>(names));
    }

    private static Map<String, Object> chosen(Set<String> included, Set<String> excluded) {
        return Map.of("include", new TreeSet<>(included), "exclude", new TreeSet<>(excluded));
    }

    static String status(boolean active) {
        return active ? "ACTIVE" : "INACTIVE";
    }

    /// What was stored before there were dates is as old as its server.
    private static void dates(Map<String, Object> json, AuthorizationServer server, Dates dates) {
        var revision = server.revision();
        var known = dates.equals(Dates.UNKNOWN) ? new Dates(revision.created(), revision.created()) : dates;
        json.put("created", Wire.time(known.created()));
        json.put("lastUpdated", Wire.time(known.lastUpdated()));
    }

    private Map<String, Object> links(String address, boolean active) {
        var links = new LinkedHashMap<>(addresses.self(address));
        var lifecycle = Addresses.lifecycle(address, active);
        links.put(lifecycle.getKey(), lifecycle.getValue());
        return links;
    }

    private String address(AuthorizationServer server, AccessPolicy policy) {
        return addresses.of(server) + "/policies/" + policy.id();
    }
}
