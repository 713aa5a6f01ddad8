package dev.narthex.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Inputs that are committed: a folder for each target, a file for each input, named after what it tries.
final class Corpus {
    private static final Path FOLDER = Path.of("src/test/resources/corpus");

    private Corpus() {}

    /// @param module the folder of this module
    static Path folder(Path module, String target) {
        return module.resolve(FOLDER).resolve(target);
    }

    static List<String> targets(Path module) {
        try (var folders = Files.list(module.resolve(FOLDER))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Inputs by the names of their files.
    static Map<String, byte[]> of(Path module, String target) {
        var inputs = new TreeMap<String, byte[]>();
        try (var files = Files.list(folder(module, target))) {
            for (Path file : files.toList()) inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inputs;
    }
}
