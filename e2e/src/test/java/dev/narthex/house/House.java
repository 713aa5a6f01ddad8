package dev.narthex.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Where things are: the root of the tree, its modules and its files. Paths are relative to the root.
final class House {
    static final Path ROOT = root();
    static final List<String> MODULES = List.of("http", "jose", "core", "store", "server", "samples", "bench", "e2e");

    /// Made by a build or by a tool, or not ours.
    private static final Set<String> NOT_OURS =
            Set.of(".git", ".idea", ".settings", ".vscode", "target", "node_modules");

    private House() {}

    /// Java sources of the product, without those generated from templates.
    static List<Path> mainSources() {
        return files(path -> name(path).endsWith(".java") && path.toString().contains("/src/main/java/"));
    }

    static List<Path> testSources() {
        return files(path -> name(path).endsWith(".java") && path.toString().contains("/src/test/java/"));
    }

    /// Scripts that run in a browser as part of the product.
    static List<Path> mainScripts() {
        return files(path -> name(path).endsWith(".js")
                && (path.toString().contains("/src/main/") || path.getParent().equals(Path.of("client"))));
    }

    static List<Path> testScripts() {
        return files(path -> name(path).endsWith(".test.mjs"));
    }

    static List<Path> files(Predicate<Path> wanted) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(name(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    Path relative = ROOT.relativize(file);
                    if (wanted.test(relative)) found.add(relative);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return found;
    }

    static String read(Path relative) {
        try {
            return Files.readString(ROOT.resolve(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path path) {
        return path.getFileName().toString();
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) folder = folder.getParent();
        return folder;
    }
}
