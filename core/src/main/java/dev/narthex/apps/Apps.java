package dev.narthex.apps;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.users.Person;
import java.util.Optional;
import java.util.Set;

/// Finds apps, and says who may use them.
public final class Apps {
    private static final int CACHED_APPS = 10_000;
    private static final int CACHED_ASSIGNMENTS = 50_000;

    private final Cache<String, App> byClientId;
    private final Cache<Assignment, Boolean> assignments;

    private record Assignment(String appId, String userId, Set<String> groupIds) {}

    public Apps(AppStore store, Changes changes) {
        this.byClientId = new Cache<String, App>(changes, CACHED_APPS, store::byClientId).droppedBy("app", id -> id);
        this.assignments = new Cache<Assignment, Boolean>(
                        changes,
                        CACHED_ASSIGNMENTS,
                        asked -> Optional.of(store.isAssigned(asked.appId(), asked.userId(), asked.groupIds())))
                .clearedBy("assignment");
    }

    public Optional<App> byClientId(String clientId) {
        return byClientId.get(clientId);
    }

    public boolean mayUse(Person person, App app) {
        if (app.settings().everyone()) return true;
        return assignments
                .get(new Assignment(app.id(), person.id(), person.groupIds()))
                .orElse(false);
    }
}
