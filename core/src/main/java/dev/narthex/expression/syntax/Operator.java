package dev.narthex.expression.syntax;

/// What stands between two operands.
public enum Operator {
    OR,
    AND,
    EQUAL,
    UNEQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    MATCHES,
    PLUS,
    MINUS
}
