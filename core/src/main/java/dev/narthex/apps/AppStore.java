package dev.narthex.apps;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Apps and their assignments. Every change of an app publishes topic `app` with the client id; of an assignment, topic
/// `assignment` with the app's id.
public interface AppStore {

    Optional<App> byClientId(String clientId);

    Optional<App> byId(String id);

    Creation create(App app);

    /// Replaces the app if its stored version is still the one before `app`'s.
    Replacement replace(App app);

    /// Removes the app with its assignments, and what people granted to it, so that a later client of that id inherits
    /// nothing. False if there was none.
    boolean delete(String id);

    /// Apps in the order of their ids, after the given id, `limit` at most.
    List<App> page(Optional<String> afterId, int limit);

    /// Such apps in the order of their ids, after the given id, `limit` at most.
    List<App> search(AppSearch asked, Optional<String> afterId, int limit);

    /// Adds an assignment; one that is there stays.
    void assignUser(String appId, String userId);

    void assignGroup(String appId, String groupId);

    /// False if there was none.
    boolean unassignUser(String appId, String userId);

    boolean unassignGroup(String appId, String groupId);

    /// Ids of assigned users in order, after the given id, `limit` at most.
    List<String> assignedUsers(String appId, Optional<String> afterId, int limit);

    List<String> assignedGroups(String appId, Optional<String> afterId, int limit);

    /// Whether the user is assigned directly or by one of these groups. Indexed look-ups, whatever the number of
    /// assignments.
    boolean isAssigned(String appId, String userId, Set<String> groupIds);

    sealed interface Creation {
        record Created() implements Creation {}

        record ClientIdTaken() implements Creation {}
    }

    sealed interface Replacement {
        record Replaced() implements Replacement {}

        /// Somebody else changed it first, or it is gone.
        record Stale() implements Replacement {}
    }
}
