package dev.narthex.server;

/// A start that failed for a reason the operator can do something about; the message says what.
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
