package dev.narthex.store.people;

import dev.narthex.store.database.Tx;
import dev.narthex.users.User;
import java.time.Instant;
import java.util.List;

/// What follows for the groups of people when people change; in the transaction that changes them.
public interface Placing {

    /// People who are new, or whose profile or status is. Nobody else changes their rows before this transaction
    /// ends.
    ///
    /// @return how many memberships began or ended
    int place(Tx tx, List<User> users, Instant now);

    /// Nobody has this attribute any more.
    void forget(Tx tx, String attribute);
}
