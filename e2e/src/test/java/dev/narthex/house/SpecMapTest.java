package dev.narthex.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A paragraph that code cites is a promise, and a test holds it.
final class SpecMapTest {
    private static final Path FILE = Path.of("docs/spec-map.md");
    private static final Pattern CITES = Pattern.compile(".* cites ");

    /// Cited, and tests are being written. Only ever shrinks.
    private static final Set<String> AWAITED = Set.of(
            "RFC 6749 §2.3",
            "RFC 6749 §2.3.1",
            "RFC 6749 §3.2",
            "RFC 6749 §4.4",
            "RFC 6749 §5.1",
            "RFC 7523 §3",
            "RFC 9700 §2.1.1",
            "RFC 9700 §4.14.2");

    private static final SpecMap MAP = SpecMap.ofTheHouse();

    @Test
    @DisplayName("Every paragraph that main code cites is in the @DisplayName of a test")
    void citedIsHeld() {
        var untested = MAP.untested().stream()
                .filter(line -> !AWAITED.contains(CITES.matcher(line).replaceFirst("")))
                .toList();
        assertEquals(List.of(), untested, "begin a test's @DisplayName with the paragraph, or don't cite it");
    }

    @Test
    @DisplayName("Every § names its document in the same comment")
    void citationsAreClear() {
        assertEquals(List.of(), MAP.unclear(), "write it as RFC 6749 §3.1 or OIDC Core 1.0 §3.2.2.9");
    }

    @Test
    @DisplayName("docs/spec-map.md is what the sources say; ./dev specmap writes it")
    void theMapIsNew() throws IOException {
        Path file = House.ROOT.resolve(FILE);
        if (Boolean.getBoolean("specmap.write")) Files.writeString(file, MAP.markdown());
        assertEquals(MAP.markdown(), House.read(FILE), "out of date: run ./dev specmap and commit " + FILE);
    }

    @Test
    @DisplayName("A citation that no test holds is found, with its file and line")
    void theUntestedIsFound() {
        var map = new SpecMap();
        var source = "class A {\n    // RFC 1 §2: nobody\n    // tests this.\n    int a() {} // RFC 9998 §1\n}\n";
        Comments.of(Path.of("A.java"), source.replace("RFC 1", "RFC 9999")).forEach(map::source);
        assertEquals(List.of("A.java:2 cites RFC 9999 §2", "A.java:4 cites RFC 9998 §1"), map.untested());
        map.test(Path.of("ATest.java"), "RFC 9999 §2.1: another paragraph");
        assertEquals(2, map.untested().size());
        map.test(Path.of("ATest.java"), "RFC 9999 §2, RFC 9998 §1: now they are");
        assertEquals(List.of(), map.untested());
    }

    @Test
    @DisplayName("Paragraphs are read one by one, over line ends, and sorted as numbers")
    void paragraphsAreRead() {
        assertEquals(
                List.of("RFC 8725 §3.1", "RFC 8725 §3.2", "OIDC Core 1.0 §A.3"),
                Paragraph.in("RFC 8725 §3.1, §3.2; and see OIDC Core 1.0 §A.3.").stream()
                        .map(Paragraph::toString)
                        .toList());
        assertTrue(Paragraph.isUnclear("as in §3.1"));
        var sorted = Paragraph.in("RFC 7519 §4, RFC 749 §3.10, RFC 749 §3.2").stream()
                .sorted();
        assertEquals(
                "[RFC 749 §3.2, RFC 749 §3.10, RFC 7519 §4]", sorted.toList().toString());
    }

    @Test
    @DisplayName("Titles are read from annotations, rows of tables, and scripts")
    void titlesAreRead() {
        var java = Sources.parse("A.java", "class A { @DisplayName(\"Abuse 5, 6: \" + \"x\") void a() {} }");
        assertEquals(List.of("Abuse 5, 6: x"), SpecMap.titles(java));
        var table = Sources.parse("B.java", "class B { Object a = List.of(row(\"Abuse 7: y\", b(\"z\"))); }");
        assertEquals(List.of("Abuse 7: y"), SpecMap.titles(table));
        assertEquals(List.of(5, 7, 8, 9), SpecMap.abuseCases("Abuse case 5, 7-9: x"));
        assertEquals(List.of("one", "two"), SpecMap.titles("test('one', async () => {\n    ['two', 1],\n"));
    }
}
