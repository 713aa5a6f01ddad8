package dev.narthex.policy;

import dev.narthex.policy.AccessRule.Lifetimes;

/// Whether the policies of an authorization server let a client have tokens for a person.
public sealed interface Access {
    record Permitted(Lifetimes lifetimes) implements Access {}

    /// No rule is for this client, grant type and person.
    record NoRule() implements Access {}

    /// A rule would be, but for the scopes: there is no partial grant.
    record ScopesNotPermitted() implements Access {}
}
