package dev.narthex.password;

/// What one Argon2 hash costs.
///
/// @param memoryKib memory of one hash in KiB, 8 per lane at least and 1 GiB at most
/// @param iterations passes over the memory, 1 to 1000
/// @param parallelism lanes, 1 to 16
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {
    static final int MAX_MEMORY_KIB = 1 << 20;
    static final int MAX_ITERATIONS = 1000;
    static final int MAX_PARALLELISM = 16;

    /// The house's: 19 MiB, two passes, one lane, as OWASP's cheat sheet on password storage advises.
    public static final Argon2Cost HOUSE = new Argon2Cost(19456, 2, 1);

    public Argon2Cost {
        boolean sound = within(parallelism, 1, MAX_PARALLELISM)
                && within(iterations, 1, MAX_ITERATIONS)
                && within(memoryKib, 8 * parallelism, MAX_MEMORY_KIB);
        if (!sound) {
            throw new IllegalArgumentException("Argon2 needs 8 KiB per lane to 1 GiB, 1 to 1000 passes, 1 to 16 lanes");
        }
    }

    private static boolean within(int value, int least, int most) {
        return value >= least && value <= most;
    }
}
