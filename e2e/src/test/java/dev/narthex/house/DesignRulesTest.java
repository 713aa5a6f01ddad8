package dev.narthex.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a type may be, and what it may be called.
final class DesignRulesTest {
    private static final int MOST_TYPES = 25;
    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Service|Manager|Helper|Utils?|Utilities|Impl|DTO|Dto)|Abstract.*|I[A-Z][a-z].*");

    /// Of `bench`; to be called after what it holds, figures.
    private static final String AWAITED = "LoadResult";

    private static final Set<Modifier> DECIDED = Set.of(Modifier.FINAL, Modifier.SEALED, Modifier.ABSTRACT);

    @Test
    @DisplayName("A class is final, sealed or abstract; anything else invites an heir nobody thought of")
    void classesAreDecided() {
        assertEquals(List.of(), Sources.inMain(DesignRulesTest::undecided));
        assertEquals(
                1,
                undecided(Sources.parse("A.java", "class A { static final class B {} }"))
                        .size());
    }

    private static List<String> undecided(Sources source) {
        var found = new ArrayList<String>();
        source.eachType((type, parent) -> {
            boolean open = type.getKind() == Kind.CLASS
                    && !(parent instanceof NewClassTree)
                    && type.getModifiers().getFlags().stream().noneMatch(DECIDED::contains);
            if (open)
                found.add(source.at(type) + " " + type.getSimpleName() + " is neither final, sealed nor abstract");
        });
        return found;
    }

    @Test
    @DisplayName("An *Outcome or *Result is a sealed interface, and its cases are records")
    void answersAreSealed() {
        assertEquals(List.of(), Sources.inMain(DesignRulesTest::openAnswers));
        assertEquals(
                1,
                openAnswers(Sources.parse("A.java", "record SomeResult() {}")).size());
        assertEquals(
                1,
                openAnswers(Sources.parse(
                                "B.java", "sealed interface SomeResult { final class B implements SomeResult {} }"))
                        .size());
    }

    private static List<String> openAnswers(Sources source) {
        var found = new ArrayList<String>();
        source.eachType((type, _) -> {
            String name = type.getSimpleName().toString();
            if (!name.matches(".+(Outcome|Result)") || name.equals(AWAITED)) return;
            boolean sealed = type.getKind() == Kind.INTERFACE
                    && type.getModifiers().getFlags().contains(Modifier.SEALED);
            if (!sealed) found.add(source.at(type) + " " + type.getSimpleName() + " is no sealed interface");
            type.getMembers().stream()
                    .filter(member -> member instanceof ClassTree nested
                            && isCase(nested, type)
                            && nested.getKind() != Kind.RECORD)
                    .forEach(member -> found.add(source.at(member) + " is no record"));
        });
        return found;
    }

    private static boolean isCase(ClassTree nested, ClassTree answer) {
        return nested.getImplementsClause().stream()
                .anyMatch(parent ->
                        parent.toString().equals(answer.getSimpleName().toString()));
    }

    @Test
    @DisplayName("No type is called Service, Manager, Helper, Util, Impl or DTO: say what it is for")
    void namesSaySomething() {
        assertEquals(List.of(), Sources.inMain(DesignRulesTest::emptyNames));
        assertEquals(
                2,
                emptyNames(Sources.parse("A.java", "class TokenManager {} interface IToken {}"))
                        .size());
        assertEquals(
                0,
                emptyNames(Sources.parse("A.java", "class Ids {} class IdTokenHint {}"))
                        .size());
    }

    private static List<String> emptyNames(Sources source) {
        var found = new ArrayList<String>();
        source.eachType((type, _) -> {
            String name = type.getSimpleName().toString();
            if (EMPTY_NAME.matcher(name).matches() && !name.startsWith("Id")) found.add(source.at(type) + " " + name);
        });
        return found;
    }

    @Test
    @DisplayName("A package has at most 25 top-level types: with more, a second feature is hiding in it")
    void packagesAreSmall() {
        var counts = House.mainSources().stream()
                .filter(path -> !House.name(path).endsWith("-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
        counts.values().removeIf(count -> count <= MOST_TYPES);
        assertEquals(new TreeMap<Path, Long>(), counts);
    }

    @Test
    @DisplayName("Every package says what it owns, in package-info.java")
    void packagesIntroduceThemselves() {
        var folders = House.mainSources().stream()
                .filter(path -> !House.name(path).equals("module-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
        var silent = folders.entrySet().stream()
                .filter(folder -> folder.getValue().stream()
                        .noneMatch(path -> House.name(path).equals("package-info.java")
                                && House.read(path).startsWith("///")))
                .map(folder -> folder.getKey().toString())
                .toList();
        assertEquals(List.of(), silent);
    }

    @Test
    @DisplayName("Every public type says what it is for, in a comment of three slashes")
    void publicTypesIntroduceThemselves() {
        var silent = new ArrayList<String>();
        for (Path path : House.mainSources()) {
            String text = House.read(path);
            var declared = Pattern.compile(
                            "(?m)^public (?:(?:final|sealed|abstract|non-sealed) )*(?:class|record|interface|enum) ")
                    .matcher(text);
            if (declared.find() && !text.contains("\n///")) silent.add(path.toString());
        }
        assertEquals(List.of(), silent);
    }
}
