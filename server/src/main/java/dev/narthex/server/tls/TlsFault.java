package dev.narthex.server.tls;

/// A certificate or key that cannot be used. The message tells the operator which file, and what to do.
public final class TlsFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsFault(String message) {
        super(message);
    }

    TlsFault(String message, Throwable cause) {
        super(message, cause);
    }
}
