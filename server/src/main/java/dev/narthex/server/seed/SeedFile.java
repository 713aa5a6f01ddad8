package dev.narthex.server.seed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// The file as YAML, before anything is known about what it means. Keeps the problems.
final class SeedFile {
    private final Path file;
    private final List<String> problems;

    SeedFile(Path file, List<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /// The outermost mapping; an empty one if the file is empty or cannot be read.
    Entry root() {
        var empty = new Entry(this, "", List.of());
        try {
            var settings = LoadSettings.builder().setLabel(file.toString()).build();
            var text = new StreamReader(settings, Files.readString(file));
            var node = new Composer(settings, new ParserImpl(settings, text)).getSingleNode();
            if (node.isEmpty()) return empty;
            if (node.get() instanceof MappingNode mapping) return new Entry(this, "", mapping.getValue());
            problem(1, "", "must be a mapping, such as 'users:' and a list under it");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            problem(line, "", "is not YAML: " + e.getProblem());
        } catch (IOException | YamlEngineException e) {
            problem(0, "", "cannot be read: " + e.getMessage());
        }
        return empty;
    }

    void problem(int line, String place, String what) {
        String where = file + (line > 0 ? " line " + line : "");
        problems.add(where + (place.isEmpty() ? " " : ", " + place + ": ") + what);
    }
}
