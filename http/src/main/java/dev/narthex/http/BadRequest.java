package dev.narthex.http;

import java.util.List;

/// What came is not a request we can read, or nobody here answers it. The error boundary answers with `status`, to the
/// caller `getMessage()`, and the fields that belong to the status.
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Response.Field> fields;

    public BadRequest(int status, String message) {
        this(status, message, List.of());
    }

    public BadRequest(int status, String message, List<Response.Field> fields) {
        super(message, null, false, false);
        this.status = status;
        this.fields = List.copyOf(fields);
    }

    public int status() {
        return status;
    }

    List<Response.Field> fields() {
        return fields;
    }
}
