package dev.narthex.expression.regex;

/// A place in a pattern that moves to the right.
final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean sees(String what) {
        return text.startsWith(what, at);
    }

    /// Goes past `what` if it is next.
    boolean skip(String what) {
        boolean there = sees(what);
        if (there) at += what.length();
        return there;
    }

    int peek() {
        return text.codePointAt(at);
    }

    int next() {
        int point = peek();
        at += Character.charCount(point);
        return point;
    }

    MalformedPattern refused(String reason) {
        return new MalformedPattern(at, reason);
    }
}
