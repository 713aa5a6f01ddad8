package dev.narthex.users.schema;

import java.util.Set;

/// What is to be done to all profiles, one after the other, after the schema or the database has changed: attributes
/// that were removed are taken out, and the rows that searches go by are made where an older version wrote none.
///
/// The work is stored and walks through all people in small steps, each a transaction: so it goes on after a restart,
/// any node can do the next step, and none holds up other writes for long.
public interface ProfileUpkeep {

    /// Does the next step. False if there is nothing left to do.
    boolean advance();

    /// Attributes that were removed, and that profiles may still have.
    Set<String> leaving();
}
