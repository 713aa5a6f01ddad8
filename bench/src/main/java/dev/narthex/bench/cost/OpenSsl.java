package dev.narthex.bench.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// `openssl speed`: how fast this machine signs, by a program that does nothing else.
///
/// One process runs on each processor, as the server's threads do, and each counts its own processor time: so neither
/// the second thread of a core nor other programs falsify the comparison.
public final class OpenSsl {
    // rsa 2048 bits 0.000247s 0.000016s   4052.0  64154.5
    private static final Pattern FIGURES = Pattern.compile("(?m)s +[0-9.]+s +([0-9.]+) +[0-9.]+ *$");

    private OpenSsl() {}

    /// Seconds of processor time for a signature; empty if there is no openssl.
    public static OptionalDouble secondsPerSignature(Algorithm algorithm, int cores) {
        try {
            var running = new ArrayList<Process>();
            for (int i = 0; i < cores; i++) running.add(start(algorithm));
            return running.stream()
                    .map(OpenSsl::output)
                    .flatMap(text -> signaturesPerSecond(text).stream())
                    .mapToDouble(perSecond -> 1 / perSecond)
                    .average();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    private static Process start(Algorithm algorithm) throws IOException {
        return new ProcessBuilder("openssl", "speed", "-seconds", "1", algorithm.openSslName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String output(Process process) {
        try (var reader = process.inputReader()) {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Optional<Double> signaturesPerSecond(String output) {
        var figures = FIGURES.matcher(output);
        return figures.find() ? Optional.of(Double.valueOf(figures.group(1))) : Optional.empty();
    }
}
