package dev.narthex.expression.syntax;

import dev.narthex.expression.function.Functions;
import dev.narthex.expression.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Reads what operators stand between: literals, parentheses, lists, names and calls, and what is appended to them.
final class PrimaryParser {
    private final Tokens tokens;
    private final Supplier<Node> expression;
    private final CallParser calls;
    private Scope scope;

    PrimaryParser(Tokens tokens, Scope scope, Supplier<Node> expression) {
        this.tokens = tokens;
        this.scope = scope;
        this.expression = expression;
        this.calls = new CallParser(tokens, expression);
    }

    Node read() {
        var node = tokens.made(start());
        while (true) {
            if (tokens.skip("[")) node = index(node);
            else if (tokens.skip(".") || tokens.skip("?.")) node = tokens.skip("!") ? projection(node) : member(node);
            else return node;
        }
    }

    private Node start() {
        var token = tokens.peek();
        return switch (token.kind()) {
            case TEXT -> new Node.Literal(tokens.next().text());
            case NUMBER -> number(tokens.next());
            case NAME -> word();
            case SYMBOL, END -> {
                if (tokens.skip("(")) yield parenthesized();
                if (tokens.skip("{")) yield braces();
                throw tokens.unexpected("a value is needed");
            }
        };
    }

    private static Node number(Token token) {
        try {
            if (token.text().contains(".")) return new Node.Literal(Double.valueOf(token.text()));
            return new Node.Literal(Long.valueOf(token.text()));
        } catch (NumberFormatException _) {
            throw new Malformation(token.position(), "a number that is too large");
        }
    }

    private Node word() {
        if (tokens.skipWord("null")) return new Node.Literal(null);
        if (tokens.skipWord("true")) return new Node.Literal(true);
        if (tokens.skipWord("false")) return new Node.Literal(false);
        var name = tokens.next();
        if (tokens.peek().is("(")) return calls.read(name.text(), name.position());
        if (Functions.isFamily(name.text()) && tokens.peek().is(".")) return familyOrRoot(name);
        return root(name);
    }

    /// `user` is a root and begins the name of a function as well.
    private Node familyOrRoot(Token name) {
        var second = tokens.peekSecond();
        if (second.kind() == Kind.NAME
                        && Functions.named(name.text() + "." + second.text()).isPresent()
                || !Scope.isRoot(name.text())) {
            tokens.next();
            return calls.read(name.text() + "." + tokens.needName(), name.position());
        }
        return root(name);
    }

    private Node root(Token name) {
        return scope.meaning(name.text())
                .orElseThrow(() -> new Malformation(
                        name.position(), "there is no '" + name.text() + "': names begin with " + scope));
    }

    private Node parenthesized() {
        var node = expression.get();
        tokens.need(")");
        return node;
    }

    private Node braces() {
        if (tokens.peek().kind() == Kind.TEXT && tokens.peekSecond().is(":")) return entries();
        var items = new ArrayList<Node>();
        if (tokens.skip("}")) return new Node.Items(items);
        do {
            items.add(expression.get());
        } while (tokens.skip(","));
        tokens.need("}");
        return new Node.Items(List.copyOf(items));
    }

    private Node entries() {
        var entries = new ArrayList<Node.Entry>();
        do {
            if (tokens.peek().kind() != Kind.TEXT) throw tokens.unexpected("a text is needed");
            String key = tokens.next().text();
            tokens.need(":");
            entries.add(new Node.Entry(key, expression.get()));
        } while (tokens.skip(","));
        tokens.need("}");
        return new Node.Entries(List.copyOf(entries));
    }

    private Node index(Node of) {
        var at = expression.get();
        tokens.need("]");
        return tokens.made(new Node.Index(of, at));
    }

    private Node member(Node of) {
        int position = tokens.peek().position();
        String name = tokens.needName();
        if (tokens.peek().is("(")) {
            throw new Malformation(position, "values have no function '" + name + "': write String.len(value)");
        }
        return tokens.made(new Node.Member(of, name));
    }

    private Node projection(Node list) {
        tokens.need("[");
        var outside = scope;
        scope = Scope.ELEMENT;
        var each = expression.get();
        scope = outside;
        tokens.need("]");
        return tokens.made(new Node.Projection(list, each));
    }
}
