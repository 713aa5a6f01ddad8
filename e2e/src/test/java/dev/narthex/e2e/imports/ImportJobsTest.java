package dev.narthex.e2e.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files of people that are posted to a server, which brings them in by itself.
final class ImportJobsTest {
    private static final String IMPORTS = "/api/v1/imports";
    private static final String USERS = IMPORTS + "/users";
    private static final String TOKEN = "SSWS " + TestServer.API_TOKEN;
    private static final String PEOPLE = """
            login,email,firstName,lastName,password,groups
            ada@example.org,ada@example.org,Ada,Byron,Correct-Horse-1,Readers
            =bea@example.org,no address,Bea,"Quote
            over lines",,
            ada@example.org,ada@example.org,Ada,Again,,
            """;

    private static HttpResponse<String> post(TestServer server, String query, byte[] file, String... headers) {
        var request = server.browser().request(USERS + query).header("Authorization", TOKEN);
        if (headers.length > 0) request.headers(headers);
        return server.browser().send(request.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(file))));
    }

    private static HttpResponse<String> post(TestServer server, String query, String file) {
        return post(server, query, file.getBytes(StandardCharsets.UTF_8));
    }

    private static String posted(TestServer server, String query, String file) {
        return (String) Admin.object(202, post(server, query, file)).get("id");
    }

    private static Map<String, Object> job(TestServer server, String id) {
        return Admin.object(200, new Admin(server).get(IMPORTS + "/" + id));
    }

    private static List<Integer> rows(Map<String, Object> job) {
        var rows = Admin.under(job, "rows");
        return List.of("read", "created", "updated", "refused").stream()
                .map(name -> (Integer) rows.get(name))
                .toList();
    }

    private static Optional<User> user(TestServer server, String login) {
        return server.storage.users().byLogin(Login.of(login));
    }

    private static String many(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "u%d@example.org,u%d@example.org,First,Last".formatted(i, i))
                .collect(Collectors.joining("\n", "login,email,firstName,lastName\n", "\n"));
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @DisplayName("A posted file waits, is brought in, and leaves a report; who came signs in; both ends are on record")
    void whole(Databases.Kind database) {
        try (var server = TestServer.on(database.fresh())) {
            var answer = post(server, "?makeGroups=true&name=people.csv", PEOPLE);
            var made = Admin.object(202, answer);
            String id = (String) made.get("id");
            assertEquals(
                    server.baseUrl() + IMPORTS + "/" + id,
                    answer.headers().firstValue("location").orElseThrow());
            assertEquals("WAITING", made.get("status"));
            assertTrue(server.storage.importJobs().piece(id, 0).isPresent());
            assertTrue(server.bringIn(() -> true));
            assertFalse(server.bringIn(() -> true), "nothing waits any more");
            var job = job(server, id);
            assertEquals("FINISHED", job.get("status"));
            assertEquals(1.0, job.get("progress"));
            assertEquals(List.of(3, 1, 0, 2), rows(job));
            assertTrue(server.storage.importJobs().piece(id, 0).isEmpty(), "the file is gone");
            var signedIn = new Admin(server, "")
                    .post("/api/v1/authn", Map.of("username", "ada@example.org", "password", "Correct-Horse-1"));
            assertEquals(200, signedIn.statusCode(), signedIn.body());
            for (String type : List.of("system.import.start", "system.import.complete")) {
                assertEquals(1, server.log(type).size());
                assertEquals("SUCCESS", server.log(type).getFirst().details().result());
            }
            assertReport(server, id);
            var listed = Admin.list(new Admin(server).get(IMPORTS));
            assertEquals(
                    List.of(id), listed.stream().map(each -> each.get("id")).toList());
            assertEquals(204, new Admin(server).delete(IMPORTS + "/" + id).statusCode());
            assertEquals(404, new Admin(server).get(IMPORTS + "/" + id).statusCode());
        }
    }

    private static void assertReport(TestServer server, String id) {
        var lines = new Admin(server).get(IMPORTS + "/" + id + "/refused");
        var first =
                Json.readObject(lines.body().lines().findFirst().orElseThrow().getBytes(StandardCharsets.UTF_8));
        assertEquals(
                List.of(2, 3, "=bea@example.org"), List.of(first.get("row"), first.get("line"), first.get("login")));
        assertTrue(first.get("reasons").toString().contains("email"));
        var table = new Admin(server).get(IMPORTS + "/" + id + "/refused?format=csv");
        assertEquals(
                "text/csv; charset=utf-8",
                table.headers().firstValue("content-type").orElseThrow());
        assertTrue(
                table.headers().firstValue("content-disposition").orElseThrow().startsWith("attachment;"));
        var rows = table.body().lines().toList();
        assertEquals("row,line,login,reasons", rows.getFirst());
        assertTrue(rows.get(1).startsWith("2,3,\"'=bea@example.org\",\""), rows.get(1));
        assertTrue(rows.get(2).startsWith("3,5,\"ada@example.org\",\"login: somebody has it already\""), rows.get(2));
    }

    @Test
    @DisplayName("Abuse 112: what can't be read is refused with the reason, before any row, and leaves nothing behind")
    void refused() throws IOException {
        try (var server = TestServer.fresh()) {
            var packed = new ByteArrayOutputStream();
            try (var out = new GZIPOutputStream(packed)) {
                out.write(PEOPLE.getBytes(StandardCharsets.UTF_8));
            }
            Admin.refused(
                    415, "E0000012", post(server, "?format=csv", packed.toByteArray(), "Content-Encoding", "gzip"));
            assertCause("compressed", post(server, "?format=csv", packed.toByteArray()));
            assertCause("UTF-8", post(server, "?format=csv", PEOPLE.getBytes(StandardCharsets.UTF_16)));
            assertCause("no attribute 'isAdmin'", post(server, "?format=csv", "login,isAdmin\na,true\n"));
            assertCause("empty", post(server, "?format=jsonl", ""));
            assertCause("format", post(server, "", PEOPLE));
            assertCause("format", post(server, "?format=exe", PEOPLE));
            assertCause("dryRun", post(server, "?format=csv&dryRun=maybe", PEOPLE));
            assertEquals(List.of(), Admin.list(new Admin(server).get(IMPORTS)));
            assertFalse(server.bringIn(() -> true));
            for (String other : List.of("", "SSWS nonsense")) {
                assertEquals(
                        401,
                        new Admin(server, other)
                                .post(USERS + "?format=csv", PEOPLE)
                                .statusCode());
                assertEquals(401, new Admin(server, other).get(IMPORTS).statusCode());
            }
        }
    }

    private static void assertCause(String expected, HttpResponse<String> response) {
        var causes = Admin.refused(400, "E0000001", response);
        assertTrue(causes.toString().contains(expected), causes.toString());
    }

    @Test
    @DisplayName("A file larger than other requests may be is taken as it comes, and one row of it may not fill memory")
    void large() {
        try (var server = TestServer.fresh()) {
            String file = many(0, 20_000) + "x".repeat(3 << 20) + "\n";
            assertTrue(file.length() > 3_500_000);
            String id = posted(server, "?format=csv&dryRun=true", file);
            server.bringIn(() -> true);
            assertEquals(List.of(20_001, 20_000, 0, 1), rows(job(server, id)));
            assertTrue(user(server, "u1@example.org").isEmpty(), "it was a dry run");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @DisplayName("Cancelled in the middle, no more rows land; those that have landed stay")
    void cancelled(Databases.Kind database) {
        try (var server = TestServer.on(database.fresh())) {
            String id = posted(server, "?format=csv", many(0, 500));
            server.bringIn(() -> false);
            assertEquals("RUNNING", job(server, id).get("status"));
            var answer = new Admin(server).post(IMPORTS + "/" + id + "/lifecycle/cancel", "");
            assertEquals("CANCELLED", Admin.object(200, answer).get("status"));
            assertFalse(server.bringIn(() -> true));
            int landed = rows(job(server, id)).getFirst();
            assertTrue(landed > 0 && landed < 500, "landed " + landed);
            assertEquals(
                    landed, server.storage.users().page(Optional.empty(), 1_000).size());
            assertEquals(
                    400,
                    new Admin(server)
                            .post(IMPORTS + "/" + id + "/lifecycle/cancel", "")
                            .statusCode());
            assertEquals(
                    "FAILURE",
                    server.log("system.import.complete").getFirst().details().result());
        }
    }

    @Test
    @DisplayName("With several nodes one runs a job, and another goes on where it stopped: nobody lost, nobody twice")
    void nodes() throws InterruptedException {
        String url = Databases.postgresql();
        try (var one = TestServer.on(url);
                var other = TestServer.beside(one, url)) {
            String id = posted(one, "?format=csv", many(0, 950));
            other.bringIn(() -> false);
            assertTrue(rows(job(one, id)).getFirst() < 950);
            var batches = new AtomicInteger();
            one.bringIn(() -> batches.incrementAndGet() < 3);
            var threads = new ArrayList<Thread>();
            for (var node : List.of(one, other, one, other)) {
                threads.add(Thread.ofVirtual().start(() -> node.bringIn(() -> true)));
            }
            for (var thread : threads) thread.join();
            assertEquals("FINISHED", job(other, id).get("status"));
            assertEquals(List.of(950, 950, 0, 0), rows(job(other, id)));
            assertEquals(950, one.storage.users().page(Optional.empty(), 2_000).size());
        }
    }

    @Test
    @DisplayName("A node that has died with a job keeps it from the others for seconds, not for longer")
    void died() {
        String url = Databases.postgresql();
        try (var one = TestServer.on(url);
                var other = TestServer.beside(one, url)) {
            String id = posted(one, "?format=csv", many(0, 250));
            var now = one.clock.instant();
            one.storage.importJobs().take(now, now.plusSeconds(20)).orElseThrow();
            assertFalse(other.bringIn(() -> true), "somebody has it");
            one.clock.advance(Duration.ofSeconds(20));
            assertTrue(other.bringIn(() -> true));
            assertEquals("FINISHED", job(other, id).get("status"));
        }
    }

    @Test
    @DisplayName("Options: a row changes who is there; who would be active comes staged")
    void options() {
        try (var server = TestServer.fresh()) {
            posted(
                    server,
                    "?format=csv&activate=false",
                    "login,email,firstName,lastName,password\n"
                            + "ada@example.org,ada@example.org,Ada,Byron,Correct-Horse-1\n");
            server.bringIn(() -> true);
            assertEquals(
                    User.Status.STAGED,
                    user(server, "ada@example.org").orElseThrow().status());
            String again = "firstName,EMAIL,login,lastName\nAugusta,ada@example.org,ADA@example.org,Byron\n";
            String refused = posted(server, "?format=csv", again);
            String updated = posted(server, "?format=csv&updateExisting=true", again);
            while (server.bringIn(() -> true)) {
                // Both.
            }
            assertEquals(List.of(1, 0, 0, 1), rows(job(server, refused)));
            assertEquals(List.of(1, 0, 1, 0), rows(job(server, updated)));
            assertEquals(
                    Optional.of("Augusta"),
                    user(server, "ada@example.org").orElseThrow().attribute("firstName"));
        }
    }
}
