package dev.narthex.expression.syntax;

import dev.narthex.expression.regex.Regex;

/// Patterns that stand in an expression are parsed with it, once.
final class Patterns {
    private Patterns() {}

    /// @param token where the node begins
    static Node compiled(Node node, Token token) {
        if (!(node instanceof Node.Literal(String text))) return node;
        return switch (Regex.parse(text)) {
            case Regex.Parsed.Ok(var regex) -> new Node.Literal(regex);
            case Regex.Parsed.Malformed(var position, var reason) ->
                throw new Malformation(token.position() + 1 + position, "in the pattern, " + reason);
        };
    }
}
