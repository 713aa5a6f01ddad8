package dev.narthex.policy;

import java.util.List;
import java.util.Set;

/// Decides for a set of clients; policies and their rules are asked in order of priority, 1 first.
public record AccessPolicy(
        String id, Text text, int priority, Flags flags, Set<String> clients, List<AccessRule> rules, Dates dates) {
    public static final String TYPE = "OAUTH_AUTHORIZATION_POLICY";
    public static final String ALL_CLIENTS = "ALL_CLIENTS";

    public record Text(String name, String description) {}

    public record Flags(boolean active, boolean system) {}

    public AccessPolicy {
        clients = Set.copyOf(clients);
        rules = List.copyOf(rules);
    }

    public AccessPolicy(String id, Text text, int priority, Flags flags, Set<String> clients, List<AccessRule> rules) {
        this(id, text, priority, flags, clients, rules, Dates.UNKNOWN);
    }

    public AccessPolicy withPriority(int other) {
        return new AccessPolicy(id, text, other, flags, clients, rules, dates);
    }

    public AccessPolicy withRules(List<AccessRule> others) {
        return new AccessPolicy(id, text, priority, flags, clients, others, dates);
    }

    public AccessPolicy active(boolean active, Dates changed) {
        return new AccessPolicy(id, text, priority, new Flags(active, flags.system()), clients, rules, changed);
    }

    public boolean isFor(String clientId) {
        return flags.active() && (clients.contains(ALL_CLIENTS) || clients.contains(clientId));
    }
}
