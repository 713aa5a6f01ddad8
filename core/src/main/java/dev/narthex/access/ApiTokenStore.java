package dev.narthex.access;

import dev.narthex.crypt.SecretHash;
import java.util.List;
import java.util.Optional;

/// API tokens. Creating or revoking one publishes topic `api-token` with its hash in hex.
public interface ApiTokenStore {

    Optional<ApiToken> byHash(SecretHash hash);

    /// One with the same hash stays as it is.
    void create(ApiToken token);

    List<ApiToken> all();

    boolean revoke(String id);
}
