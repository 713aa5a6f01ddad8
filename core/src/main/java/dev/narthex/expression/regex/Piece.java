package dev.narthex.expression.regex;

import java.util.List;

/// A part of a pattern.
sealed interface Piece {
    /// One character of these.
    record One(CodePoints of) implements Piece {}

    /// A place between characters.
    record Place(Assertion assertion) implements Piece {}

    record Sequence(List<Piece> pieces) implements Piece {}

    record Choice(List<Piece> pieces) implements Piece {}

    /// From `least` to `most` times; [#UNLIMITED] is no number.
    record Repeat(Piece piece, int least, int most) implements Piece {}

    int UNLIMITED = -1;

    enum Assertion {
        START,
        END,
        END_OR_LAST_LINE,
        WORD_BOUNDARY,
        NO_WORD_BOUNDARY;

        boolean holds(int[] subject, int at) {
            return switch (this) {
                case START -> at == 0;
                case END -> at == subject.length;
                case END_OR_LAST_LINE -> atEndOrLastLine(subject, at);
                case WORD_BOUNDARY -> word(subject, at - 1) != word(subject, at);
                case NO_WORD_BOUNDARY -> word(subject, at - 1) == word(subject, at);
            };
        }

        private static boolean atEndOrLastLine(int[] subject, int at) {
            int left = subject.length - at;
            boolean betweenReturnAndFeed = at > 0 && left == 1 && subject[at - 1] == '\r' && subject[at] == '\n';
            return left == 0
                    || left == 1 && CodePoints.LINE_ENDS.has(subject[at]) && !betweenReturnAndFeed
                    || left == 2 && subject[at] == '\r' && subject[at + 1] == '\n';
        }

        private static boolean word(int[] subject, int at) {
            return at >= 0 && at < subject.length && CodePoints.WORD.has(subject[at]);
        }
    }
}
