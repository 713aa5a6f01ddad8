package dev.narthex.bench;

import dev.narthex.bench.cost.Algorithm;
import dev.narthex.bench.cost.OpenSsl;
import dev.narthex.bench.cost.SignatureCost;
import dev.narthex.bench.load.Dialogue;
import dev.narthex.bench.load.LoadFigures;
import dev.narthex.bench.load.LoadRun;
import dev.narthex.bench.load.Scenario;
import dev.narthex.bench.load.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A browser with a session asks for an ID token and an access token: how much of that is not the two signatures?
///
/// Bare times of one machine say little, and less when it does other things too; so each round measures openssl and
/// the provider beside the server, and the report gives ratios.
final class AuthorizeBench {
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final long WARM = 100_000;
    private static final int MOST_WARM_UPS = 6;

    private final Options options;
    private final Report report;
    private final int cores = Runtime.getRuntime().availableProcessors();

    AuthorizeBench(Options options, PrintStream out) {
        this.options = options;
        this.report = new Report(out);
    }

    void run() throws Exception {
        var folder = Files.createTempDirectory("narthex-bench");
        try (var database = BenchDatabase.open(options.postgresql())) {
            var seed = Files.writeString(folder.resolve("seed.yaml"), BenchSeed.YAML);
            Machine.describe(report, cores, database.name());
            starts(folder, seed, database);
            try (var server = ServerProcess.start(folder.resolve("data"), seed, database.options(folder))) {
                requests(server);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private void starts(Path folder, Path seed, BenchDatabase database) throws IOException, InterruptedException {
        var took = new ArrayList<Double>();
        var cpu = new ArrayList<Double>();
        var memory = new ArrayList<Double>();
        double first = 0;
        for (int i = 0; i <= options.starts(); i++) {
            try (var server = ServerProcess.start(folder.resolve("data"), seed, database.options(folder))) {
                double milliseconds = server.startTook().toNanos() / 1e6;
                if (i == 0) {
                    first = milliseconds;
                    continue;
                }
                took.add(milliseconds);
                cpu.add(server.startCpu().toMillis() * 1.0);
                Thread.sleep(SETTLED);
                memory.add(server.residentMegabytes().orElse(Double.NaN));
            }
        }
        report.line("");
        report.heading("start", took.size());
        report.runs("call of `./dev narthex serve` → first 200, ms", "%.0f", took);
        report.runs("processor time until then, ms", "%.0f", cpu);
        report.runs("resident " + SETTLED.toSeconds() + " s later, MB", "%.0f", memory);
        report.line("The very first start, which makes database, keys and seed, took %.0f ms.".formatted(first));
    }

    private void requests(ServerProcess server) throws Exception {
        var browser = new PageSignIn(server.baseUrl());
        browser.signIn(
                server.baseUrl().resolve(BenchSeed.authorize(Algorithm.RS256)), BenchSeed.USERNAME, BenchSeed.PASSWORD);
        for (Algorithm algorithm : Algorithm.values()) requireAlgorithm(browser, server, algorithm);
        warmUp(server, browser);
        Map<Algorithm, List<Round>> rounds = new EnumMap<>(Algorithm.class);
        for (int i = 0; i < options.rounds(); i++) {
            for (Algorithm algorithm : Algorithm.values()) {
                rounds.computeIfAbsent(algorithm, _ -> new ArrayList<>()).add(round(server, browser, algorithm));
            }
        }
        rounds.forEach(report::rounds);
        report.line("");
        report.line("Resident after the load: %.0f MB."
                .formatted(server.residentMegabytes().orElse(Double.NaN)));
    }

    /// Until the compiler has seen enough, however little of the machine we have. The faster algorithm does: the code
    /// is the same but for the signature.
    private void warmUp(ServerProcess server, PageSignIn browser) throws IOException, InterruptedException {
        long requests = 0;
        for (int i = 0; i < MOST_WARM_UPS && requests < WARM; i++) {
            requests += load(server, browser, Algorithm.ES256, 1, 10).requests();
        }
        report.line("");
        report.line("Warmed up by %,d requests.", requests);
    }

    private static void requireAlgorithm(PageSignIn browser, ServerProcess server, Algorithm algorithm)
            throws IOException, InterruptedException {
        String found = browser.algorithmOf(server.baseUrl().resolve(BenchSeed.authorize(algorithm)));
        if (!found.equals(algorithm + " " + algorithm)) throw new IOException("tokens are signed with " + found);
    }

    private Round round(ServerProcess server, PageSignIn browser, Algorithm algorithm) throws Exception {
        var openSsl = OpenSsl.secondsPerSignature(algorithm, cores);
        double provider = SignatureCost.seconds(algorithm, cores);
        var result = load(server, browser, algorithm, options.warmUp(), options.seconds());
        return new Round(result, openSsl, provider, cores);
    }

    private LoadFigures load(ServerProcess server, PageSignIn browser, Algorithm algorithm, int warmUp, int seconds)
            throws IOException, InterruptedException {
        var scenario = Scenario.same(Dialogue.get(BenchSeed.authorize(algorithm), browser.cookies()), "id_token=ey");
        return new LoadRun(server, options.connections()).run(scenario, warmUp, seconds);
    }
}
