package dev.narthex.access;

/// Somebody who may call the management API. Only [Callers] makes one, from a valid API token.
public final class Caller {
    private final String id;
    private final String name;

    Caller(String id, String name) {
        this.id = id;
        this.name = name;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }
}
