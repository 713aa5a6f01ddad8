package dev.narthex.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// What others wrote and we build on is named with its reason.
final class DependencyListTest {
    private static final Path LIST = Path.of("docs/dependencies.md");
    private static final Pattern NAMED = Pattern.compile("`([\\w.-]+:[\\w.-]+)`");
    private static final List<String> ELEMENTS = List.of("dependency", "plugin");

    @Test
    @DisplayName("Every dependency and plugin of the poms is in docs/dependencies.md, and nothing else is")
    void everyDependencyIsNamed() {
        SortedSet<String> named = new TreeSet<>();
        NAMED.matcher(House.read(LIST)).results().forEach(match -> named.add(match.group(1)));
        assertEquals(List.of(), without(used(), named), "not named");
        assertEquals(List.of(), without(named, used()), "named, and in no pom");
    }

    private static List<String> without(SortedSet<String> names, SortedSet<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }

    private static SortedSet<String> used() {
        var used = new TreeSet<String>();
        for (Path pom : House.files(path -> House.name(path).equals("pom.xml"))) used.addAll(namedIn(pom));
        used.removeIf(name -> name.startsWith("dev.narthex:"));
        return used;
    }

    private static List<String> namedIn(Path pom) {
        try {
            var document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(House.ROOT.resolve(pom).toFile());
            var names = new ArrayList<String>();
            for (String tag : ELEMENTS) {
                var elements = document.getElementsByTagName(tag);
                for (int i = 0; i < elements.getLength(); i++) names.add(name((Element) elements.item(i)));
            }
            return names;
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(pom.toString(), e);
        }
    }

    private static String name(Element element) {
        return text(element, "groupId") + ":" + text(element, "artifactId");
    }

    private static String text(Element element, String tag) {
        return element.getElementsByTagName(tag).item(0).getTextContent().strip();
    }
}
