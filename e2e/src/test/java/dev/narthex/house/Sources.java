package dev.narthex.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Java sources as the compiler's parser sees them: trees with positions, and no types resolved.
final class Sources {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final String where;

    private Sources(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
        this.where = unit.getSourceFile().getName().substring(1);
    }

    Path file() {
        return Path.of(where);
    }

    /// What a rule finds in the sources of the product.
    static List<String> inMain(Function<Sources, List<String>> rule) {
        return Main.SOURCES.stream()
                .flatMap(source -> rule.apply(source).stream())
                .toList();
    }

    /// Parsed once for all rules.
    private static final class Main {
        static final List<Sources> SOURCES = of(House.mainSources());
    }

    static List<Sources> of(List<Path> files) {
        return parse(files.stream()
                .map(file -> new InMemory(file.toString(), House.read(file)))
                .toList());
    }

    static Sources parse(String where, String text) {
        return parse(List.of(new InMemory(where, text))).getFirst();
    }

    private static List<Sources> parse(List<InMemory> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(null, null, _ -> {}, List.of("-proc:none"), null, files);
        var positions = Trees.instance(task).getSourcePositions();
        var parsed = new ArrayList<Sources>();
        try {
            task.parse().forEach(unit -> parsed.add(new Sources(unit, positions)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parsed;
    }

    CompilationUnitTree unit() {
        return unit;
    }

    /// `core/src/…/Name.java:17`
    String at(Tree tree) {
        return where + ":" + lines().getLineNumber(positions.getStartPosition(unit, tree));
    }

    /// From the first line of the declaration, without its comment, to the last.
    long lineCount(Tree tree) {
        return lines().getLineNumber(positions.getEndPosition(unit, tree))
                - lines().getLineNumber(positions.getStartPosition(unit, tree))
                + 1;
    }

    boolean isWritten(Tree tree) {
        return positions.getEndPosition(unit, tree) > 0;
    }

    private LineMap lines() {
        return unit.getLineMap();
    }

    void eachType(BiConsumer<ClassTree, Tree> typeAndParent) {
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                typeAndParent.accept(type, getCurrentPath().getParentPath().getLeaf());
                return super.visitClass(type, nothing);
            }
        }.scan(unit, null);
    }

    void eachMethod(BiConsumer<MethodTree, ClassTree> methodAndType) {
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type && isWritten(method)) {
                    methodAndType.accept(method, type);
                }
                return super.visitMethod(method, nothing);
            }
        }.scan(unit, null);
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final String text;

        InMemory(String where, String text) {
            super(URI.create("string:///" + where), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
