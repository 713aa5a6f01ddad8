package dev.narthex.store.people;

import dev.narthex.users.UserStore.NewUser;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Who is in which group, as far as people bring it along.
public final class Memberships {
    private Memberships() {}

    static void insert(Handle handle, NewUser user) {
        for (String group : user.groupIds()) {
            handle.execute(
                    "INSERT INTO memberships (user_id, group_id) VALUES (?, ?)",
                    user.user().id(),
                    group);
            touch(handle, group, user.user().times().created());
        }
    }

    /// Notes that somebody came into a group, or left it.
    public static void touch(Handle handle, String groupId, Instant now) {
        handle.execute("UPDATE groups SET last_membership_updated = ? WHERE id = ?", now.toEpochMilli(), groupId);
    }
}
