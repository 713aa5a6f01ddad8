package dev.narthex.http;

import java.time.Duration;

/// Something this server needs is broken or away for now. The error boundary answers 503 with `Retry-After`; the
/// cause goes to the log, never to the caller.
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Duration retryAfter;

    public Unavailable(String message, Throwable cause) {
        this(message, cause, SOON);
    }

    public Unavailable(String message, Throwable cause, Duration retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
