package dev.narthex.token;

import java.time.Instant;
import java.util.Collection;

/// Ids of access tokens and authorizations whose tokens no longer count, until the last of them has expired. Nothing is
/// written when a token is issued.
public interface RevocationStore {

    void revoke(String id, Instant until);

    boolean isAnyRevoked(Collection<String> ids);

    int purge(Instant now);
}
