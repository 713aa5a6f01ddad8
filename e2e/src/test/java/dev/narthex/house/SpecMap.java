package dev.narthex.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Joins what comments cite with what tests say they hold, by paragraph, and abuse cases with their tests.
final class SpecMap {
    private static final Pattern ABUSE = Pattern.compile("(?i)abuse (?:cases? )?(\\d+(?:(?:, | and |-)\\d+)*)");
    private static final Set<String> NAMED = Set.of("row", "named", "dynamicTest");
    private static final Pattern SCRIPT_TITLE = Pattern.compile("(?:\\btest\\(|^\\s*\\[)\\s*(['\"`])(.+?)\\1");

    private final SortedMap<Paragraph, SortedSet<String>> sources = new TreeMap<>();
    private final SortedMap<Paragraph, SortedSet<String>> tests = new TreeMap<>();
    private final SortedMap<Integer, SortedSet<String>> abuse = new TreeMap<>();
    private final List<Comments.Comment> citing = new ArrayList<>();

    /// Of this tree; read once.
    static SpecMap ofTheHouse() {
        return Whole.MAP;
    }

    private static final class Whole {
        static final SpecMap MAP = read();
    }

    private static SpecMap read() {
        var map = new SpecMap();
        House.mainSources().forEach(map::source);
        House.mainScripts().forEach(map::source);
        House.testSources()
                .forEach(file -> titles(Sources.parse(file.toString(), House.read(file)))
                        .forEach(title -> map.test(file, title)));
        House.testScripts().forEach(file -> titles(House.read(file)).forEach(title -> map.test(file, title)));
        return map;
    }

    void source(Path file) {
        Comments.of(file, House.read(file)).forEach(this::source);
    }

    void source(Comments.Comment comment) {
        if (comment.text().contains("§")) citing.add(comment);
        Paragraph.in(comment.text())
                .forEach(cited ->
                        sources.computeIfAbsent(cited, _ -> new TreeSet<>()).add(shortName(comment.file())));
    }

    void test(Path file, String title) {
        String entry = "`" + bare(file) + "`: " + title;
        Paragraph.in(title)
                .forEach(held ->
                        tests.computeIfAbsent(held, _ -> new TreeSet<>()).add(entry));
        abuseCases(title)
                .forEach(number ->
                        abuse.computeIfAbsent(number, _ -> new TreeSet<>()).add(entry));
    }

    /// `file:line cites paragraph`, for each that no test holds.
    List<String> untested() {
        return citing.stream()
                .flatMap(comment -> Paragraph.in(comment.text()).stream()
                        .filter(cited -> !tests.containsKey(cited))
                        .map(cited -> comment.file() + ":" + comment.line() + " cites " + cited))
                .sorted()
                .toList();
    }

    /// Comments with a § that names no document.
    List<String> unclear() {
        return citing.stream()
                .filter(comment -> Paragraph.isUnclear(comment.text()))
                .map(comment -> comment.file() + ":" + comment.line() + " " + comment.text())
                .toList();
    }

    /// Numbers of abuse cases that a test names.
    SortedSet<Integer> abuseCases() {
        return new TreeSet<>(abuse.keySet());
    }

    String markdown() {
        var text = new StringBuilder(HEAD);
        var all = new TreeSet<>(sources.keySet());
        all.addAll(tests.keySet());
        for (Paragraph paragraph : all) {
            var from = sources.getOrDefault(paragraph, new TreeSet<>());
            var held = tests.getOrDefault(paragraph, new TreeSet<>());
            text.append(row(paragraph.toString(), String.join("<br>", from), String.join("<br>", held)));
        }
        text.append(ABUSE_HEAD);
        abuse.forEach((number, held) -> text.append(row(number.toString(), String.join("<br>", held))));
        return text.toString();
    }

    private static String row(String... cells) {
        var escaped = new ArrayList<String>();
        for (String cell : cells) escaped.add(cell.replace("|", "\\|").replaceAll("<(?!br>)", "&lt;"));
        return "| " + String.join(" | ", escaped) + " |\n";
    }

    static List<Integer> abuseCases(String title) {
        var found = new ArrayList<Integer>();
        Matcher matcher = ABUSE.matcher(title);
        while (matcher.find()) {
            for (String part : matcher.group(1).split(", | and ")) {
                String[] ends = part.split("-");
                int last = Integer.parseInt(ends[ends.length - 1]);
                IntStream.rangeClosed(Integer.parseInt(ends[0]), last).forEach(found::add);
            }
        }
        return found;
    }

    /// The texts of all `@DisplayName`, and the names of rows in tables of cases: `row("RFC …: what", …)`.
    static List<String> titles(Sources source) {
        var found = new ArrayList<String>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
                if (annotation.getAnnotationType().toString().equals("DisplayName")) {
                    found.add(text(annotation.getArguments().getFirst()));
                }
                return null;
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                String method = call.getMethodSelect().toString();
                if (NAMED.contains(method.substring(method.lastIndexOf('.') + 1))
                        && !call.getArguments().isEmpty()) {
                    found.add(text(call.getArguments().getFirst()));
                }
                return super.visitMethodInvocation(call, nothing);
            }
        }.scan(source.unit(), null);
        return found;
    }

    private static String text(ExpressionTree expression) {
        return switch (expression) {
            case LiteralTree literal -> literal.getValue().toString();
            case BinaryTree sum -> text(sum.getLeftOperand()) + text(sum.getRightOperand());
            case AssignmentTree value -> text(value.getExpression());
            default -> "";
        };
    }

    /// The names of a script's tests, also of those in tables.
    static List<String> titles(String script) {
        return script.lines()
                .map(SCRIPT_TITLE::matcher)
                .filter(Matcher::find)
                .map(title -> title.group(2))
                .toList();
    }

    private static String shortName(Path file) {
        String name = file.toString();
        int at = name.indexOf("dev/narthex/");
        return name.endsWith(".java") && at >= 0
                ? "`" + name.substring(at + 12, name.length() - 5) + "`"
                : "`" + name + "`";
    }

    private static String bare(Path file) {
        return House.name(file).replace(".java", "");
    }

    private static final String HEAD = """
            # Spec map

            Written by `./dev specmap` from the sources, and checked by `SpecMapTest`: which paragraph is cited where, and which
            tests hold it. A paragraph without a source is an example or a rule of a client that a test holds all the same.

            | paragraph | cited in | held by |
            |---|---|---|
            """;

    private static final String ABUSE_HEAD = """

            ## Abuse cases

            Numbers as in `threat-model.md`.

            | case | held by |
            |---|---|
            """;
}
