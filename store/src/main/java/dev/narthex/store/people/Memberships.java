package dev.narthex.store.people;

import dev.narthex.users.UserStore.NewUser;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Who is in which group, as far as people bring it along.
public final class Memberships {
    private Memberships() {}

    /// Makes people members of the groups that they bring along, whoever is one already.
    static void insert(Handle handle, List<NewUser> users) {
        var batch = handle.prepareBatch("""
                INSERT INTO memberships (user_id, group_id) VALUES (:user, :group)
                ON CONFLICT (user_id, group_id) DO UPDATE SET by_hand = TRUE
                """);
        var joined = new TreeMap<String, Instant>();
        for (var user : users) {
            for (String group : user.groupIds()) {
                batch.bind("user", user.user().id()).bind("group", group).add();
                joined.put(group, user.user().times().lastUpdated());
            }
        }
        if (joined.isEmpty()) return;
        batch.execute();
        // In one order, or two nodes would wait for each other.
        joined.forEach((group, at) -> touch(handle, group, at));
    }

    /// Notes that somebody came into a group, or left it.
    public static void touch(Handle handle, String groupId, Instant now) {
        handle.execute("UPDATE groups SET last_membership_updated = ? WHERE id = ?", now.toEpochMilli(), groupId);
    }
}
