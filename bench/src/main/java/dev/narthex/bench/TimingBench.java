package dev.narthex.bench;

import dev.narthex.bench.load.Dialogue;
import dev.narthex.bench.load.KeptConnection;
import dev.narthex.bench.load.ServerProcess;
import dev.narthex.bench.timing.SlowSystem;
import dev.narthex.bench.timing.Somebody;
import dev.narthex.bench.timing.Trials;
import dev.narthex.bench.timing.Trials.Trial;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/// Whether a stranger can tell by the clock who is in the directory: refused sign-ins and requests for mails of all
/// kinds
/// of people, in an order that chance makes, over HTTP, against a real server with its usual settings.
final class TimingBench {
    private static final String TOKEN = "00" + "b".repeat(40);
    private static final String OWNER = "owner@example.org";
    private static final String PASSWORD = "Correct-Horse-1";
    private static final long AHEAD = 4_000_000;
    private static final int WARM_UP = 4;
    private static final String WRONG = "\"errorCode\":\"E0000004\"";

    private final Options options;
    private final TimingReport report;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private int used;

    TimingBench(Options options, PrintStream out) {
        this.options = options;
        this.report = new TimingReport(new Report(out));
    }

    void run() throws Exception {
        var folder = Files.createTempDirectory("narthex-bench");
        try (var database = BenchDatabase.open(options.postgresql());
                var old = new SlowSystem()) {
            report.begin(database.name(), options);
            var arguments = new ArrayList<>(database.options(folder));
            bringIn(folder, arguments);
            var token = Files.writeString(folder.resolve("token"), TOKEN);
            arguments.addAll(List.of("--outbound-allow", "127.0.0.1/32", "--api-token-file", token.toString()));
            var seed = Files.writeString(folder.resolve("seed.yaml"), """
                    users: [{login: %s, firstName: Ada, lastName: Byron, password: %s}]
                    """.formatted(OWNER, PASSWORD));
            try (var server = ServerProcess.start(folder.resolve("data"), seed, arguments)) {
                measure(server, old);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    /// The database is opened by the import alone, before the server starts.
    private void bringIn(Path folder, List<String> database) throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("people.csv"), Somebody.csv(tries()));
        var command = new ArrayList<>(List.of("./dev", "narthex", "import", "users", file.toString()));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        command.addAll(database);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0 || Files.exists(folder.resolve("people.csv.refused.jsonl"))) {
            throw new IOException("the import failed:\n" + said);
        }
    }

    private void measure(ServerProcess server, SlowSystem old) throws Exception {
        prepare(server.port(), old);
        var crowd = new Trials(server.port(), options.connections(), random);
        var everybody = List.of(Somebody.values());
        crowd.run(everybody, WARM_UP, next(WARM_UP), signIn());
        int each = options.samples();
        report.table("refused sign-ins", crowd.run(everybody, each, next(each), signIn()));
        var mailed = List.of(Somebody.NOBODY, Somebody.NOBODY_AGAIN, Somebody.OWN, Somebody.SUSPENDED, Somebody.STAGED);
        crowd.run(mailed, WARM_UP, next(WARM_UP), mail());
        report.table("requests for a mail", crowd.run(mailed, each, next(each), mail()));
        var alone = new Trials(server.port(), 1, random);
        var tried = List.of(Somebody.NOBODY, Somebody.NOBODY_AGAIN, Somebody.OWN, Somebody.HEAVY, Somebody.HOOKED);
        int some = Math.max(WARM_UP, options.samples() / 2);
        report.table(
                "one's own sign-in, while somebody is tried",
                alone.run(tried, some, next(some), beside(server.port())));
    }

    /// Of each kind, in all that is measured.
    private int tries() {
        return 3 * (options.samples() + WARM_UP);
    }

    private int next(int tries) {
        used += tries;
        return used - tries;
    }

    private static void prepare(int port, SlowSystem old) throws IOException {
        try (var connection = new KeptConnection(port)) {
            var hook = Dialogue.postJson("/api/v1/inlineHooks", old.hook(), "Authorization: SSWS " + TOKEN + "\r\n");
            Dialogue.same(hook, "\"status\":\"ACTIVE\"").hold(connection);
            for (int i = 0; i < 10; i++) refuse(connection, Somebody.LOCKED.login(0));
        }
    }

    private static Trial signIn() {
        return (connection, kind, n) -> refuse(connection, kind.login(n));
    }

    private static long refuse(KeptConnection connection, String login) throws IOException {
        return timed(connection, authn("", login, "\"password\":\"wrong\""), WRONG);
    }

    private static Trial mail() {
        return (connection, kind, n) -> timed(
                connection,
                authn("/recovery/password", kind.login(n), "\"factorType\":\"EMAIL\""),
                "\"RECOVERY_CHALLENGE\"");
    }

    /// Somebody is tried over another connection, and a little later the owner of an account signs in.
    private static Trial beside(int port) {
        return (connection, kind, n) -> {
            try (var other = new KeptConnection(port);
                    var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                var tried = pool.submit(() -> refuse(other, kind.login(n)));
                long begun = System.nanoTime();
                while (System.nanoTime() - begun < AHEAD) Thread.onSpinWait();
                long took = timed(
                        connection, authn("", OWNER, "\"password\":\"" + PASSWORD + "\""), "\"status\":\"SUCCESS\"");
                tried.get();
                return took;
            } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                throw new IOException(e);
            }
        };
    }

    private static String authn(String path, String login, String more) {
        return Dialogue.postJson("/api/v1/authn" + path, "{\"username\":\"" + login + "\"," + more + "}", "");
    }

    private static long timed(KeptConnection connection, String request, String expected) throws IOException {
        var dialogue = Dialogue.same(request, expected);
        long begun = System.nanoTime();
        dialogue.hold(connection);
        return System.nanoTime() - begun;
    }

    static double[] trimmed(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        int cut = sorted.length / 10;
        return Arrays.copyOfRange(sorted, cut, sorted.length - cut);
    }
}
