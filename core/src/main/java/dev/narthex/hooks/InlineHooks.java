package dev.narthex.hooks;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import java.util.List;
import java.util.Optional;

/// Finds the hooks that are to be asked.
public final class InlineHooks {
    private final Cache<String, List<InlineHook>> cache;

    public InlineHooks(InlineHookStore store, Changes changes) {
        this.cache = new Cache<String, List<InlineHook>>(changes, 1, _ -> Optional.of(store.all())).clearedBy("hooks");
    }

    /// The active hook of this type that was made first.
    Optional<InlineHook> active(HookType type) {
        return all().stream()
                .filter(hook -> hook.active() && hook.type() == type)
                .findFirst();
    }

    /// The hook of this type and id, if it is active.
    public Optional<InlineHook> active(HookType type, String id) {
        return all().stream()
                .filter(hook ->
                        hook.active() && hook.type() == type && hook.id().equals(id))
                .findFirst();
    }

    private List<InlineHook> all() {
        return cache.get("").orElse(List.of());
    }
}
