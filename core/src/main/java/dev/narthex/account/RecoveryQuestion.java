package dev.narthex.account;

import dev.narthex.http.Parameters;
import dev.narthex.page.Field;
import dev.narthex.signin.RecoveryAnswers;
import dev.narthex.users.PasswordDemands;
import dev.narthex.users.User;
import java.util.List;
import java.util.Optional;

/// The question to who follows a link, where they have one and the policy has it asked: a mailbox alone may be somebody
/// else's by now.
public final class RecoveryQuestion {
    private static final String ANSWER = "answer";

    private final PasswordDemands demands;
    private final RecoveryAnswers answers;

    public RecoveryQuestion(PasswordDemands demands, RecoveryAnswers answers) {
        this.demands = demands;
        this.answers = answers;
    }

    /// The field of its answer, as it was typed, if there is one.
    Optional<Field> field(User user, Parameters typed) {
        return user.credentials()
                .question()
                .filter(_ -> demands.of(user.id()).asksQuestion(user))
                .map(question -> Field.text(
                                ANSWER, question, typed.first(ANSWER).orElse(""), "off")
                        .asRequired(true));
    }

    /// Whether the answer is right, or none is asked for. Wrong ones are counted.
    boolean passes(User user, Parameters typed) {
        return field(user, typed).isEmpty()
                || answers.isRight(user.id(), typed.first(ANSWER).orElse(""));
    }

    static Field wrong(Field field) {
        return field.with(List.of("This is not the answer that we know."));
    }
}
