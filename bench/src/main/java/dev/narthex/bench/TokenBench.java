package dev.narthex.bench;

import dev.narthex.bench.cost.Algorithm;
import dev.narthex.bench.cost.OpenSsl;
import dev.narthex.bench.cost.SignatureCost;
import dev.narthex.bench.cost.WriteCost;
import dev.narthex.bench.load.Dialogue;
import dev.narthex.bench.load.LoadFigures;
import dev.narthex.bench.load.LoadRun;
import dev.narthex.bench.load.Scenario;
import dev.narthex.bench.load.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What clients ask for without a person: how much of it is not signing, writing and HTTP?
final class TokenBench {
    private static final int WARM_UP = 8;

    private final Options options;
    private final List<Operation> operations;
    private final Report report;
    private final int cores = Runtime.getRuntime().availableProcessors();

    /// One operation with one algorithm, measured once.
    private record Measured(Operation operation, LoadFigures load, Floor floor) {
        double share() {
            return floor.of(operation) * 1e6 / load.serverCpuPerRequest();
        }

        double ofSignatures() {
            return load.perSecond() / floor.bySignatures(operation);
        }

        double ofWrites() {
            return load.perSecond() / floor.byWrites(operation);
        }
    }

    TokenBench(Options options, List<Operation> operations, PrintStream out) {
        this.options = options;
        this.operations = operations;
        this.report = new Report(out);
    }

    void run() throws Exception {
        var folder = Files.createTempDirectory("narthex-bench");
        try (var database = BenchDatabase.open(options.postgresql())) {
            var seed = Files.writeString(folder.resolve("seed.yaml"), BenchSeed.YAML);
            Machine.describe(report, cores, database.name());
            try (var server = ServerProcess.start(folder.resolve("data"), seed, database.options(folder))) {
                measure(server, new BackChannel(server.port(), cookies(server)), database, folder);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    /// Of somebody who signed in.
    private static String cookies(ServerProcess server) throws IOException, InterruptedException {
        var browser = new PageSignIn(server.baseUrl());
        try {
            browser.signIn(
                    server.baseUrl().resolve(BenchSeed.authorize(Algorithm.RS256)),
                    BenchSeed.USERNAME,
                    BenchSeed.PASSWORD);
            return browser.cookies();
        } catch (IOException e) {
            throw new IOException("the server said:\n" + server.lastWords(), e);
        }
    }

    private void measure(ServerProcess server, BackChannel channel, BenchDatabase database, Path folder)
            throws Exception {
        for (Operation operation : operations) load(server, channel, operation, Algorithm.ES256, WARM_UP, 1);
        WriteCost.measure(database.another(folder), options.connections());
        Map<String, List<Measured>> all = new LinkedHashMap<>();
        for (int i = 0; i < options.rounds(); i++) {
            for (Algorithm algorithm : Algorithm.values()) {
                var floor = floor(server, algorithm, database, folder);
                for (Operation operation : operations) {
                    var load = load(server, channel, operation, algorithm, options.warmUp(), options.seconds());
                    all.computeIfAbsent(operation.title() + ", " + algorithm, _ -> new ArrayList<>())
                            .add(new Measured(operation, load, floor));
                }
            }
        }
        all.forEach(this::report);
        report.line("");
        report.line(
                "Resident after the load: %.0f MB.", server.residentMegabytes().orElse(Double.NaN));
    }

    private Floor floor(ServerProcess server, Algorithm algorithm, BenchDatabase database, Path folder)
            throws Exception {
        var alive = Scenario.same(Dialogue.get("/health/live", ""), "HTTP/1.1 200 ");
        var http = new LoadRun(server, options.connections()).run(alive, 1, Math.min(4, options.seconds()));
        return new Floor(
                SignatureCost.seconds(algorithm, cores),
                SignatureCost.checkSeconds(algorithm, cores),
                OpenSsl.secondsPerSignature(algorithm, cores),
                WriteCost.measure(database.another(folder), options.connections()),
                http.serverCpuPerRequest() / 1e6,
                cores);
    }

    private LoadFigures load(
            ServerProcess server,
            BackChannel channel,
            Operation operation,
            Algorithm algorithm,
            int warmUp,
            int seconds)
            throws Exception {
        var scenario = channel.scenario(operation, algorithm, options.connections());
        return new LoadRun(server, options.connections()).run(scenario, warmUp, seconds);
    }

    private void report(String title, List<Measured> rounds) {
        var operation = rounds.getFirst().operation();
        report.line("");
        report.heading(title, rounds.size());
        row("a second", "%.0f", rounds, it -> it.load().perSecond());
        row("p50, ms", "%.1f", rounds, it -> it.load().p50() / 1000);
        row("p99, ms", "%.1f", rounds, it -> it.load().p99() / 1000);
        row("server CPU each, µs", "%.1f", rounds, it -> it.load().serverCpuPerRequest());
        row("of that the Java compilers, µs", "%.1f", rounds, it -> it.load().compilersCpuPerRequest());
        row("one signature, provider, µs", "%.1f", rounds, it -> it.floor().signature() * 1e6);
        row("one check, provider, µs", "%.1f", rounds, it -> it.floor().check() * 1e6);
        row(
                "one durable write alone, µs",
                "%.1f",
                rounds,
                it -> it.floor().write().cpu() * 1e6);
        row("one answer of /health/live, µs", "%.1f", rounds, it -> it.floor().http() * 1e6);
        String parts = "%d signatures + %d checks + %d writes + %d answers"
                .formatted(operation.signatures(), operation.checks(), operation.writes(), operation.requests());
        row("**" + parts + " ÷ server CPU**", "%.2f", rounds, Measured::share);
        if (operation.signatures() > 0) {
            row(
                    "limit by openssl on all processors, 1/s",
                    "%.0f",
                    rounds,
                    it -> it.floor().bySignatures(operation));
            row("a second ÷ this limit", "%.2f", rounds, Measured::ofSignatures);
        }
        if (operation.writes() > 0) {
            row("limit by durable writes, 1/s", "%.0f", rounds, it -> it.floor().byWrites(operation));
            row("a second ÷ this limit", "%.2f", rounds, Measured::ofWrites);
        }
        row(
                "other programs' share of the machine",
                "%.2f",
                rounds,
                it -> it.load().othersShare(cores));
    }

    private void row(String name, String format, List<Measured> rounds, ToDoubleFunction<Measured> value) {
        report.runs(name, format, rounds.stream().map(value::applyAsDouble).toList());
    }
}
