package dev.narthex.expression.syntax;

import dev.narthex.expression.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// Reads operators by precedence: choice, or, and, not, comparison, sum, sign, and what [PrimaryParser] reads.
public final class Parser {
    /// Longer is refused.
    public static final int MAX_LENGTH = 10_000;

    private static final Map<String, Operator> COMPARISONS = Map.of(
            "==", Operator.EQUAL,
            "!=", Operator.UNEQUAL,
            "<", Operator.LESS,
            "<=", Operator.LESS_OR_EQUAL,
            ">", Operator.GREATER,
            ">=", Operator.GREATER_OR_EQUAL);

    private final Tokens tokens;
    private final PrimaryParser primary;

    private Parser(String text, Scope scope) {
        this.tokens = new Tokens(new Lexer(text).tokens());
        this.primary = new PrimaryParser(tokens, scope, this::expression);
    }

    /// The tree of an expression, or [Malformation].
    public static Node parse(String text) {
        return parse(text, Scope.ROOTS);
    }

    static Node parse(String text, Scope scope) {
        if (text.length() > MAX_LENGTH) {
            throw new Malformation(MAX_LENGTH, "an expression has at most " + MAX_LENGTH + " characters");
        }
        var parser = new Parser(text, scope);
        var node = parser.expression();
        if (parser.tokens.peek().kind() != Kind.END) throw parser.tokens.unexpected("an operator or the end is needed");
        return node;
    }

    private Node expression() {
        tokens.goIn();
        var node = or();
        if (tokens.skip("?:")) {
            node = tokens.made(new Node.Elvis(node, expression()));
        } else if (tokens.skip("?")) {
            var yes = expression();
            tokens.need(":");
            node = tokens.made(new Node.Choice(node, yes, expression()));
        }
        tokens.goOut();
        return node;
    }

    private Node or() {
        var node = and();
        while (tokens.skip("||") || tokens.skipWord("OR")) node = binary(Operator.OR, node, and());
        return node;
    }

    private Node and() {
        var node = not();
        while (tokens.skip("&&") || tokens.skipWord("AND")) node = binary(Operator.AND, node, not());
        return node;
    }

    /// The word reaches further than the sign: `NOT a == b` is about the comparison.
    private Node not() {
        int words = 0;
        while (tokens.skipWord("NOT")) words++;
        var node = comparison();
        while (words-- > 0) node = tokens.made(new Node.Not(node));
        return node;
    }

    private Node comparison() {
        var node = sum();
        var operator = skipComparison();
        if (operator.isEmpty()) return node;
        node = binary(operator.get(), node, operator.get() == Operator.MATCHES ? pattern() : sum());
        int position = tokens.peek().position();
        if (skipComparison().isPresent()) {
            throw new Malformation(position, "a comparison cannot be compared without parentheses");
        }
        return node;
    }

    private Optional<Operator> skipComparison() {
        if (tokens.skipWord("matches")) return Optional.of(Operator.MATCHES);
        var operator = tokens.peek().kind() == Kind.SYMBOL
                ? Optional.ofNullable(COMPARISONS.get(tokens.peek().text()))
                : Optional.<Operator>empty();
        if (operator.isPresent()) tokens.next();
        return operator;
    }

    private Node pattern() {
        var token = tokens.peek();
        return Patterns.compiled(sum(), token);
    }

    private Node sum() {
        var node = signed();
        while (tokens.peek().is("+") || tokens.peek().is("-")) {
            var operator = tokens.next().is("+") ? Operator.PLUS : Operator.MINUS;
            node = binary(operator, node, signed());
        }
        return node;
    }

    private Node signed() {
        var signs = new ArrayList<Token>();
        while (tokens.peek().is("!") || tokens.peek().is("-")) signs.add(tokens.next());
        var node = primary.read();
        for (var sign : signs.reversed()) {
            node = tokens.made(sign.is("!") ? new Node.Not(node) : new Node.Negative(node));
        }
        return node;
    }

    private Node binary(Operator operator, Node left, Node right) {
        return tokens.made(new Node.Binary(operator, left, right));
    }
}
