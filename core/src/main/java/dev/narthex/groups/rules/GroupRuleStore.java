package dev.narthex.groups.rules;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Rules of groups, and what there is to do about them.
///
/// Memberships follow in the transaction of whatever changes a person: an account made, imported, changed or
/// activated, a membership by hand. Where a rule begins or ends, everybody is gone through in slices, each of
/// which is one transaction and leaves behind how far it came.
public interface GroupRuleStore {
    /// As many as an org can have.
    int MOST = 2_000;

    /// In the order of ids.
    List<GroupRule> all();

    Optional<GroupRule> byId(String id);

    Creation create(GroupRule rule);

    /// Replaces name and condition of a rule that is inactive.
    Replacement replace(GroupRule rule);

    /// Begins to put people into groups, all who are there first. A rule whose groups are not all there becomes
    /// invalid.
    Turn activate(String id, Instant now);

    /// Whoever is in a group by it stays.
    Turn deactivate(String id, Instant now);

    /// Ends a rule. Its memberships end with it, or are from now on as if made by hand.
    Optional<GroupRule> delete(String id, boolean memberships, Instant now);

    /// Does the next slice of what is to be done; empty if nothing is, or others do it.
    Optional<Slice> advance(Instant now);

    /// @param looked how many people or memberships were looked at
    /// @param changed how many memberships began or ended
    record Slice(String ruleId, int looked, int changed, boolean last) {}

    sealed interface Creation {
        record Created() implements Creation {}

        record NameTaken() implements Creation {}

        record TooMany() implements Creation {}
    }

    sealed interface Replacement {
        record Replaced() implements Replacement {}

        record NameTaken() implements Replacement {}

        record NotInactive() implements Replacement {}

        record Gone() implements Replacement {}
    }

    sealed interface Turn {
        /// @param changed false if it was so before
        record Turned(GroupRule rule, boolean changed) implements Turn {}

        record Invalid() implements Turn {}

        record Gone() implements Turn {}
    }
}
