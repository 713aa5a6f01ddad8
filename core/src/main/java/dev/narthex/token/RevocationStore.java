package dev.narthex.token;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// Ids of access tokens and authorizations whose tokens no longer count, until the last of them has expired. Nothing is
/// written when a token is issued.
public interface RevocationStore {

    void revoke(String id, Instant until);

    /// Of the tokens that the id stands for, those issued up to `issued`.
    void revoke(String id, Instant issued, Instant until);

    /// As the one before, for all that a person has given, with the refresh tokens among it, in one transaction.
    void revokeAllOf(Holder holder, String id, Instant issued, Instant until);

    /// Whether one of the ids is revoked for a token issued at that time.
    boolean isAnyRevoked(Collection<String> ids, Instant issued);

    int purge(Instant now);

    /// A person, and one client or all.
    record Holder(String userId, Optional<String> clientId) {}
}
