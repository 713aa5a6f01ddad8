package dev.narthex.console;

import dev.narthex.users.schema.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Attributes as people read and type them.
final class Attributes {
    private Attributes() {}

    static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    /// The value that was typed; nothing if nothing was. What can't be read stays text, for the schema to refuse.
    static Optional<Object> value(Attribute attribute, String typed) {
        if (typed.isBlank()) return Optional.empty();
        if (attribute.type() != Attribute.Type.ARRAY) return Optional.of(attribute.read(typed.strip()));
        return Optional.of(Arrays.stream(typed.split(","))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .map(attribute::read)
                .toList());
    }
}
