package dev.narthex.users;

import dev.narthex.password.PasswordPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the org asks of passwords over time.
///
/// @param complexity what a new one must be like
/// @param history how many former ones can't be chosen again
/// @param leastAge for how long a person keeps a new one before they change it themselves
/// @param mostAge when it must be changed, if ever
public record PasswordSettings(PasswordPolicy complexity, int history, Duration leastAge, Optional<Duration> mostAge) {

    /// What a new organisation starts with.
    public static final PasswordSettings DEFAULT =
            new PasswordSettings(PasswordPolicy.DEFAULT, 4, Duration.ZERO, Optional.empty());

    /// Whether the person's password has to be changed before it can be used on.
    public boolean isOverdue(User user, Instant now) {
        return mostAge.isPresent()
                && user.times()
                        .passwordChanged()
                        .map(changed -> changed.plus(mostAge.get()))
                        .filter(due -> !due.isAfter(now))
                        .isPresent();
    }

    boolean isTooYoung(User user, Instant now) {
        return user.times()
                .passwordChanged()
                .map(changed -> changed.plus(leastAge))
                .filter(now::isBefore)
                .isPresent();
    }
}
