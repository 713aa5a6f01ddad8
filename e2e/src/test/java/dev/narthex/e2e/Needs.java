package dev.narthex.e2e;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// What a test needs of the machine. Without it the test is skipped with a word why; `./dev test` sets
/// `narthex.complete`, with which it fails instead, so that nothing is skipped unnoticed.
public final class Needs {
    private Needs() {}

    /// @param missing what to install, said if it is not there
    public static void that(boolean there, String missing) {
        if (Boolean.getBoolean("narthex.complete")) Assertions.assertTrue(there, missing);
        Assumptions.assumeTrue(there, missing);
    }
}
