package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Paths of requests. One that is accepted has as many segments as it was written with, none of which leads elsewhere.
public final class PathsTarget implements Target {

    @Override
    public void accept(byte[] input) {
        String raw = Parts.text(input);
        String path;
        try {
            path = Paths.decode(raw);
        } catch (BadRequest _) {
            return;
        }
        var segments = List.of(path.split("/", -1));
        assertEquals(raw.split("/", -1).length, segments.size());
        assertTrue(segments.stream().noneMatch(List.of(".", "..")::contains));
        assertTrue(path.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\'));
        String again = Arrays.stream(path.split("/", -1))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        assertEquals(path, Paths.decode(again));
    }
}
