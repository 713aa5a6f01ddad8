package dev.narthex.expression.syntax;

import java.util.List;

/// The place in a row of tokens that parsing has come to, and how deep it is.
final class Tokens {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_NODES = 500;

    private final List<Token> tokens;
    private int at;
    private int depth;
    private int nodes;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        var token = peek();
        if (token.kind() != Token.Kind.END) at++;
        return token;
    }

    boolean skip(String symbol) {
        boolean there = peek().is(symbol);
        if (there) at++;
        return there;
    }

    boolean skipWord(String word) {
        boolean there = peek().isWord(word);
        if (there) at++;
        return there;
    }

    void need(String symbol) {
        if (!skip(symbol)) throw unexpected("'" + symbol + "' is needed");
    }

    String needName() {
        if (peek().kind() != Token.Kind.NAME) throw unexpected("a name is needed");
        return next().text();
    }

    Malformation unexpected(String needed) {
        return new Malformation(peek().position(), needed + " and not " + peek());
    }

    /// Each expression within an expression goes in, and out again.
    void goIn() {
        if (++depth > MAX_DEPTH) {
            throw new Malformation(peek().position(), "more than " + MAX_DEPTH + " expressions in each other");
        }
    }

    void goOut() {
        depth--;
    }

    /// Counts what has been made, so that no tree is too much to walk.
    Node made(Node node) {
        if (++nodes > MAX_NODES) throw new Malformation(peek().position(), "more than " + MAX_NODES + " parts");
        return node;
    }
}
