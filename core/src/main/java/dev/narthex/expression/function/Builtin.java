package dev.narthex.expression.function;

import java.util.List;

/// A function: its name in full, how many arguments it takes, and what it does.
public record Builtin(String name, Arity arity, Body body) {

    /// So many arguments: `least`, and then more by `step` up to `most`.
    public record Arity(int least, int most, int step) {
        private static final int MANY = 250;

        static Arity exactly(int count) {
            return new Arity(count, count, 1);
        }

        static Arity between(int least, int most) {
            return new Arity(least, most, 1);
        }

        static Arity atLeast(int least) {
            return new Arity(least, MANY, 1);
        }

        static Arity andPairs(int least) {
            return new Arity(least, least + MANY, 2);
        }

        public boolean takes(int count) {
            return count >= least && count <= most && (count - least) % step == 0;
        }

        @Override
        public String toString() {
            if (step == 2) return least + " arguments and then pairs";
            if (least == most) return least == 1 ? "1 argument" : least + " arguments";
            return most == MANY ? "at least " + least + " arguments" : least + " to " + most + " arguments";
        }
    }

    /// What a function does: a value, null for none, or [Failure].
    @FunctionalInterface
    public interface Body {
        Object apply(Arguments arguments);
    }

    /// Another name for the same.
    Builtin as(String other) {
        return new Builtin(other, arity, body);
    }

    public Object apply(List<Object> values, Arguments.Facts facts) {
        return body.apply(new Arguments(name, values, facts));
    }
}
