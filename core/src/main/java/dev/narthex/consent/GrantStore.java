package dev.narthex.consent;

import java.util.List;
import java.util.Optional;

/// Grants. Every change publishes topic `grants` with the user's id.
public interface GrantStore {

    /// All of a user's grants.
    List<Grant> granted(String userId);

    /// Adds grants, all or none; one that is there stays as it is.
    void grant(List<Grant> grants);

    /// A user's grants in the order of their ids, after the given id, `limit` at most; of one client if given.
    List<Grant> ofUser(String userId, Optional<String> clientId, Optional<String> afterId, int limit);

    Optional<Grant> byId(String userId, String grantId);

    boolean revoke(String userId, String grantId);

    /// Revokes all of the user's grants, to one client if given; answers with how many.
    int revokeAll(String userId, Optional<String> clientId);
}
