package dev.narthex.policy;

import java.util.List;
import java.util.Set;

/// Decides for a set of clients; policies and their rules are asked in order of priority, 1 first.
public record AccessPolicy(
        String id, Text text, int priority, Flags flags, Set<String> clients, List<AccessRule> rules) {
    public static final String ALL_CLIENTS = "ALL_CLIENTS";

    public record Text(String name, String description) {}

    public record Flags(boolean active, boolean system) {}

    public AccessPolicy {
        clients = Set.copyOf(clients);
        rules = List.copyOf(rules);
    }

    public boolean isFor(String clientId) {
        return flags.active() && (clients.contains(ALL_CLIENTS) || clients.contains(clientId));
    }
}
