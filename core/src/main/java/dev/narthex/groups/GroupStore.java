package dev.narthex.groups;

import java.util.List;
import java.util.Optional;

/// Groups. A change of a group publishes topic `group` with its id; a change of membership topic `user` with the
/// user's id.
public interface GroupStore {

    Optional<Group> byId(String id);

    Optional<Group> byName(String name);

    Creation create(Group group);

    /// False if there is no such group.
    boolean replace(Group group);

    /// Removes the group with memberships and assignments.
    boolean delete(String id);

    /// Groups in the order of their ids, after the given id, `limit` at most.
    List<Group> page(Optional<String> afterId, int limit);

    /// A member that is there stays.
    void addMember(String groupId, String userId);

    boolean removeMember(String groupId, String userId);

    /// The groups whose rows name the user; the built-in Everyone is not among them.
    List<Group> groupsOf(String userId);

    /// Ids of members in order, after the given id, `limit` at most.
    List<String> members(String groupId, Optional<String> afterUserId, int limit);

    sealed interface Creation {
        record Created() implements Creation {}

        record NameTaken() implements Creation {}
    }
}
