package dev.narthex.hooks;

import java.util.List;
import java.util.Optional;

/// Inline hooks. Every change publishes topic `hooks` with an empty key.
public interface InlineHookStore {

    /// In the order of their ids.
    List<InlineHook> all();

    Optional<InlineHook> byId(String id);

    /// @param most how many hooks there may be
    Change create(InlineHook hook, int most);

    Change replace(InlineHook hook);

    /// Removes a hook that is not active. False if there is none.
    boolean delete(String id);

    sealed interface Change {
        record Done() implements Change {}

        record NameTaken() implements Change {}

        /// Only one hook that vouches for passwords may be active.
        record OtherActive() implements Change {}

        record TooMany() implements Change {}

        record Unknown() implements Change {}
    }
}
