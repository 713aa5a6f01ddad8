package dev.narthex.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// What a load does over and over, told from process to process by a file.
///
/// @param kind  how the values are used
/// @param values requests, and what is expected of the answers
public record Scenario(Kind kind, List<String> values) {

    public enum Kind {
        /// Value 0 again and again; the answer holds value 1.
        SAME,
        /// The form 1 is posted to the path 0, with a refresh token for `$`: connection i begins with value 2 + i, and
        /// goes on with what it is given.
        REFRESH,
        /// The request 0 is answered with a code; the form 2 is posted to the path 1, with the code for `$`.
        CODE
    }

    public Scenario {
        values = List.copyOf(values);
    }

    /// A GET or a POST that is the same each time.
    public static Scenario same(String request, String expected) {
        return new Scenario(Kind.SAME, List.of(request, expected));
    }

    Path write() throws IOException {
        var lines = new ArrayList<>(List.of(kind.name()));
        for (String value : values) {
            lines.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        }
        return Files.write(Files.createTempFile("narthex-bench", ".scenario"), lines);
    }

    /// The inverse of [#write].
    static Scenario read(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var values = lines.subList(1, lines.size()).stream()
                .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                .toList();
        return new Scenario(Kind.valueOf(lines.getFirst()), values);
    }

    /// For one of the connections, counted from 0.
    Dialogue dialogue(int connection) {
        return switch (kind) {
            case SAME -> Dialogue.same(values.get(0), values.get(1));
            case REFRESH -> new Dialogue.Refreshing(values.get(0), values.get(1), values.get(2 + connection));
            case CODE -> new Dialogue.Redeeming(values.get(0), values.get(1), values.get(2));
        };
    }
}
