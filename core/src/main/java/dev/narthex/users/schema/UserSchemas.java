package dev.narthex.users.schema;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import java.time.Instant;

/// Knows the schema of users.
public final class UserSchemas {
    private static final String KEY = "user";

    private final UserSchemaStore store;
    private final UserSchema initial;
    private final Cache<String, UserSchema> cache;

    /// @param created when the org began
    public UserSchemas(UserSchemaStore store, Instant created, Changes changes) {
        this.store = store;
        this.initial = UserSchema.initial(created);
        this.cache = new Cache<String, UserSchema>(changes, 1, _ -> store.read()).droppedBy("schema", key -> key);
    }

    public UserSchema current() {
        return cache.get(KEY).orElse(initial);
    }

    /// False if somebody else changed it first.
    public boolean replace(UserSchema schema) {
        boolean replaced = store.replace(schema);
        cache.forget(KEY);
        return replaced;
    }
}
