package dev.narthex.expression.syntax;

/// Ends the parsing of an expression; never leaves the packages of the language. `position` counts characters from 0.
public final class Malformation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    public Malformation(int position, String reason) {
        super(reason, null, false, false);
        this.position = position;
    }

    public int position() {
        return position;
    }
}
