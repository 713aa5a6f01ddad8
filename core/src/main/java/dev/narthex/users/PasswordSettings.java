package dev.narthex.users;

import dev.narthex.password.PasswordPolicy;
import dev.narthex.users.User.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is asked of the passwords of some people, and what these people may do about them.
///
/// @param complexity what a new one must be like
public record PasswordSettings(
        PasswordPolicy complexity, Age age, Lockout lockout, Recovery recovery, Allowed allowed) {

    /// What is asked of passwords over time.
    ///
    /// @param history how many former ones can't be chosen again
    /// @param least for how long a person keeps a new one before they change it themselves
    /// @param most when it must be changed, if ever
    /// @param warning for how long before that they are warned
    public record Age(int history, Duration least, Optional<Duration> most, Duration warning) {}

    /// When wrong passwords lock an account.
    ///
    /// @param attempts how many do; zero: none ever does
    /// @param opensAfter when the lock ends by itself, if ever
    /// @param shown whether who signs in is told of it
    /// @param mailed whether the person is told of it by mail
    public record Lockout(int attempts, Optional<Duration> opensAfter, boolean shown, boolean mailed) {}

    /// How people get in again who lost their password.
    ///
    /// @param linkLifetime how long a link works that leads to a new password or ends a lock
    /// @param byMail whether they may ask for one
    /// @param asksQuestion whether those who have a recovery question must answer it behind the link
    /// @param answerLength of how many characters an answer has to be
    public record Recovery(Duration linkLifetime, boolean byMail, boolean asksQuestion, int answerLength) {}

    /// What people may do themselves.
    public record Allowed(boolean change, boolean reset, boolean unlock) {
        public static final Allowed ALL = new Allowed(true, true, true);
    }

    /// What a new organisation starts with.
    public static final PasswordSettings DEFAULT = new PasswordSettings(
            PasswordPolicy.DEFAULT,
            new Age(4, Duration.ZERO, Optional.empty(), Duration.ZERO),
            new Lockout(10, Optional.of(Duration.ofMinutes(15)), false, false),
            new Recovery(Duration.ofMinutes(60), true, true, 4),
            Allowed.ALL);

    public PasswordSettings with(Age other) {
        return new PasswordSettings(complexity, other, lockout, recovery, allowed);
    }

    public PasswordSettings with(Allowed other) {
        return new PasswordSettings(complexity, age, lockout, recovery, other);
    }

    /// When the person's password has to be changed, if it ever has to.
    private Optional<Instant> due(User user) {
        return age.most().flatMap(most -> user.times().passwordChanged().map(changed -> changed.plus(most)));
    }

    /// Whether the person's password has to be changed before it can be used on.
    public boolean isOverdue(User user, Instant now) {
        return due(user).filter(due -> !due.isAfter(now)).isPresent();
    }

    /// The days that are left, a begun one counted, to somebody who is to be warned and can do something about it.
    public Optional<Integer> daysLeft(User user, Instant now) {
        if (!allowed.change() || isOverdue(user, now)) return Optional.empty();
        return due(user)
                .map(due -> Duration.between(now, due))
                .filter(left -> left.compareTo(age.warning()) <= 0)
                .map(left -> (int) left.plusDays(1).minusMillis(1).toDays());
    }

    /// Whether the person has to change their password, whatever they would like.
    boolean isForced(User user, Instant now) {
        return user.status() == Status.PASSWORD_EXPIRED || isOverdue(user, now);
    }

    /// Whether the person, who has the choice, is to keep the password for a while.
    boolean isTooYoung(User user, Instant now) {
        return !isForced(user, now)
                && user.times()
                        .passwordChanged()
                        .map(changed -> changed.plus(age.least()))
                        .filter(now::isBefore)
                        .isPresent();
    }

    /// Whether the person must answer their question before they choose another password by a link.
    public boolean asksQuestion(User user) {
        return recovery.asksQuestion() && user.credentials().question().isPresent();
    }
}
