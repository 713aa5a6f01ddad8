package dev.narthex.bench;

import dev.narthex.bench.cost.Algorithm;
import dev.narthex.bench.cost.HashCost;
import dev.narthex.bench.load.Dialogue;
import dev.narthex.bench.load.LoadFigures;
import dev.narthex.bench.load.LoadRun;
import dev.narthex.bench.load.Scenario;
import dev.narthex.bench.load.ServerProcess;
import dev.narthex.bench.load.Storm;
import dev.narthex.password.Argon2Cost;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Whole sign-ins beside the hashes that they consist of for the most part, and what a storm of them does to those who
/// only want tokens for the session they have.
final class SignInBench {
    /// A seventh of what two processors could do, so that what is late was kept waiting by others.
    private static final int TOKENS_PER_SECOND = 200;
    private static final int TOKEN_CONNECTIONS = 20;

    private final Options options;
    private final Report report;
    private final HttpClient http = PageSignIn.client();
    private final int cores = Runtime.getRuntime().availableProcessors();

    SignInBench(Options options, PrintStream out) {
        this.options = options;
        this.report = new Report(out);
    }

    /// One round. `hash` is computed on as many threads as the server hashes on, `most` on all processors.
    private record Measured(
            HashCost hash,
            HashCost most,
            Storm.Figures page,
            Storm.Figures script,
            LoadFigures calm,
            Storm.Figures storm,
            LoadFigures beside) {}

