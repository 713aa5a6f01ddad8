package dev.narthex.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Counts sign-in attempts of a user by source, so that a stranger's failures don't lock out the owner's own browser.
///
/// A `source` is `stranger` or the hash of a device token from which this user has signed in before.
public interface AttemptStore {

    /// Counts an attempt before the password is looked at, in one statement, so that parallel guesses count too: each
    /// counts as failed until [#clear]ed. After `limit` attempts the source is locked for `lock` from the last one;
    /// when that has passed, counting starts anew.
    Admission admit(String userId, String source, Limits limits, Instant now);

    /// After a right password: forgets what was counted for this source.
    void clear(String userId, String source);

    /// An administrator's unlock: forgets all sources.
    void clearAll(String userId);

    /// Until when sign-ins from this source are refused, if they are.
    Optional<Instant> lockedUntil(String userId, String source, Instant now);

    /// Remembers that the user has signed in from the device.
    void remember(String userId, String deviceHash, Instant now);

    /// Forgets all of the user's devices: each is a stranger's until it has signed in again.
    void forgetDevices(String userId);

    boolean isKnown(String userId, String deviceHash);

    /// Forgets devices that nobody has signed in from since the instant; answers with how many.
    int purge(Instant before);

    record Limits(int attempts, Duration lock) {}

    sealed interface Admission {
        /// `attempts` counts this one.
        record Admitted(int attempts) implements Admission {}

        record Locked(Instant until) implements Admission {}
    }
}
