package dev.narthex.expression;

/// What a text is as an expression.
public sealed interface Parsed {
    record Ok(Expression expression) implements Parsed {}

    /// `position` counts characters from 0; the reason is for whoever wrote the expression.
    record Malformed(int position, String reason) implements Parsed {}
}
