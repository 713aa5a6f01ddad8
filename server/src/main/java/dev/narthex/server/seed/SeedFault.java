package dev.narthex.server.seed;

import java.util.List;

/// A seed that names what is neither in it nor in the database. Nothing of it has been made.
public final class SeedFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SeedFault(List<String> problems) {
        super("the seed names what is not there: " + String.join("; ", problems));
    }
}
