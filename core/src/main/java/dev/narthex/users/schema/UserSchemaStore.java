package dev.narthex.users.schema;

import java.util.Optional;

/// The schema of users, once an org has changed it. A change publishes topic `schema` with key `user`.
public interface UserSchemaStore {

    Optional<UserSchema> read();

    /// Replaces the schema if its stored version, zero where there is none, is still the one before this one's.
    boolean replace(UserSchema schema);
}
