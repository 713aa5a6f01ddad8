package dev.narthex.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Each case in docs/threat-model.md is held by a test, or says why it can't happen here.
final class ThreatModelTest {
    private static final String EXCUSE = "Can't happen:";

    /// Tests are being written. Only ever shrinks.
    private static final Set<Integer> AWAITED = Set.of();

    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|[^|]+\\| ?([^|]*)\\|$");

    @Test
    @DisplayName(
            "Every abuse case of the threat model has a test that names its number, or a reason why it can't happen")
    void casesAreHeld() {
        SortedSet<Integer> open = open(documented(), SpecMap.ofTheHouse().abuseCases());
        open.removeAll(AWAITED);
        assertEquals(new TreeSet<Integer>(), open, "write a test with 'Abuse n' in its @DisplayName");
    }

    @Test
    @DisplayName("Every abuse case that a test names is in the threat model")
    void testsAreExplained() {
        SortedSet<Integer> named = SpecMap.ofTheHouse().abuseCases();
        named.removeAll(documented().keySet());
        assertEquals(new TreeSet<Integer>(), named);
    }

    @Test
    @DisplayName("A case without a test is found, and one with a reason is not")
    void theOpenIsFound() {
        var rows = rows("| 1 | prefix | exact comparison |\n| 2 | wildcards | " + EXCUSE + " none are kept |\n");
        assertEquals(List.of(1), List.copyOf(open(rows, new TreeSet<>())));
        assertEquals(List.of(), List.copyOf(open(rows, new TreeSet<>(List.of(1)))));
    }

    private static SortedMap<Integer, String> documented() {
        return rows(House.read(Path.of("docs/threat-model.md")));
    }

    private static SortedMap<Integer, String> rows(String text) {
        var rows = new TreeMap<Integer, String>();
        text.lines()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .forEach(row -> rows.put(Integer.valueOf(row.group(1)), row.group(2)));
        return rows;
    }

    private static SortedSet<Integer> open(SortedMap<Integer, String> rows, SortedSet<Integer> held) {
        var open = new TreeSet<Integer>();
        rows.forEach((number, defence) -> {
            if (!defence.startsWith(EXCUSE) && !held.contains(number)) open.add(number);
        });
        return open;
    }
}
