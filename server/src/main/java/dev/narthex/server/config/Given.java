package dev.narthex.server.config;

/// A value as it was given, and where, in words an operator can look up: `--port`, `NARTHEX_PORT`,
/// `narthex.properties line 3 (port)`. Never prints the value.
record Given(String value, String origin) {
    @Override
    public String toString() {
        return "Given[" + origin + "]";
    }
}
