package dev.narthex.servers;

import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServer.Revision;
import dev.narthex.policy.AuthorizationServer.Settings;
import dev.narthex.policy.AuthorizationServerStore;
import dev.narthex.policy.AuthorizationServerStore.Replacement;
import dev.narthex.policy.StandardScopes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Changes stored servers. Of two who change one at once, both succeed, one after the other.
public final class ServerChanges {
    private final AuthorizationServerStore store;
    private final InstantSource clock;

    public ServerChanges(AuthorizationServerStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// As stored at this moment.
    Optional<AuthorizationServer> find(String id) {
        return store.byId(id);
    }

    List<AuthorizationServer> all() {
        return store.all();
    }

    /// A new server, with the scopes and claims that all begin with, and no policy: it admits nobody yet.
    AuthorizationServer create(String id, Settings settings) {
        Instant now = clock.instant();
        var server = new AuthorizationServer(
                id, settings, StandardScopes.all(), List.of(), List.of(), new Revision(1, now, now));
        if (!store.create(server)) throw new IllegalStateException("an id came twice: " + id);
        return server;
    }

    boolean delete(String id) {
        return store.delete(id);
    }

    /// `edit` is asked again whenever somebody else has changed the server since it was read.
    <T> Edit<T> change(String id, Function<AuthorizationServer, Edit<T>> edit) {
        while (true) {
            var there = store.byId(id);
            if (there.isEmpty()) return Edit.notFound(id, "AuthorizationServer");
            switch (edit.apply(there.get())) {
                case Edit.Refused<T> refused -> {
                    return refused;
                }
                case Edit.Made<T>(var changed, var part) -> {
                    var next = changed.revised(clock.instant());
                    if (store.replace(next) instanceof Replacement.Replaced) return new Edit.Made<>(next, part);
                }
            }
        }
    }
}
