package dev.narthex.bench;

import dev.narthex.bench.cost.Algorithm;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Tables in Markdown, a column for each round and one for the median.
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void line(String text, Object... values) {
        out.println(values.length == 0 ? text : text.formatted(values));
        out.flush();
    }

    void rounds(Algorithm algorithm, List<Round> rounds) {
        line("");
        heading(algorithm + ", two signatures", rounds.size());
        row("requests a second", "%.0f", rounds, round -> round.load().perSecond());
        row("p50, ms", "%.1f", rounds, round -> round.load().p50() / 1000);
        row("p99, ms", "%.1f", rounds, round -> round.load().p99() / 1000);
        row("server CPU a request, µs", "%.1f", rounds, round -> round.load().serverCpuPerRequest());
        row(
                "of that the Java compilers, µs",
                "%.1f",
                rounds,
                round -> round.load().compilersCpuPerRequest());
        row("one signature, provider, µs", "%.1f", rounds, round -> round.provider() * 1e6);
        row(
                "one signature, openssl, µs",
                "%.1f",
                rounds,
                round -> round.openSsl().orElse(Double.NaN) * 1e6);
        row("**two signatures ÷ server CPU**", "%.2f", rounds, Round::shareOfSignatures);
        row("limit: cores ÷ 2 openssl signatures, 1/s", "%.0f", rounds, Round::limit);
        row("requests a second ÷ limit", "%.2f", rounds, Round::ofLimit);
        row("2 openssl signatures ÷ server CPU", "%.2f", rounds, Round::efficiency);
        row(
                "load generator's CPU a request, µs",
                "%.1f",
                rounds,
                round -> round.load().loadCpuPerRequest());
        row(
                "other programs' share of the machine",
                "%.2f",
                rounds,
                round -> round.load().othersShare(round.cores()));
    }

    /// @param values one for each run
    void runs(String name, String format, List<Double> values) {
        String cells = values.stream().map(value -> number(format, value)).collect(Collectors.joining(" | "));
        line("| %s | %s | %s |", name, cells, number(format, median(values)));
    }

    void heading(String title, int runs) {
        var numbers = new StringBuilder();
        for (int i = 1; i <= runs; i++) numbers.append(i).append(" | ");
        line("| %s | %smedian |", title, numbers);
        line("|---|%s", "--:|".repeat(runs + 1));
    }

    private void row(String name, String format, List<Round> rounds, ToDoubleFunction<Round> value) {
        runs(name, format, rounds.stream().map(value::applyAsDouble).toList());
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
