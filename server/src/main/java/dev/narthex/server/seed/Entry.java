package dev.narthex.server.seed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One mapping of the file. Asking for a key makes it known: what nobody asked for is refused by [#end]. A value that
/// is
/// not what it must be becomes a problem, and reads as absent.
final class Entry {
    private static final String NO_TEXT = "";

    private final SeedFile file;
    private final String place;
    private final Map<String, NodeTuple> members = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    Entry(SeedFile file, String place, List<NodeTuple> tuples) {
        this.file = file;
        this.place = place;
        for (var tuple : tuples) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (members.putIfAbsent(key, tuple) != null) problem(tuple.getKeyNode(), key, "is there twice");
        }
    }

    Optional<String> text(String key) {
        return member(key).flatMap(node -> scalar(node, key)).map(ScalarNode::getValue);
    }

    /// The text, or a problem and an empty text.
    String needed(String key, String what) {
        if (!members.containsKey(key)) {
            int line = members.values().stream()
                    .findFirst()
                    .map(t -> line(t.getKeyNode()))
                    .orElse(0);
            file.problem(line, place, "needs '" + key + "': " + what);
        }
        return text(key).orElse(NO_TEXT);
    }

    String oneOf(String key, String usual, List<String> allowed) {
        var given = text(key);
        if (given.isEmpty() || allowed.contains(given.get())) return given.orElse(usual);
        refuse(key, "is '" + given.get() + "': give one of " + String.join(", ", allowed));
        return usual;
    }

    boolean isTrue(String key, boolean usual) {
        return oneOf(key, Boolean.toString(usual), List.of("true", "false")).equals("true");
    }

    OptionalInt number(String key, int least, int most) {
        var given = text(key);
        if (given.isEmpty()) return OptionalInt.empty();
        if (given.get().matches("\\d{1,9}")) {
            int number = Integer.parseInt(given.get());
            if (number >= least && number <= most) return OptionalInt.of(number);
        }
        refuse(key, "is '" + given.get() + "': give a whole number from " + least + " to " + most);
        return OptionalInt.empty();
    }

    /// A list of texts; one text alone counts as a list of it.
    List<String> texts(String key) {
        var node = member(key);
        if (node.isEmpty()) return List.of();
        if (!(node.get() instanceof SequenceNode sequence))
            return text(key).stream().toList();
        return sequence.getValue().stream()
                .flatMap(item -> scalar(item, key).stream())
                .map(ScalarNode::getValue)
                .toList();
    }

    List<String> textsOf(String key, List<String> allowed) {
        var given = texts(key);
        given.stream()
                .filter(text -> !allowed.contains(text))
                .forEach(text -> refuse(key, "holds '" + text + "': allowed are " + String.join(", ", allowed)));
        return given;
    }

    /// A list of mappings, each read and then ended.
    <T> List<T> each(String key, Function<Entry, T> read) {
        var node = member(key);
        if (node.isEmpty()) return List.of();
        if (!(node.get() instanceof SequenceNode sequence)) {
            refuse(key, "must be a list: each item begins with '- '");
            return List.of();
        }
        var items = new ArrayList<T>();
        for (int at = 0; at < sequence.getValue().size(); at++) {
            String where = inner(key) + "[" + at + "]";
            Node item = sequence.getValue().get(at);
            if (item instanceof MappingNode mapping) {
                var entry = new Entry(file, where, mapping.getValue());
                items.add(read.apply(entry));
                entry.end();
            } else {
                file.problem(line(item), where, "must be a mapping of keys and values");
            }
        }
        return List.copyOf(items);
    }

    /// The mapping under a key.
    Optional<Entry> under(String key) {
        var node = member(key);
        if (node.isEmpty()) return Optional.empty();
        if (node.get() instanceof MappingNode mapping) {
            return Optional.of(new Entry(file, inner(key), mapping.getValue()));
        }
        refuse(key, "must be a mapping of keys and values");
        return Optional.empty();
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    boolean isMapping(String key) {
        return has(key) && members.get(key).getValueNode() instanceof MappingNode;
    }

    /// All members with the types that YAML gives them. Makes every key known.
    Map<String, Object> typed() {
        var values = new LinkedHashMap<String, Object>();
        for (String key : members.keySet()) {
            member(key).flatMap(node -> typed(node, key)).ifPresent(value -> values.put(key, value));
        }
        return values;
    }

    private Optional<Object> typed(Node node, String key) {
        if (node instanceof SequenceNode) return Optional.of(texts(key));
        return scalar(node, key).flatMap(scalar -> typed(scalar, key));
    }

    private Optional<Object> typed(ScalarNode scalar, String key) {
        String text = scalar.getValue();
        try {
            if (scalar.getTag().equals(Tag.BOOL)) return Optional.of(Boolean.parseBoolean(text));
            if (scalar.getTag().equals(Tag.INT)) return Optional.of(Long.decode(text));
            if (scalar.getTag().equals(Tag.FLOAT)) return Optional.of(Double.parseDouble(text));
            return Optional.of(text);
        } catch (NumberFormatException _) {
            refuse(key, "is a number that is too long: put it in quotation marks to make it a text");
            return Optional.empty();
        }
    }

    /// Refuses what nobody asked for.
    void end() {
        members.forEach((key, tuple) -> {
            if (known.contains(key)) return;
            String meant = Nearest.to(key, known)
                    .map(word -> " Did you mean '" + word + "'?")
                    .orElse("");
            problem(tuple.getKeyNode(), key, "is not known here." + meant + " Allowed are " + String.join(", ", known));
        });
    }

    /// @param key one that is there
    void refuse(String key, String what) {
        problem(members.get(key).getValueNode(), key, what);
    }

    private Optional<Node> member(String key) {
        known.add(key);
        return Optional.ofNullable(members.get(key)).map(NodeTuple::getValueNode);
    }

    private Optional<ScalarNode> scalar(Node node, String key) {
        if (!(node instanceof ScalarNode scalar)) {
            problem(node, key, "must be one value, not a list or a mapping");
        } else if (scalar.getTag().equals(Tag.NULL)) {
            problem(node, key, "is empty: give it a value, or leave it out");
        } else {
            return Optional.of(scalar);
        }
        return Optional.empty();
    }

    private void problem(Node node, String key, String what) {
        file.problem(line(node), inner(key), what);
    }

    private String inner(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
