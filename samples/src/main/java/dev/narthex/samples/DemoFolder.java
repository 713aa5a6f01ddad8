package dev.narthex.samples;

import dev.narthex.http.Json;
import dev.narthex.server.config.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/// The files of a demo beside those of the server: its seed, its API token, and `demo.json` while it runs.
final class DemoFolder {
    /// Where the sample app is in the seed that people copy.
    private static final String APP_IN_SEED = "http://127.0.0.1:8081";

    private final Path folder;

    DemoFolder(Path folder) {
        this.folder = folder;
    }

    /// Makes the folder, and the seed for a sample app at this origin.
    /// @throws IllegalArgumentException if the folder belongs to a demo on other ports: what the server keeps in it
    ///     names them
    Path seedFor(String appOrigin) {
        try (InputStream template = DemoFolder.class.getResourceAsStream("/demo-seed.yaml")) {
            Files.createDirectories(folder);
            Path seed = folder.resolve("seed.yaml");
            String content =
                    new String(template.readAllBytes(), StandardCharsets.UTF_8).replace(APP_IN_SEED, appOrigin);
            if (Files.exists(seed) && !Files.readString(seed).contains(appOrigin + "/")) {
                throw new IllegalArgumentException(folder + " is of a demo on other ports: give that --port, or another"
                        + " --data, or delete it");
            }
            return Files.writeString(seed, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The token that the first start stores: made once, then kept.
    String apiToken() {
        Path file = folder.resolve("api-token");
        try {
            if (Files.exists(file)) return Files.readString(file).strip();
            byte[] random = new byte[30];
            new SecureRandom().nextBytes(random);
            String token = "00" + Base64.getUrlEncoder().encodeToString(random);
            SecretFile.write(file, token);
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Appears whole, so that whoever waits for it can read it at once.
    void announce(Map<String, String> facts) {
        try {
            Path beside = Files.write(folder.resolve("demo.json.new"), Json.write(facts));
            Files.move(beside, announcement(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void withdraw() {
        try {
            Files.deleteIfExists(announcement());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path announcement() {
        return folder.resolve("demo.json");
    }
}
