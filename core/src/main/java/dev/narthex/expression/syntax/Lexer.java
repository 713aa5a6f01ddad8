package dev.narthex.expression.syntax;

import dev.narthex.expression.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Cuts an expression into tokens, the last of which is the end.
final class Lexer {
    /// Longer ones first.
    private static final List<String> SYMBOLS = List.of(
            "==", "!=", "<=", ">=", "&&", "||", "?:", "?.", "?", ":", "!", "<", ">", "+", "-", "(", ")", "{", "}", "[",
            "]", ",", ".");

    private final String text;
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    List<Token> tokens() {
        var tokens = new ArrayList<Token>();
        for (skipSpace(); at < text.length(); skipSpace()) tokens.add(next());
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    private Token next() {
        char first = text.charAt(at);
        if (first == '"' || first == '\'') return quoted(first);
        if (isDigit(first)) return number();
        if (isNameStart(first)) return taken(Kind.NAME, end(at, c -> isNameStart(c) || isDigit(c)));
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) return taken(Kind.SYMBOL, at + symbol.length());
        }
        String hint = first == '=' ? "there is no assignment: '==' compares" : "this character has no meaning here";
        throw new Malformation(at, hint);
    }

    private Token taken(Kind kind, int end) {
        var token = new Token(kind, text.substring(at, end), at);
        at = end;
        return token;
    }

    private Token number() {
        int end = end(at, Lexer::isDigit);
        boolean fraction = end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1));
        if (fraction) end = end(end + 1, Lexer::isDigit);
        if (end < text.length() && isNameStart(text.charAt(end))) {
            throw new Malformation(end, "a number ends here, and a name cannot begin");
        }
        return taken(Kind.NUMBER, end);
    }

    /// A backslash stands for itself. The quotation mark, doubled, stands for one.
    private Token quoted(char quote) {
        int start = at++;
        var content = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) content.append(c);
            else if (at < text.length() && text.charAt(at) == quote) content.append(text.charAt(at++));
            else return new Token(Kind.TEXT, content.toString(), start);
        }
        throw new Malformation(start, "the text that begins here has no end");
    }

    private int end(int from, IntPredicate belongs) {
        int end = from;
        while (end < text.length() && belongs.test(text.charAt(end))) end++;
        return end;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$';
    }
}
