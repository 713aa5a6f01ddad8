package dev.narthex.groups;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Groups. A change of a group publishes topic `group` with its id; a change of membership topic `user` with the
/// user's id.
public interface GroupStore {

    Optional<Group> byId(String id);

    Optional<Group> byName(String name);

    Creation create(Group group);

    /// Replaces name and description.
    Replacement replace(Group group);

    /// Removes the group with memberships and assignments. Rules that name it become invalid.
    boolean delete(String id, Instant now);

    /// Groups in the order of their ids, after the given id, `limit` at most.
    List<Group> page(Optional<String> afterId, int limit);

    /// By hand: no rule takes the user out again. True if the user was not there before.
    boolean addMember(String groupId, String userId, Instant now);

    /// By hand: a rule that had put the user there does not concern them any more.
    boolean removeMember(String groupId, String userId, Instant now);

    /// How much there is of each of these groups, by id.
    Map<String, Stats> stats(List<String> ids);

    /// @param users how many are in it; of the built-in Everyone, all who have not left
    /// @param apps how many it is assigned to
    record Stats(long users, long apps) {}

    /// The groups whose rows name the user; the built-in Everyone is not among them.
    List<Group> groupsOf(String userId);

    /// Ids of members in order, after the given id, `limit` at most.
    List<String> members(String groupId, Optional<String> afterUserId, int limit);

    sealed interface Creation {
        record Created() implements Creation {}

        record NameTaken() implements Creation {}
    }

    sealed interface Replacement {
        record Replaced() implements Replacement {}

        record NameTaken() implements Replacement {}

        record Gone() implements Replacement {}
    }
}
