package dev.narthex.server.config;

import dev.narthex.crypt.MasterKey;
import dev.narthex.http.TrustedProxies;
import dev.narthex.server.seed.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything an operator can set, read once before the start. If one exists, it is usable; its secrets never print.
public record ServerConfig(
        BaseUrl baseUrl,
        Listener listener,
        Storage storage,
        Optional<Seed> seed,
        Secrets secrets,
        Operation operation) {

    /// The settings of a command line and of an environment, made into a configuration. If that is possible, the data
    /// directory is there afterwards.
    /// @param known problems that the command line has already: with one of them, there is no configuration
    public static ConfigResult read(Map<Setting, String> flags, Map<String, String> environment, List<String> known) {
        return new ConfigReader(SettingSources.gather(flags, environment), known).read();
    }

    /// Where it keeps things.
    /// @param data a folder that is there and can be written
    public record Storage(Path data, Database database) {}

    /// What nobody else may know.
    /// @param apiToken the first API token, if the operator chose it: 42 characters, `00` first
    public record Secrets(MasterKey masterKey, Optional<Secret> apiToken) {}

    /// Where it listens, and whose word about a client's address it takes.
    public record Listener(String host, int port, TlsSource tls, TrustedProxies trustedProxies) {}
}
