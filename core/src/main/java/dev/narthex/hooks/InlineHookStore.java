package dev.narthex.hooks;

import dev.narthex.hooks.InlineHook.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Inline hooks. Every change publishes topic `hooks` with an empty key.
public interface InlineHookStore {

    /// In the order of their ids.
    List<InlineHook> all();

    Optional<InlineHook> byId(String id);

    /// Of those that vouch for passwords one is active at most: another that is made so is not.
    ///
    /// @param most how many hooks there may be
    Change create(InlineHook hook, int most);

    /// Changes what is set on a hook, and leaves it as active as it is.
    Change replace(String id, String name, Channel channel, Instant now);

    Change activate(String id, Instant now);

    Change deactivate(String id, Instant now);

    /// Removes a hook that is not active. False if there is none.
    boolean delete(String id);

    sealed interface Change {
        record Done(InlineHook hook) implements Change {}

        record NameTaken() implements Change {}

        /// Only one hook that vouches for passwords may be active.
        record OtherActive() implements Change {}

        record TooMany() implements Change {}

        record Unknown() implements Change {}
    }
}
