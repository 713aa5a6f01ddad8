package dev.narthex.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every target with every input that is kept, and with variations of them: the same ones each time, so that what fails
/// here fails again.
@Timeout(60)
class TargetsTest {
    private static final Path MODULE = Path.of("");
    private static final int VARIATIONS = 2_000;
    private static final int LIVE_VARIATIONS = 300;

    static Stream<String> names() {
        return Targets.names().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    @DisplayName("What must hold, holds for the inputs that are kept, and for some thousand variations of them")
    void holds(String name) {
        var target = Targets.named(name);
        var kept = Corpus.of(MODULE, name);
        var failures = new ArrayList<String>();
        kept.forEach((file, input) -> failure(target, input).ifPresent(why -> failures.add(file + ": " + why)));
        var variations = new Variations(List.copyOf(kept.values()), new Random(name.hashCode()));
        int count = Targets.isLive(name) ? LIVE_VARIATIONS : VARIATIONS;
        for (int i = 0; i < count && failures.size() < 3; i++) {
            byte[] input = variations.next();
            failure(target, input).ifPresent(why -> failures.add(shown(input) + ": " + why));
        }
        assertEquals(List.of(), failures);
    }

    private static java.util.Optional<String> failure(Target target, byte[] input) {
        try {
            target.accept(input);
            return java.util.Optional.empty();
        } catch (Exception | AssertionError | StackOverflowError e) {
            String where = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
            return java.util.Optional.of(e + where);
        }
    }

    /// Fit for a log, and to be made into a file by `base64 -d`.
    private static String shown(byte[] input) {
        return "base64 " + Base64.getEncoder().encodeToString(input);
    }

    @Test
    @DisplayName("Every target has inputs that are kept, and every folder of inputs has a target")
    void everyTargetHasInputs() {
        assertEquals(Targets.names(), Corpus.targets(MODULE));
    }

    @Test
    @DisplayName("The caller of the management API is one whom it knows: or nothing behind its door would be tried")
    void callerIsKnown() {
        byte[] request = ManagementTarget.request("GET", "/api/v1/users?limit=1", new byte[0]);
        assertEquals(List.of(200), Wire.send(Live.managed(), request).statuses());
    }

    @Test
    @DisplayName("A target that does not hold is noticed")
    void failureIsNoticed() {
        var nothing = java.util.Optional.<String>empty();
        assertEquals(nothing, failure(_ -> {}, new byte[0]));
        assertNotEquals(nothing, failure(_ -> assertEquals(1, 2), new byte[0]));
        assertNotEquals(nothing, failure(input -> Integer.parseInt(Parts.text(input)), new byte[0]));
    }

    @Test
    @DisplayName("Variations differ, and are the same again from the same start")
    void variations() {
        var known = List.copyOf(Map.of("a", "client_id=x&state=y".getBytes()).values());
        var one = new Variations(known, new Random(1));
        var other = new Variations(known, new Random(1));
        var texts = Stream.generate(() -> Parts.text(one.next())).limit(100).toList();
        assertEquals(
                texts,
                Stream.generate(() -> Parts.text(other.next())).limit(100).toList());
        assertEquals(true, texts.stream().distinct().count() > 80);
    }
}
