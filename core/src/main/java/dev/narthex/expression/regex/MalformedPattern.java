package dev.narthex.expression.regex;

/// Ends the parsing of a pattern; never leaves the package.
final class MalformedPattern extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    MalformedPattern(int position, String reason) {
        super(reason, null, false, false);
        this.position = position;
    }

    int position() {
        return position;
    }
}
