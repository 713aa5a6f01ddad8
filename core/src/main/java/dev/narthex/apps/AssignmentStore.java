package dev.narthex.apps;

import java.util.List;
import java.util.Optional;

/// Assignments with what is kept about each. Every change publishes topic `assignment` with the app's id.
public interface AssignmentStore {

    /// False if the user is assigned directly already; then nothing changes.
    boolean assign(String appId, AppUser user);

    /// False if the user is not assigned directly.
    boolean update(String appId, AppUser user);

    /// The user's assignment, direct or by a group whose membership is stored.
    Optional<AppUser> user(String appId, String userId);

    /// All assigned users, directly or by such a group, in the order of their ids, after the given id, `limit` at most.
    List<AppUser> users(String appId, Optional<String> afterUserId, int limit);

    /// Assigns the group, or changes its assignment.
    void assign(String appId, AppGroup group);

    Optional<AppGroup> group(String appId, String groupId);

    List<AppGroup> groups(String appId, Optional<String> afterGroupId, int limit);
}
