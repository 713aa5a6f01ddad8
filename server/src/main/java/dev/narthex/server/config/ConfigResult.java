package dev.narthex.server.config;

import java.util.List;

/// Can a server start with these settings?
public sealed interface ConfigResult {
    /// It can; the operator should read the warnings.
    record Valid(ServerConfig config, List<String> warnings) implements ConfigResult {}

    /// It can not; all the reasons, each saying where it is and what to do.
    record Invalid(List<String> problems) implements ConfigResult {}
}