    void run() throws Exception {
        var folder = Files.createTempDirectory("narthex-bench");
        try (var database = BenchDatabase.open(options.postgresql())) {
            var seed = Files.writeString(folder.resolve("seed.yaml"), BenchSeed.crowd(options.connections()));
            Machine.describe(report, cores, database.name());
            var cost = Argon2Cost.HOUSE;
            report.line(
                    "Argon2id, %d KiB, %d passes, %d lanes; %d people at once",
                    cost.memoryKib(), cost.iterations(), cost.parallelism(), options.connections());
            try (var server = ServerProcess.start(folder.resolve("data"), seed, database.options(folder))) {
                measure(server);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private void measure(ServerProcess server) throws Exception {
        var authorize = server.baseUrl().resolve(BenchSeed.authorize(Algorithm.RS256));
        var browser = new PageSignIn(server.baseUrl(), http);
        browser.signIn(authorize, BenchSeed.person(0), BenchSeed.PASSWORD);
        var tokens =
                Scenario.same(Dialogue.get(BenchSeed.authorize(Algorithm.RS256), browser.cookies()), "id_token=ey");
        new LoadRun(server, TOKEN_CONNECTIONS).run(tokens, 0, 5);
        var rounds = new ArrayList<Measured>();
        for (int i = 0; i < options.rounds(); i++) rounds.add(round(server, authorize, tokens));
        report(rounds);
    }

    private Measured round(ServerProcess server, URI authorize, Scenario tokens) throws Exception {
        var hash = HashCost.measure(Math.max(1, cores - 1));
        var most = HashCost.measure(cores);
        var page = storm(server, options.seconds(), person -> page(server, authorize, person));
        var script = storm(server, options.seconds(), person -> script(server, authorize, person));
        var traffic = new LoadRun(server, TOKEN_CONNECTIONS, TOKENS_PER_SECOND);
        var calm = traffic.run(tokens, options.warmUp(), options.seconds());
        // The storm lasts longer than what is measured beside it, which is a process that has to start.
        int longer = options.seconds() + 2;
        try (var storm = Storm.begin(
                server, options.connections(), options.warmUp(), longer, person -> page(server, authorize, person))) {
            var beside = traffic.run(tokens, options.warmUp(), options.seconds());
            return new Measured(hash, most, page, script, calm, storm.figures(), beside);
        }
    }

    private Storm.Figures storm(ServerProcess server, int seconds, Storm.Deed deed) throws Exception {
        try (var storm = Storm.begin(server, options.connections(), options.warmUp(), seconds, deed)) {
            return storm.figures();
        }
    }

    private boolean page(ServerProcess server, URI authorize, int person) throws IOException, InterruptedException {
        try {
            new PageSignIn(server.baseUrl(), http).signIn(authorize, BenchSeed.person(person), BenchSeed.PASSWORD);
            return true;
        } catch (PageSignIn.TurnedAway _) {
            return false;
        }
    }

    private boolean script(ServerProcess server, URI authorize, int person) throws IOException, InterruptedException {
        try {
            var browser = new PageSignIn(server.baseUrl(), http);
            browser.signInByScript(authorize, BenchSeed.person(person), BenchSeed.PASSWORD);
            return true;
        } catch (PageSignIn.TurnedAway _) {
            return false;
        }
    }

    private void report(List<Measured> rounds) {
        report.line("");
        report.heading("sign-ins to the end, with two tokens (RS256)", rounds.size());
        row(
                "hashes a second, nothing else, on all processors",
                "%.1f",
                rounds,
                it -> it.most().perSecond());
        row(
                "the same on the threads that the server has for it",
                "%.1f",
                rounds,
                it -> it.hash().perSecond());
        row("one hash, ms of CPU", "%.1f", rounds, it -> it.hash().cpu() * 1e3);
        signIns("by the page", rounds, Measured::page);
        signIns("by the authentication API", rounds, Measured::script);
        report.line("");
        report.heading(TOKENS_PER_SECOND + " times two tokens a second, for sessions", rounds.size());
        row("p50 without sign-ins, ms", "%.2f", rounds, it -> it.calm().p50() / 1e3);
        row("p99 without sign-ins, ms", "%.2f", rounds, it -> it.calm().p99() / 1e3);
        row("p50 beside a storm of them, ms", "%.2f", rounds, it -> it.beside().p50() / 1e3);
        row("p99 beside a storm of them, ms", "%.2f", rounds, it -> it.beside().p99() / 1e3);
        row(
                "answered a second beside a storm",
                "%.0f",
                rounds,
                it -> it.beside().perSecond());
        row(
                "sign-ins a second of the storm",
                "%.1f",
                rounds,
                it -> it.storm().done().perSecond());
        row(
                "other programs' share of the machine, calm",
                "%.2f",
                rounds,
                it -> it.calm().othersShare(cores));
    }

    private void signIns(String how, List<Measured> rounds, Function<Measured, Storm.Figures> figures) {
        Function<Measured, LoadFigures> load = it -> figures.apply(it).done();
        row("sign-ins a second " + how, "%.1f", rounds, it -> load.apply(it).perSecond());
        row("turned away a second", "%.1f", rounds, it -> away(figures.apply(it)));
        row("p50, ms", "%.0f", rounds, it -> load.apply(it).p50() / 1e3);
        row("p99, ms", "%.0f", rounds, it -> load.apply(it).p99() / 1e3);
        row("server CPU each, ms", "%.1f", rounds, it -> load.apply(it).serverCpuPerRequest() / 1e3);
        row(
                "**one hash ÷ server CPU**",
                "%.2f",
                rounds,
                it -> it.hash().cpu() * 1e6 / load.apply(it).serverCpuPerRequest());
        row(
                "**sign-ins ÷ hashes a second on as many threads**",
                "%.2f",
                rounds,
                it -> load.apply(it).perSecond() / it.hash().perSecond());
        row(
                "other programs' share of the machine",
                "%.2f",
                rounds,
                it -> load.apply(it).othersShare(cores));
    }

    private static double away(Storm.Figures figures) {
        return figures.turnedAway() / figures.done().seconds();
    }

    private void row(String name, String format, List<Measured> rounds, ToDoubleFunction<Measured> value) {
        report.runs(name, format, rounds.stream().map(value::applyAsDouble).toList());
    }
}
