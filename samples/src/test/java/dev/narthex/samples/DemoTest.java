package dev.narthex.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Json;
import dev.narthex.server.seed.Seed;
import dev.narthex.server.seed.SeedResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The demo")
final class DemoTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("has a seed that can be used, with the user who is named and the address of the app")
    void seed() {
        var file = new DemoFolder(folder).seedFor("http://127.0.0.1:9001");
        var result = Seed.parse(file);
        var seed = assertInstanceOf(SeedResult.Usable.class, result, result::toString)
                .seed();
        assertTrue(seed.users().stream().anyMatch(user -> user.login().equals("ada@example.org")));
        assertEquals(
                List.of("http://127.0.0.1:9001/", "http://127.0.0.1:9001/okta.html"),
                seed.apps().getFirst().redirectUris());
        assertEquals("http://127.0.0.1:9001", seed.trustedOrigins().getFirst().origin());
    }

    @Test
    @DisplayName("refuses a folder of a demo on other ports, whose apps are registered there")
    void otherPorts() {
        var demo = new DemoFolder(folder);
        demo.seedFor("http://127.0.0.1:9001");
        demo.seedFor("http://127.0.0.1:9001");
        assertThrows(IllegalArgumentException.class, () -> demo.seedFor("http://127.0.0.1:90010"));
    }

    @Test
    @DisplayName("keeps its API token, 42 characters that begin with 00")
    void apiToken() {
        String token = new DemoFolder(folder).apiToken();
        assertTrue(token.matches("00[A-Za-z0-9_-]{40}"), token);
        assertEquals(token, new DemoFolder(folder).apiToken());
    }

    @Test
    @DisplayName("announces itself in one file, and takes it away")
    void announcement() throws IOException {
        var demo = new DemoFolder(folder);
        demo.announce(Map.of("appUrl", "http://127.0.0.1:9001/"));
        assertEquals(
                Map.of("appUrl", "http://127.0.0.1:9001/"), Json.readObject(Files.readAllBytes(demo.announcement())));
        demo.withdraw();
        assertFalse(Files.exists(demo.announcement()));
    }

    @Test
    @DisplayName("has the app on the next port and the API on the one after it; the last of two options counts")
    void ports() {
        var options = DemoOptions.parse(List.of("--data", "a", "--port", "9000", "--data", "b"));
        assertEquals(List.of(9000, 9001, 9002), List.of(options.port(), options.appPort(), options.apiPort()));
        assertEquals(Path.of("b").toAbsolutePath(), options.data());
    }

    @ParameterizedTest
    @DisplayName("says what is wrong with its options")
    @ValueSource(strings = {"--port", "--port x", "--port 0", "--port 65534", "--prot 1", "demo"})
    void wrongOptions(String arguments) {
        assertThrows(IllegalArgumentException.class, () -> DemoOptions.parse(List.of(arguments.split(" "))));
    }
}
