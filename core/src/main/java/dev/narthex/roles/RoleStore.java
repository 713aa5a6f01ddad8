package dev.narthex.roles;

import java.util.List;

/// Who holds which roles. They go with the person.
public interface RoleStore {

    /// A person's roles, the widest first.
    List<RoleAssignment> of(String userId);

    Assignment assign(RoleAssignment assignment);

    /// False if the person holds no such role.
    boolean remove(String userId, String assignmentId);

    sealed interface Assignment {
        record Assigned() implements Assignment {}

        record Held() implements Assignment {}

        record Nobody() implements Assignment {}
    }
}
