package dev.narthex.consent;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Says what a person has agreed to.
public final class Grants {
    private static final int CACHED = 20_000;

    private final GrantStore store;
    private final Cache<String, Map<Client, Set<String>>> byUser;

    private record Client(String clientId, String serverId) {}

    public Grants(GrantStore store, Changes changes) {
        this.store = store;
        this.byUser = new Cache<String, Map<Client, Set<String>>>(changes, CACHED, this::load)
                .droppedBy("grants", userId -> userId);
    }

    public Set<String> granted(String userId, String clientId, String serverId) {
        return byUser.get(userId).orElse(Map.of()).getOrDefault(new Client(clientId, serverId), Set.of());
    }

    private Optional<Map<Client, Set<String>>> load(String userId) {
        return Optional.of(store.granted(userId).stream()
                .collect(groupingBy(
                        grant -> new Client(grant.clientId(), grant.serverId()),
                        mapping(Grant::scope, toUnmodifiableSet()))));
    }
}
