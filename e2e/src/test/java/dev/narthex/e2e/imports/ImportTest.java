package dev.narthex.e2e.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import dev.narthex.store.Storage;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bringing people in from files and from another server, by the command line.
final class ImportTest {
    private static final String BCRYPT = "$2b$04$......................LAtw7/ohmmBAhnXqmkuIz83Rl5Qdjhm";

    @TempDir
    private Path folder;

    static List<String> databases() {
        return List.of(Databases.sqlite(), Databases.postgresql());
    }

    @Test
    @DisplayName(
            "A CSV file: who is right gets in, who is not is reported with all reasons, and a dry run does nothing")
    void csv() throws IOException {
        Path file = Files.writeString(folder.resolve("people.csv"), """
                login,email,firstName,lastName,passwordHash,groups,status
                ada@example.org,ada@example.org,Ada,Byron,%s,Readers;Writers,
                bea@example.org,bea@example.org,Bea,"Quote ""Q\""",,,
                ,not an address,Cid,Smith,{SSHA}nonsense,,ACTIVE
                ada@example.org,ada@example.org,Ada,Again,,,
                """.formatted(BCRYPT));
        String url = Databases.sqlite();
        String dry = ImportProcess.run(folder, url, "users", file.toString(), "--make-groups", "--dry-run");
        assertTrue(dry.contains("Would bring in 2 of 4 rows"), dry);
        try (var storage = open(url)) {
            assertTrue(storage.users().byLogin(Login.of("ada@example.org")).isEmpty());
        }
        Files.delete(Path.of(file + ".refused.jsonl"));
        String said = ImportProcess.run(folder, url, "users", file.toString(), "--make-groups");
        assertTrue(said.contains("Brought in 2 of 4 rows"), said);
        var refused = Files.readAllLines(Path.of(file + ".refused.jsonl")).stream()
                .map(line -> Json.readObject(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertEquals(
                List.of(3, 4), refused.stream().map(line -> line.get("row")).toList());
        assertTrue(((List<?>) refused.getFirst().get("reasons")).size() >= 3, refused.toString());
        assertFalse(refused.toString().contains("nonsense"));
        try (var storage = open(url)) {
            var ada = storage.users().byLogin(Login.of("ada@example.org")).orElseThrow();
            assertEquals(User.Status.ACTIVE, ada.status());
            assertEquals(
                    List.of("Readers", "Writers"),
                    storage.groups().groupsOf(ada.id()).stream()
                            .map(group -> group.name())
                            .sorted()
                            .toList());
            var bea = storage.users().byLogin(Login.of("bea@example.org")).orElseThrow();
            assertEquals(User.Status.STAGED, bea.status());
            assertEquals(Optional.of("Quote \"Q\""), bea.attribute("lastName"));
        }
        assertTrue(ImportProcess.run(folder, url, "users", file.toString()).contains("has been imported before"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("Killed in the middle, again and again, it goes on where it was: nobody is lost, nobody in twice")
    void killed(String url) throws IOException {
        int people = 6_000;
        Path file = folder.resolve("people.jsonl");
        Files.writeString(
                file, IntStream.range(0, people).mapToObj(ImportTest::line).collect(Collectors.joining("\n")));
        for (int kills = 1; kills < 3; kills++) {
            long enough = kills * 1_500;
            var running = ImportProcess.start(folder, url, "users", file.toString(), "--progress-lines");
            Await.within(
                    Duration.ofSeconds(60),
                    "some rows have landed",
                    () -> running.landed() >= enough || !running.isAlive());
            running.kill();
        }
        String said = ImportProcess.run(folder, url, "users", file.toString());
        assertTrue(said.contains("Goes on behind row") || said.contains("imported before"), said);
        try (var storage = open(url)) {
            var logins = all(storage);
            assertEquals(people, logins.size());
            assertEquals(people, logins.stream().distinct().count());
        }
        assertFalse(Files.exists(Path.of(file + ".refused.jsonl")), "nobody was refused");
    }

    @Test
    @DisplayName(
            "A Keycloak realm: users of an export, with groups by their paths, and whose password another tool made")
    void keycloak() throws IOException {
        Path file = Files.writeString(folder.resolve("realm.json"), """
                {"realm":"old","users":[
                  {"username":"ada","email":"ada@example.org","firstName":"Ada","lastName":"Byron","enabled":true,
                   "emailVerified":false,"groups":["/staff/Readers"],"attributes":{"department":["Engines"]},
                   "credentials":[{"type":"otp"},{"type":"password",
                     "credentialData":"{\\"algorithm\\":\\"pbkdf2-sha256\\",\\"hashIterations\\":27500}",
                     "secretData":"{\\"salt\\":\\"AAAAAAAAAAAAAAAAAAAAAA==\\",\\"value\\":\\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\\"}"}]},
                  {"username":"bob@example.org","firstName":"Bob","lastName":"Hope","enabled":false}],
                 "clients":[{"clientId":"x"}]}
                """);
        String url = Databases.sqlite();
        String said = ImportProcess.run(folder, url, "users", file.toString(), "--format", "keycloak", "--make-groups");
        assertTrue(said.contains("Brought in 1 of 2 rows"), said);
        try (var storage = open(url)) {
            var bob = storage.users().byLogin(Login.of("bob@example.org")).orElseThrow();
            assertEquals(User.Status.SUSPENDED, bob.status());
            assertEquals(Optional.of("bob@example.org"), bob.attribute("email"));
        }
        assertTrue(Files.readString(Path.of(file + ".refused.jsonl")).contains("login"));
    }

    @Test
    @DisplayName("From another server: page by page, the same people; whoever had a password is vouched for by hook")
    void fromAnotherServer() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), TestServer.API_TOKEN);
        String url = Databases.sqlite();
        try (var old = TestServer.fresh()) {
            for (int i = 0; i < 450; i++) old.fixture.user("user" + i + "@example.org");
            old.fixture.suspend("user7@example.org");
            String said = ImportProcess.run(
                    folder, url, "okta", old.baseUrl(), "--token-file", token.toString(), "--password-hook");
            assertTrue(said.contains("Brought in 450 of 450 rows"), said);
            try (var storage = open(url)) {
                assertEquals(450, all(storage).size());
                var seven =
                        storage.users().byLogin(Login.of("user7@example.org")).orElseThrow();
                assertEquals(User.Status.SUSPENDED, seven.status());
                assertTrue(storage.users().password(seven.id()).orElseThrow().byHook());
                assertEquals(
                        old.storage
                                .users()
                                .byLogin(Login.of("user8@example.org"))
                                .orElseThrow()
                                .profile(),
                        storage.users()
                                .byLogin(Login.of("user8@example.org"))
                                .orElseThrow()
                                .profile());
            }
        }
    }

    @Test
    @DisplayName("A server whose link leads elsewhere is not followed: the token is for that server alone")
    void tokenStaysAtItsServer() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), TestServer.API_TOKEN);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("link", "<http://127.0.0.1:1/api/v1/users?after=x>; rel=\"next\"");
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("[]".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            var running =
                    ImportProcess.start(folder, Databases.sqlite(), "okta", url, "--token-file", token.toString());
            assertEquals(64, running.await(), running.said());
            assertTrue(running.said().contains("another address"), running.said());
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("Abuse 112: a formula stays text, a hash of one kind is no other, an endless line fills no memory")
    void hostile() throws IOException {
        Path file = folder.resolve("hostile.jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            out.write(line(1).replace("\"First\"", "\"=HYPERLINK(1)\""));
            out.newLine();
            out.write(line(2).replace("$2b$", "$9z$"));
            out.newLine();
            for (int i = 0; i < 200; i++) out.write("x".repeat(1 << 20));
            out.newLine();
            out.write(line(3).replace("\"login\"", "\"isAdmin\":true,\"login\""));
            out.newLine();
        }
        String url = Databases.sqlite();
        String said = ImportProcess.run(folder, url, "users", file.toString());
        assertTrue(said.contains("Brought in 1 of 4 rows"), said);
        try (var storage = open(url)) {
            var first = storage.users().byLogin(Login.of("user1@example.org")).orElseThrow();
            assertEquals(Optional.of("=HYPERLINK(1)"), first.attribute("firstName"));
        }
    }

    private static String line(int number) {
        String login = "user" + number + "@example.org";
        return Json.text(Map.of(
                "profile",
                Map.of("login", login, "email", login, "firstName", "First", "lastName", "Last"),
                "credentials",
                Map.of("password", Map.of("encoded", BCRYPT))));
    }

    private static List<String> all(Storage storage) {
        var logins = new java.util.ArrayList<String>();
        Optional<String> after = Optional.empty();
        Function<Optional<String>, List<User>> page = id -> storage.users().page(id, 1_000);
        for (var users = page.apply(after); !users.isEmpty(); users = page.apply(after)) {
            users.forEach(user -> logins.add(user.login()));
            after = Optional.of(users.getLast().id());
        }
        return logins;
    }

    private static Storage open(String url) {
        return Storage.open(url, new Random(1));
    }
}
