package dev.narthex.policy;

import java.util.List;
import java.util.Optional;

/// Custom authorization servers, each stored as a whole. Every change publishes topic `server` with the id.
public interface AuthorizationServerStore {

    Optional<AuthorizationServer> byId(String id);

    List<AuthorizationServer> all();

    /// False if the id is taken.
    boolean create(AuthorizationServer server);

    /// Replaces the server if its stored version is still the one before `server`'s.
    Replacement replace(AuthorizationServer server);

    boolean delete(String id);

    sealed interface Replacement {
        record Replaced() implements Replacement {}

        record Stale() implements Replacement {}
    }
}
