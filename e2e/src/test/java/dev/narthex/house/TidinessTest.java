package dev.narthex.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What must not be left lying about. The words looked for are put together here, so that they are not found here.
final class TidinessTest {
    private static final int MARGIN = 120;
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern OF_ONE_MACHINE = Pattern.compile("(?<![\\w.$}])/(work|tmp|root|home/\\w+)/");
    private static final Pattern SKIPPED = Pattern.compile("@Dis" + "abled|assume(True|False)\\((true|false)\\b");
    private static final Pattern SLEEPING = Pattern.compile("Thread\\.sle" + "ep|TimeUnit\\.\\w+\\.sle" + "ep");
    private static final Pattern MOCKS = Pattern.compile("import (static )?(org\\.mock" + "ito|org\\.easy" + "mock)");

    @Test
    @DisplayName("Nothing is left to be done later")
    void nothingUnfinished() {
        assertEquals(List.of(), linesMatching(UNFINISHED, House.files(TidinessTest::isText)));
    }

    @Test
    @DisplayName("No file names a place of one machine")
    void nothingOfOneMachine() {
        assertEquals(List.of(), linesMatching(OF_ONE_MACHINE, House.files(TidinessTest::isText)));
    }

    @Test
    @DisplayName("No test is switched off, sleeps, or pretends with mocks")
    void testsAreHonest() {
        var tests = House.testSources();
        assertEquals(List.of(), linesMatching(SKIPPED, tests));
        assertEquals(List.of(), linesMatching(SLEEPING, tests), "poll with a deadline instead");
        assertEquals(List.of(), linesMatching(MOCKS, tests));
    }

    @Test
    @DisplayName("Each of these words would be found")
    void wordsAreFound() {
        for (String line :
                List.of("// TO" + "DO later", "@Dis" + "abled", "assumeTrue(fal" + "se)", "Thread.sle" + "ep(1)")) {
            boolean found = List.of(UNFINISHED, SKIPPED, SLEEPING).stream()
                    .anyMatch(pattern -> pattern.matcher(line).find());
            assertEquals(true, found, line);
        }
        assertEquals(true, OF_ONE_MACHINE.matcher("cd \"/tm" + "p/x").find());
    }

    @Test
    @DisplayName("A comment of three slashes is in one piece: a longer line is broken by hand, not by the formatter")
    void commentsAreWhole() {
        var sources = new ArrayList<>(House.mainSources());
        sources.addAll(House.testSources());
        assertEquals(List.of(), linesWhere(TidinessTest::isBroken, sources));
        String full = "/// " + "a".repeat(MARGIN - 6);
        assertEquals(List.of("A:2 // of two"), broken("A", List.of(full, "// of two", "class A {}")));
        assertEquals(List.of(), broken("A", List.of("/// short", "// RFC", "class A {}")));
        assertNotEquals(List.of(), broken("A", List.of("/// a comment of nothing", "")));
    }

    /// The formatter cuts a line that is too long where the next word would pass the margin, and loses a slash.
    private static boolean isBroken(String line, String next) {
        if (!line.strip().startsWith("///")) return false;
        String after = next.strip();
        if (!after.startsWith("// ")) return after.isEmpty();
        String word = after.substring(3).split(" ")[0];
        return line.length() + 1 + word.length() > MARGIN;
    }

    private static List<String> broken(String where, List<String> lines) {
        return pairs(TidinessTest::isBroken, where, lines);
    }

    private static List<String> linesWhere(BiPredicate<String, String> wrong, List<Path> files) {
        return files.stream()
                .flatMap(file ->
                        pairs(wrong, file.toString(), House.read(file).lines().toList()).stream())
                .toList();
    }

    private static List<String> pairs(BiPredicate<String, String> wrong, String where, List<String> lines) {
        var found = new ArrayList<String>();
        for (int i = 1; i < lines.size(); i++) {
            if (wrong.test(lines.get(i - 1), lines.get(i))) {
                found.add(where + ":" + (i + 1) + " " + lines.get(i).strip());
            }
        }
        return found;
    }

    private static List<String> linesMatching(Pattern pattern, List<Path> files) {
        var found = new ArrayList<String>();
        for (Path file : files) {
            int number = 0;
            for (String line : House.read(file).lines().toList()) {
                number++;
                if (pattern.matcher(line).find()) found.add(file + ":" + number + " " + line.strip());
            }
        }
        return found;
    }

    private static boolean isText(Path path) {
        return House.name(path)
                .matches(".*\\.(java|md|xml|js|mjs|ts|css|html|jte|json|ya?ml|properties|sql|sh|py)|dev|run");
    }
}
