package dev.narthex.governance;

import dev.narthex.users.PasswordSettings;
import java.time.Instant;
import java.util.Optional;

/// What administrators have changed of the org's policies. Every change publishes topic `org-policy`.
public interface OrgPolicyStore {

    /// Empty while what is built in applies.
    Optional<Kept> passwords();

    void keep(PasswordSettings settings, Instant now);

    record Kept(PasswordSettings settings, Instant lastUpdated) {}
}
