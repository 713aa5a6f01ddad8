package dev.narthex.signin;

import dev.narthex.signin.AttemptStore.Admission;
import dev.narthex.signin.AttemptStore.Limits;
import dev.narthex.users.AccountPasswords;
import java.time.Duration;
import java.time.InstantSource;

/// Checks the answers to recovery questions. Wrong ones are counted, from wherever they come: after ten, none is right
/// for a quarter of an hour.
public final class RecoveryAnswers {
    private static final Limits LIMITS = new Limits(10, Duration.ofMinutes(15));
    private static final String SOURCE = "recovery answer";

    private final AccountPasswords passwords;
    private final AttemptStore attempts;
    private final InstantSource clock;

    public RecoveryAnswers(AccountPasswords passwords, AttemptStore attempts, InstantSource clock) {
        this.passwords = passwords;
        this.attempts = attempts;
        this.clock = clock;
    }

    /// Counted before it is looked at, so that parallel guesses can't outrun the count.
    public boolean isRight(String userId, String answer) {
        var admission = attempts.admit(userId, SOURCE, LIMITS, clock.instant());
        boolean right = passwords.isAnswer(userId, answer) && admission instanceof Admission.Admitted;
        if (right) attempts.clear(userId, SOURCE);
        return right;
    }
}
