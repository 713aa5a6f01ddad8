package dev.narthex.users.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts a search expression into words, texts in quotes and parentheses. Empty if it can't be cut, or is too long.
final class SearchText {
    private static final int LONGEST = 4_096;
    private static final int MOST_TOKENS = 1_000;

    private final String text;
    private int at;

    private SearchText(String text) {
        this.text = text;
    }

    sealed interface Token {
        record Word(String text) implements Token {}

        record Quoted(String text) implements Token {}

        record Open() implements Token {}

        record Close() implements Token {}
    }

    static Optional<List<Token>> cut(String text) {
        if (text.length() > LONGEST) return Optional.empty();
        var reader = new SearchText(text);
        var tokens = new ArrayList<Token>();
        while (reader.skipSpace()) {
            var token = reader.next();
            if (token.isEmpty() || tokens.size() == MOST_TOKENS) return Optional.empty();
            tokens.add(token.get());
        }
        return Optional.of(tokens);
    }

    private boolean skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
        return at < text.length();
    }

    private Optional<Token> next() {
        return switch (text.charAt(at)) {
            case '(' -> one(new Token.Open());
            case ')' -> one(new Token.Close());
            case '"' -> quoted();
            default -> word();
        };
    }

    private Optional<Token> one(Token token) {
        at++;
        return Optional.of(token);
    }

    private Optional<Token> quoted() {
        var content = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') return one(new Token.Quoted(content.toString()));
            if (c == '\\') {
                if (++at == text.length()) return Optional.empty();
                c = text.charAt(at);
                if (c != '"' && c != '\\' && c != '/') return Optional.empty();
            }
            content.append(c);
        }
        return Optional.empty();
    }

    private Optional<Token> word() {
        int from = at;
        while (at < text.length() && isOfWord(text.charAt(at))) at++;
        return from == at ? Optional.empty() : Optional.of(new Token.Word(text.substring(from, at)));
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || "._-+:$".indexOf(c) >= 0;
    }
}
