package dev.narthex.server.seed;

import java.util.List;

/// Can a file be used as a seed?
public sealed interface SeedResult {
    record Usable(Seed seed) implements SeedResult {}

    /// @param problems each with line, place and what is allowed
    record Unusable(List<String> problems) implements SeedResult {}
}
