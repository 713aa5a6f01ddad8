package dev.narthex.expression;

import dev.narthex.expression.function.Failure;
import dev.narthex.expression.syntax.Malformation;
import dev.narthex.expression.syntax.Node;
import dev.narthex.expression.syntax.Parser;
import java.util.function.Predicate;

/// An expression that is well formed: it can be evaluated as often as wanted, by many threads at once.
public final class Expression {
    /// In characters.
    public static final int LONGEST = Parser.MAX_LENGTH;

    private final String text;
    private final Node tree;

    private Expression(String text, Node tree) {
        this.text = text;
        this.tree = tree;
    }

    /// Never throws.
    public static Parsed parse(String text) {
        try {
            return new Parsed.Ok(new Expression(text, Parser.parse(text)));
        } catch (Malformation malformation) {
            return new Parsed.Malformed(malformation.position(), malformation.getMessage());
        }
    }

    /// Never throws, and ends after a bounded number of steps.
    public Evaluation evaluate(EvaluationContext context) {
        try {
            Object value = new Evaluator(context).result(tree);
            return value == null ? new Evaluation.Absent() : new Evaluation.Value(value);
        } catch (Failure failure) {
            return new Evaluation.Failed(failure.getMessage());
        }
    }

    /// What it speaks of.
    public Mentions mentions() {
        return Mentions.of(tree);
    }

    /// Whether it can only come to true or false, or fail.
    ///
    /// @param truths names of the members of `user` that are true or false
    public boolean isCondition(Predicate<String> truths) {
        return Truths.are(tree, truths);
    }

    @Override
    public String toString() {
        return text;
    }
}
