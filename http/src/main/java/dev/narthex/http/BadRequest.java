package dev.narthex.http;

/// What came is not a request we can read. The error boundary answers with `status` and, to the caller, `getMessage()`.
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public BadRequest(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
