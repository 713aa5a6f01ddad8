package dev.narthex.governance;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.users.PasswordSettings;
import java.util.Optional;
import java.util.function.Supplier;

/// What the org asks of passwords now: a change counts on every node within a second.
public final class PasswordRules implements Supplier<PasswordSettings> {
    private static final String ONE = "password";

    private final Cache<String, PasswordSettings> cache;

    public PasswordRules(OrgPolicyStore store, Changes changes) {
        this.cache = new Cache<String, PasswordSettings>(
                        changes,
                        1,
                        _ -> Optional.of(store.passwords()
                                .map(OrgPolicyStore.Kept::settings)
                                .orElse(PasswordSettings.DEFAULT)))
                .clearedBy("org-policy");
    }

    @Override
    public PasswordSettings get() {
        return cache.get(ONE).orElseThrow();
    }
}
