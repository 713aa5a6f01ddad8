package dev.narthex.governance;

import java.util.Optional;

/// What administrators have changed of the org's policies. Every change publishes topic `org-policy`.
public interface OrgPolicyStore {

    /// Empty while what is built in applies.
    Optional<PasswordPolicies> passwords();

    /// Keeps them, if what is kept is the version before theirs. Of all who replace it at once, one does.
    boolean replace(PasswordPolicies next);
}
