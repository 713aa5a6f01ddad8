package dev.narthex.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The map shows the house as it is.
final class HouseMapTest {
    private static final Path HOUSE = Path.of("docs/house.md");
    private static final List<Path> PAGES = List.of(HOUSE, Path.of("docs/glossary.md"));
    private static final Pattern PACKAGE_ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z]*[a-z][A-Za-z]*)`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");

    @Test
    @DisplayName("Every package of core is on the map, and no other")
    void packagesAreOnTheMap() {
        SortedSet<String> named = new TreeSet<>();
        PACKAGE_ROW.matcher(House.read(HOUSE)).results().forEach(row -> named.add(row.group(1)));
        SortedSet<String> built = new TreeSet<>();
        var core = Path.of("core/src/main/java/dev/narthex");
        House.mainSources().stream()
                .filter(path -> path.startsWith(core))
                .forEach(path -> built.add(core.relativize(path).getName(0).toString()));
        assertEquals(built, named);
    }

    @Test
    @DisplayName("Every type that the map and the glossary name exists")
    void typesExist() {
        var types = new TreeSet<String>();
        var sources = new ArrayList<>(House.mainSources());
        sources.addAll(House.testSources());
        Sources.of(sources)
                .forEach(source -> source.eachType(
                        (type, _) -> types.add(type.getSimpleName().toString())));
        for (Path page : PAGES) {
            var missing = TYPE.matcher(House.read(page))
                    .results()
                    .map(name -> name.group(1))
                    .filter(name -> !types.contains(name))
                    .toList();
            assertEquals(List.of(), missing, page.toString());
        }
    }

    @Test
    @DisplayName("Every link between the pages leads to a file")
    void linksLead() {
        var dead = new ArrayList<String>();
        for (Path page : House.files(path -> House.name(path).endsWith(".md"))) {
            Path folder = House.ROOT.resolve(page).getParent();
            LINK.matcher(House.read(page)).results().map(link -> link.group(1)).forEach(target -> {
                if (!folder.resolve(target).toFile().exists()) dead.add(page + " -> " + target);
            });
        }
        assertEquals(List.of(), dead);
    }
}
