package dev.narthex.fuzz;

import dev.narthex.server.Narthex;
import dev.narthex.server.config.ConfigResult;
import dev.narthex.server.config.ServerConfig;
import dev.narthex.server.config.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A server as people start it, with an app and nobody who signed in.
final class Live {
    static final String CLIENT_ID = "fuzz-app";
    static final List<String> REDIRECTS = List.of("https://app.example/cb", "https://app.example/cb?tenant=a");
    private static final String SEED = """
            users:
              - {login: ada@example.org, firstName: Ada, lastName: Byron, password: Correct-Horse-1}
            apps:
              - clientId: %s
                label: Fuzz
                type: browser
                grantTypes: [implicit, authorization_code, refresh_token]
                responseTypes: [id_token, token, code]
                redirectUris: ["%s", "%s"]
                assignedTo: {everyone: true}
            """.formatted(CLIENT_ID, REDIRECTS.get(0), REDIRECTS.get(1));

    /// A caller of the management API who may do everything.
    static final String API_TOKEN = "00" + "t".repeat(40);

    private final ServerConfig config;

    private Live(ServerConfig config) {
        this.config = config;
    }

    private static final class Shared {
        static final Live SERVER = new Live(Live.start());
    }

    private static final class Managed {
        static final Live SERVER = new Live(Live.start());
    }

    /// For all who change nothing that others need.
    static Live shared() {
        return Shared.SERVER;
    }

    /// For those who may take it to pieces.
    static Live managed() {
        return Managed.SERVER;
    }

    String baseUrl() {
        return config.baseUrl().toString();
    }

    int port() {
        return URI.create(baseUrl()).getPort();
    }

    private static ServerConfig start() {
        try {
            Path folder = Files.createTempDirectory("narthex-fuzz");
            var seed = Files.writeString(folder.resolve("seed.yaml"), SEED);
            var settings = Map.of(
                    Setting.DATA,
                    folder.toString(),
                    Setting.PORT,
                    "0",
                    Setting.SEED,
                    seed.toString(),
                    Setting.API_TOKEN,
                    API_TOKEN,
                    Setting.LOG_LEVEL,
                    "warn");
            if (!(ServerConfig.read(settings, Map.of(), List.of()) instanceof ConfigResult.Valid(var config, var _))) {
                throw new IllegalStateException("the server's settings are not good");
            }
            var server = Narthex.start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Narthex server, Path folder) {
        server.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
