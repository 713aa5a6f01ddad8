package dev.narthex.expression;

/// What an expression comes to.
public sealed interface Evaluation {
    /// A `String`, `Boolean`, `Long`, finite `Double`, or a `List` of these.
    record Value(Object value) implements Evaluation {}

    /// Nothing: the expression is about something that is not there.
    record Absent() implements Evaluation {}

    /// The reason names functions and kinds of values, and holds no data of a person.
    record Failed(String reason) implements Evaluation {}
}
