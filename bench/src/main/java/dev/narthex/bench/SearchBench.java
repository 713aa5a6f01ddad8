package dev.narthex.bench;

import dev.narthex.bench.cost.BareSearches;
import dev.narthex.bench.cost.BareSearches.Statement;
import dev.narthex.bench.cost.Latencies;
import dev.narthex.bench.load.ImportProcess;
import dev.narthex.bench.load.KeptConnection;
import dev.narthex.bench.load.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// People looked up and searched by the Users API, on one connection, one after the other, beside the bare statement
/// that finds the same people in the same database, by turns.
final class SearchBench {
    private static final int WARM = 200;
    private static final int TIMES = 1_000;
    private static final String TOKEN = "00bench-token-of-no-worth-but-long-enough-";

    private final Options options;
    private final Report report;

    SearchBench(Options options, PrintStream out) {
        this.options = options;
        this.report = new Report(out);
    }

    /// One kind of question: what it is asked by HTTP, and the bare statement, for the n-th time.
    private record Question(String name, IntFunction<String> path, IntFunction<Statement> statement) {}

    void run() throws Exception {
        var folder = Files.createTempDirectory("narthex-bench");
        try (var database = BenchDatabase.open(options.postgresql())) {
            Machine.describe(report, Runtime.getRuntime().availableProcessors(), database.name());
            var file = Crowd.write(folder.resolve("people.csv"), options.people(), "department");
            String url = database.another(folder);
            ImportProcess.run(file, folder.resolve("data"), database.options(folder, url), 256);
            var seed = Files.writeString(folder.resolve("seed.yaml"), BenchSeed.YAML);
            var token = Files.writeString(folder.resolve("token"), TOKEN);
            var more = new ArrayList<>(database.options(folder, url));
            more.addAll(List.of("--api-token-file", token.toString()));
            try (var server = ServerProcess.start(folder.resolve("data"), seed, more);
                    var bare = BareSearches.open(url)) {
                measure(server, bare);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private void measure(ServerProcess server, BareSearches bare) throws Exception {
        report.line("");
        report.line(
                "| among %,d people | median, ms | p99, ms | bare SQL: median, ms | p99, ms | median ÷ bare |",
                options.people());
        report.line("|---|--:|--:|--:|--:|--:|");
        try (var connection = new KeptConnection(server.port())) {
            for (var question : questions(connection)) row(connection, bare, question);
        }
    }

    private List<Question> questions(KeptConnection connection) throws IOException {
        String second = secondPage(connection);
        return List.of(
                new Question(
                        "look-up by login",
                        i -> "/" + Crowd.login(one(i)),
                        i -> Statement.byLogin(Crowd.login(one(i)))),
                new Question(
                        "second page of 200, by key set", _ -> "?limit=200&after=" + second, _ -> Statement.page(200)),
                new Question(
                        "`lastName sw`, 20 of them",
                        i -> search("profile.lastName sw \"" + Crowd.lastName(one(i)) + "\"", 20),
                        i -> Statement.lastNameFrom(Crowd.lastName(one(i)), 20)),
                new Question(
                        "`department eq`, 20 of them",
                        i -> search("profile.department eq \"" + Crowd.team(one(i)) + "\"", 20),
                        i -> Statement.attribute("department", Crowd.team(one(i)), 20)),
                new Question(
                        "`department eq` and `lastName eq`",
                        i -> search(
                                "profile.department eq \"" + Crowd.team(one(i)) + "\" and profile.lastName eq \""
                                        + Crowd.lastName(one(i)) + "\"",
                                20),
                        i -> Statement.attributeAndLastName(
                                "department", Crowd.team(one(i)), Crowd.lastName(one(i)), 20)),
                new Question(
                        "`lastName co`, 20 of them",
                        i -> search("profile.lastName co \"ast" + i % 10 + "\"", 20),
                        i -> Statement.lastNameHolds("ast" + i % 10, 20)));
    }

    /// Where the server says that it begins.
    private static String secondPage(KeptConnection connection) throws IOException {
        ask(connection, "?limit=200");
        return connection.between(KeptConnection.bytes("after="), '>');
    }

    /// Someone else each time.
    private int one(int time) {
        return (int) (time * 7_919L % options.people());
    }

    private static String search(String expression, int limit) {
        return "?limit=" + limit + "&search=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
    }

    private void row(KeptConnection connection, BareSearches bare, Question question) throws Exception {
        for (int i = 0; i < WARM; i++) {
            ask(connection, question.path().apply(i));
            bare.run(question.statement().apply(i));
        }
        var asked = new Latencies();
        var alone = new Latencies();
        for (int i = 0; i < TIMES; i++) {
            asked.add(ask(connection, question.path().apply(WARM + i)));
            alone.add(bare.run(question.statement().apply(WARM + i)));
        }
        double[] figures = {at(asked, 50), at(asked, 99), at(alone, 50), at(alone, 99)};
        report.line(
                "| %s | %.2f | %.2f | %.2f | %.2f | %.1f |",
                question.name(), figures[0], figures[1], figures[2], figures[3], figures[0] / figures[2]);
    }

    private static double at(Latencies latencies, double percent) {
        return Latencies.percentile(Latencies.sorted(List.of(latencies)), percent) / 1e6;
    }

    private static long ask(KeptConnection connection, String path) throws IOException {
        String request = "GET /api/v1/users" + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: SSWS " + TOKEN
                + "\r\n\r\n";
        byte[] bytes = KeptConnection.bytes(request);
        long begun = System.nanoTime();
        connection.send(bytes);
        long took = System.nanoTime() - begun;
        if (!connection.holds(KeptConnection.bytes("HTTP/1.1 200"))) throw new IOException(connection.text());
        return took;
    }
}
