package dev.narthex.expression.function;

/// Ends an evaluation; never leaves the packages of the language. The message holds no data of a person.
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String message) {
        super(message, null, false, false);
    }
}
