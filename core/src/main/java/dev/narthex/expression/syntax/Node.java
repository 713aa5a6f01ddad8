package dev.narthex.expression.syntax;

import dev.narthex.expression.function.Builtin;
import java.util.List;

/// A part of an expression.
public sealed interface Node {
    /// A value that stands in the expression: null, a truth value, a number, a text or a pattern.
    record Literal(Object value) implements Node {}

    /// `{a, b}`
    record Items(List<Node> items) implements Node {}

    /// `{'key': value}`
    record Entries(List<Entry> entries) implements Node {}

    record Entry(String key, Node value) {}

    /// `user` and the like.
    record Root(String name) implements Node {}

    /// What a projection goes through: the one it is at.
    record Element() implements Node {}

    /// `of.name`; nothing, if there is nothing that could have it.
    record Member(Node of, String name) implements Node {}

    /// `of[at]`
    record Index(Node of, Node at) implements Node {}

    /// `list.![each]`
    record Projection(Node list, Node each) implements Node {}

    record Call(Builtin function, List<Node> arguments) implements Node {}

    record Not(Node operand) implements Node {}

    record Negative(Node operand) implements Node {}

    record Binary(Operator operator, Node left, Node right) implements Node {}

    /// `condition ? yes : no`
    record Choice(Node condition, Node yes, Node no) implements Node {}

    /// `value ?: otherwise`: the second if the first is nothing or an empty text.
    record Elvis(Node value, Node otherwise) implements Node {}
}
