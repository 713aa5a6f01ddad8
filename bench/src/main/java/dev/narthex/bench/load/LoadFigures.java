package dev.narthex.bench.load;

import dev.narthex.bench.cost.Latencies;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// What a load run found. Times are in microseconds, but `seconds`, how long it measured.
///
/// @param serverCpu of the server, for all requests
/// @param compilersCpu of that, what the compilers of its Java machine took
/// @param otherCpu of everything on the machine that was neither the server nor the load
public record LoadFigures(
        long requests,
        double seconds,
        double p50,
        double p99,
        double serverCpu,
        double compilersCpu,
        double loadCpu,
        double otherCpu) {

    static LoadFigures of(long[] sorted, CpuTimes used) {
        long others = Math.max(0, used.machine() - used.server() - used.self());
        return new LoadFigures(
                sorted.length,
                used.wall() / 1e9,
                Latencies.percentile(sorted, 50) / 1e3,
                Latencies.percentile(sorted, 99) / 1e3,
                used.server() / 1e3,
                used.compilers() / 1e3,
                used.self() / 1e3,
                others / 1e3);
    }

    public double perSecond() {
        return requests / seconds;
    }

    public double serverCpuPerRequest() {
        return serverCpu / requests;
    }

    public double compilersCpuPerRequest() {
        return compilersCpu / requests;
    }

    public double loadCpuPerRequest() {
        return loadCpu / requests;
    }

    /// What others took of all processors together, from 0 to 1.
    public double othersShare(int cores) {
        return otherCpu / 1e6 / (seconds * cores);
    }

    public String line() {
        var figures = DoubleStream.of(seconds, p50, p99, serverCpu, compilersCpu, loadCpu, otherCpu);
        return "result " + requests + " " + figures.mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    /// The inverse of [#line].
    /// @throws IllegalStateException with what went wrong, if the run failed
    public static LoadFigures parse(String line) {
        if (!line.startsWith("result ")) throw new IllegalStateException("the load failed: " + line);
        double[] n = Stream.of(line.split(" "))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new LoadFigures((long) n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
    }
}
