package dev.narthex.e2e.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Await;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.flows.NarthexProcess;
import dev.narthex.http.Json;
import dev.narthex.store.Storage;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Imports and a real server, as processes of their own.
final class RunningServerTest {
    @TempDir
    private Path folder;

    private static String people(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> "u%d@example.org,u%d@example.org,First,Last".formatted(i, i))
                .collect(Collectors.joining("\n", "login,email,firstName,lastName\n", "\n"));
    }

    private static Map<String, Object> job(String baseUrl, String path) {
        var browser = new Browser(baseUrl, Browser.PLAIN);
        var request = browser.request(path).header("Authorization", "SSWS " + TestServer.API_TOKEN);
        return Json.readObject(browser.send(request.GET()).body().getBytes(StandardCharsets.UTF_8));
    }

    private static int read(Map<String, Object> job) {
        return (Integer) ((Map<?, ?>) job.get("rows")).get("read");
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @DisplayName(
            "A server killed in the middle of a job goes on with it after its start: nobody is lost, nobody in twice")
    void killed(Databases.Kind database) {
        int many = 4_000;
        String url = database.fresh();
        int port = TestServer.freePort();
        String baseUrl = "http://localhost:" + port;
        String path;
        try (var server = NarthexProcess.serve(url, folder, port)) {
            var browser = new Browser(baseUrl, Browser.PLAIN);
            var answer = browser.send(browser.request("/api/v1/imports/users?format=csv")
                    .header("Authorization", "SSWS " + TestServer.API_TOKEN)
                    .POST(BodyPublishers.ofString(people(many))));
            assertEquals(202, answer.statusCode(), answer.body());
            path = "/api/v1/imports/"
                    + Json.readObject(answer.body().getBytes(StandardCharsets.UTF_8))
                            .get("id");
            Await.within(Duration.ofSeconds(60), "some rows landed", () -> read(job(baseUrl, path)) >= 500);
            server.kill();
        }
        try (var server = NarthexProcess.serve(url, folder, port)) {
            assertTrue(read(job(baseUrl, path)) >= 500);
            Await.within(
                    Duration.ofSeconds(120),
                    "all rows landed",
                    () -> "FINISHED".equals(job(baseUrl, path).get("status")));
            var rows = (Map<?, ?>) job(baseUrl, path).get("rows");
            assertEquals(List.of(many, many, 0), List.of(rows.get("read"), rows.get("created"), rows.get("refused")));
            server.kill();
        }
        try (var storage = Storage.open(url, new Random(1))) {
            assertEquals(many, storage.users().page(Optional.empty(), 2 * many).size());
        }
    }

    @Test
    @DisplayName(
            "While a server has the data, the command says so; given its address, it hands it the file and looks on")
    void handedOver() throws IOException {
        Path file = Files.writeString(folder.resolve("people.csv"), people(700) + "u1@example.org,no,First,Last\n");
        Path token = Files.writeString(folder.resolve("token"), TestServer.API_TOKEN);
        String url = Databases.sqlite();
        int port = TestServer.freePort();
        try (var _ = NarthexProcess.serve(url, folder, port)) {
            var alone = ImportProcess.start(folder, url, "users", file.toString());
            assertEquals(1, alone.await());
            assertTrue(alone.said().contains("in use by another Narthex"), alone.said());
            assertTrue(alone.said().contains("--server URL"), alone.said());
            assertFalse(alone.said().contains("Exception"), alone.said());
            String server = "http://localhost:" + port;
            String[] command = {"users", file.toString(), "--server", server, "--token-file", token.toString()};
            String said = ImportProcess.run(folder, url, command);
            assertTrue(said.contains("Brought in 700 of 701 rows"), said);
            assertTrue(Files.readString(Path.of(file + ".refused.jsonl")).contains("email"));
            Files.writeString(token, "nonsense");
            var stranger = ImportProcess.start(folder, url, command);
            assertEquals(64, stranger.await());
            assertTrue(stranger.said().contains("answered 401: Invalid token provided"), stranger.said());
        }
    }

    @Test
    @DisplayName("A token is not sent in the clear to another machine")
    void inTheClear() throws IOException {
        Path file = Files.writeString(folder.resolve("people.csv"), people(1));
        Path token = Files.writeString(folder.resolve("token"), TestServer.API_TOKEN);
        var running = ImportProcess.start(
                folder,
                Databases.sqlite(),
                "users",
                file.toString(),
                "--server",
                "http://192.0.2.1",
                "--token-file",
                token.toString());
        assertEquals(64, running.await());
        assertTrue(running.said().contains("https"), running.said());
    }

    @Test
    @DisplayName(
            "An export is for its owner alone, has hashes only if asked, never writes over a file, and can be imported")
    void export() throws IOException {
        Path file = Files.writeString(folder.resolve("people.csv"), """
                login,email,firstName,lastName,passwordHash,groups
                ada@example.org,ada@example.org,Ada,Byron,$2b$04$......................LAtw7/ohmmBAhnXqmkuIz83Rl5Qdjhm,Readers
                bea@example.org,bea@example.org,Bea,Q,,
                """);
        String url = Databases.sqlite();
        ImportProcess.run(folder, url, "users", file.toString(), "--make-groups");
        Path with = folder.resolve("with.jsonl");
        Path without = folder.resolve("without.jsonl");
        ImportProcess.command(folder, url, "export", "users", with.toString(), "--with-hashes");
        String said = ImportProcess.command(folder, url, "export", "users", without.toString());
        assertTrue(said.contains("Wrote 2 people"), said);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(with)));
        assertTrue(Files.readString(with).contains("$2b$04$"));
        assertFalse(Files.readString(without).contains("$2b$04$"));
        var again = ImportProcess.begin(folder, url, "export", "users", with.toString());
        assertEquals(1, again.await());
        assertTrue(again.said().contains("already"), again.said());
        String other = Databases.sqlite();
        String brought = ImportProcess.run(folder, other, "users", with.toString(), "--make-groups");
        assertTrue(brought.contains("Brought in 2 of 2 rows"), brought);
        String staged =
                ImportProcess.run(folder, Databases.sqlite(), "users", without.toString(), "--make-groups", "--staged");
        assertTrue(staged.contains("Brought in 2 of 2 rows"), staged);
    }
}
