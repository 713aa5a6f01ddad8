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

/// A server as people start it, with an app and no sign-in; one for the whole run.
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

    private static final class Started {
        static final ServerConfig CONFIG = start();
    }

    private Live() {}

    /// Starts it, if it does not run, so that no input has to wait for it.
    static void begin() {
        port();
    }

    static String baseUrl() {
        return Started.CONFIG.baseUrl().toString();
    }

    static int port() {
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
