package dev.narthex.expression.regex;

import dev.narthex.expression.regex.Piece.Assertion;
import dev.narthex.expression.regex.Piece.Choice;
import dev.narthex.expression.regex.Piece.One;
import dev.narthex.expression.regex.Piece.Place;
import dev.narthex.expression.regex.Piece.Repeat;
import dev.narthex.expression.regex.Piece.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/// A pattern as an automaton. It is in many states at once, so a character is looked at once a state at most.
final class Program {
    /// More states than this, and a pattern is refused: `(a{100}){100}` would have ten thousand.
    private static final int MAX_STATES = 1_000;

    private final List<State> states = new ArrayList<>();
    private final boolean ignoresCase;
    private int built;
    private int start;

    /// What a state waits for, and where it goes on. It goes on without a character unless it is a `Take`.
    private sealed interface State {
        record Take(CodePoints points, int next) implements State {}

        record Check(Assertion assertion, int next) implements State {}

        record Fork(int one, int other) implements State {}

        record Done() implements State {}
    }

    private Program(boolean ignoresCase) {
        this.ignoresCase = ignoresCase;
    }

    static Program of(Piece pattern, boolean ignoresCase) {
        var program = new Program(ignoresCase);
        int done = program.add(new State.Done());
        program.start = program.build(pattern, done);
        return program;
    }

    int size() {
        return states.size();
    }

    /// Adds the states of the piece, and returns the first; they go on at `next`.
    private int build(Piece piece, int next) {
        // A piece without a state of its own counts as well: () a billion times is no pattern either.
        if (++built > 10 * MAX_STATES) throw tooLarge();
        return switch (piece) {
            case One(var points) -> add(new State.Take(points, next));
            case Place(var assertion) -> add(new State.Check(assertion, next));
            case Sequence(var pieces) -> sequence(pieces, next);
            case Choice(var pieces) -> choice(pieces, next);
            case Repeat repeat -> repeat(repeat, next);
        };
    }

    private int sequence(List<Piece> pieces, int next) {
        int first = next;
        for (var piece : pieces.reversed()) first = build(piece, first);
        return first;
    }

    private int choice(List<Piece> pieces, int next) {
        int first = build(pieces.getLast(), next);
        for (var piece : pieces.reversed().subList(1, pieces.size())) {
            first = add(new State.Fork(build(piece, next), first));
        }
        return first;
    }

    private int repeat(Repeat repeat, int next) {
        int first = next;
        if (repeat.most() == Piece.UNLIMITED) {
            first = add(new State.Done());
            states.set(first, new State.Fork(build(repeat.piece(), first), next));
        }
        for (int times = repeat.least(); times < repeat.most(); times++) {
            first = add(new State.Fork(build(repeat.piece(), first), next));
        }
        for (int times = 0; times < repeat.least(); times++) first = build(repeat.piece(), first);
        return first;
    }

    private int add(State state) {
        if (states.size() == MAX_STATES) throw tooLarge();
        states.add(state);
        return states.size() - 1;
    }

    private static MalformedPattern tooLarge() {
        return new MalformedPattern(
                0, "the pattern repeats too much: it would have more than " + MAX_STATES + " states");
    }

    boolean matches(String text) {
        int[] subject = text.codePoints().toArray();
        var now = new BitSet(states.size());
        enter(start, now, subject, 0);
        for (int at = 0; at < subject.length && !now.isEmpty(); at++) {
            var next = new BitSet(states.size());
            for (int state = now.nextSetBit(0); state >= 0; state = now.nextSetBit(state + 1)) {
                if (states.get(state) instanceof State.Take take && takes(take, subject[at])) {
                    enter(take.next(), next, subject, at + 1);
                }
            }
            now = next;
        }
        return now.get(0);
    }

    private boolean takes(State.Take take, int point) {
        return ignoresCase
                ? take.points().hasInEitherCase(point)
                : take.points().has(point);
    }

    /// Adds a state and all that are reached from it without a character.
    private void enter(int state, BitSet entered, int[] subject, int at) {
        Deque<Integer> waiting = new ArrayDeque<>(List.of(state));
        while (!waiting.isEmpty()) {
            int one = waiting.pop();
            if (entered.get(one)) continue;
            entered.set(one);
            switch (states.get(one)) {
                case State.Check(var assertion, var next) when assertion.holds(subject, at) -> waiting.push(next);
                case State.Fork(var first, var second) -> {
                    waiting.push(second);
                    waiting.push(first);
                }
                case State.Check _, State.Take _, State.Done _ -> {}
            }
        }
    }
}
