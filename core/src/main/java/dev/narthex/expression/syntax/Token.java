package dev.narthex.expression.syntax;

/// A word of an expression. The text of a [Kind#TEXT] is what it stands for, without quotation marks.
record Token(Kind kind, String text, int position) {
    enum Kind {
        NAME,
        TEXT,
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /// Words of the language are known in any case: `AND`, `null`, `NULL`.
    boolean isWord(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    @Override
    public String toString() {
        return kind == Kind.END ? "the end" : kind == Kind.TEXT ? "a text" : "'" + text + "'";
    }
}
