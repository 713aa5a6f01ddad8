package dev.narthex.delegation;

import dev.narthex.consent.Grant;
import dev.narthex.consent.GrantStore;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import dev.narthex.token.Revocations;
import java.util.Optional;

/// Takes back what a person has given. First the grant goes, so that nothing new is made of it, then the tokens which
/// hold its scope; so every call may be repeated.
public final class Withdrawal {
    private final GrantStore grants;
    private final Revocations revocations;
    private final AuthorizationServers servers;
    private final Issuers issuers;

    public Withdrawal(GrantStore grants, Revocations revocations, AuthorizationServers servers, Issuers issuers) {
        this.grants = grants;
        this.revocations = revocations;
        this.servers = servers;
        this.issuers = issuers;
    }

    /// One grant. False if the person has none of that id.
    public boolean grant(String userId, String grantId) {
        var grant = grants.byId(userId, grantId);
        grant.ifPresent(this::revoke);
        return grant.isPresent();
    }

    /// All grants, to one client if given.
    public void grants(String userId, Optional<String> clientId) {
        var all = grants.granted(userId);
        grants.revokeAll(userId, clientId);
        all.stream()
                .filter(grant -> clientId.isEmpty() || clientId.get().equals(grant.clientId()))
                .forEach(this::revokeTokens);
    }

    private void revoke(Grant grant) {
        grants.revoke(grant.userId(), grant.id());
        revokeTokens(grant);
    }

    /// A server that is gone issues nothing, and nothing of it counts.
    private void revokeTokens(Grant grant) {
        servers.custom(grant.serverId())
                .map(issuers::issuer)
                .map(issuer -> new Revocations.Given(
                        grant.userId(), grant.clientId(), grant.serverId(), issuer, grant.scope()))
                .ifPresent(revocations::revokeScope);
    }
}
