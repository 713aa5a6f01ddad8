package dev.narthex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Okta's published description of the management API, where it lies beside the checkout: says what is wrong with an
/// answer. Without it, a test is skipped.
public final class PublishedSchemas {
    private static final Path PLACE = Path.of("shared", "okta", "openapi", "management.yaml");
    private static final Optional<Map<String, Object>> SCHEMAS = found().map(PublishedSchemas::schemas);

    private PublishedSchemas() {}

    private static Optional<Path> found() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(PLACE))
                .filter(Files::isReadable)
                .findFirst();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> schemas(Path file) {
        var settings = LoadSettings.builder()
                .setCodePointLimit(20_000_000)
                .setMaxAliasesForCollections(1_000)
                .build();
        try (var reader = Files.newBufferedReader(file)) {
            var document = (Map<String, Object>) new Load(settings).loadFromReader(reader);
            return (Map<String, Object>) ((Map<String, Object>) document.get("components")).get("schemas");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Fails unless the value is as the schema of that name says, and has no member beyond it but those named.
    public static void check(String schema, Object value, String... ours) {
        // Never demanded: the description is not ours to hand on.
        org.junit.jupiter.api.Assumptions.assumeTrue(SCHEMAS.isPresent(), "no " + PLACE + " beside the checkout");
        var faults = new ArrayList<String>();
        var checker = new Checker(SCHEMAS.get(), faults);
        checker.check(Map.of("$ref", "#/components/schemas/" + schema), value, schema);
        if (value instanceof Map<?, ?> object) {
            var known = checker.properties(schema);
            for (Object name : object.keySet()) {
                if (!known.contains(name) && !List.of(ours).contains(name)) faults.add(schema + " has no " + name);
            }
        }
        assertEquals(List.of(), faults, () -> String.valueOf(value));
    }

    private record Checker(Map<String, Object> schemas, List<String> faults) {
        private Map<?, ?> resolved(Map<?, ?> schema) {
            Object reference = schema.get("$ref");
            if (reference == null) return schema;
            String name = reference.toString().substring(reference.toString().lastIndexOf('/') + 1);
            return resolved((Map<?, ?>) schemas.get(name));
        }

        private Set<Object> properties(String name) {
            var names = new HashMap<Object, Object>();
            collect(Map.of("$ref", "#/components/schemas/" + name), names);
            return names.keySet();
        }

        private void collect(Map<?, ?> unresolved, Map<Object, Object> names) {
            var schema = resolved(unresolved);
            if (schema.get("properties") instanceof Map<?, ?> properties) names.putAll(properties);
            for (Object part : parts(schema, "allOf")) collect((Map<?, ?>) part, names);
        }

        private static List<?> parts(Map<?, ?> schema, String keyword) {
            return schema.get(keyword) instanceof List<?> parts ? parts : List.of();
        }

        private void check(Map<?, ?> unresolved, Object value, String at) {
            var schema = resolved(unresolved);
            for (Object part : parts(schema, "allOf")) check((Map<?, ?>) part, value, at);
            // Okta answers null where there is nothing, whatever the description says.
            if (value == null) return;
            if (schema.get("enum") instanceof List<?> words && !words.contains(value)) {
                faults.add(at + " is " + value + ", not one of " + words);
            }
            if (schema.get("type") instanceof String type) checkType(type, schema, value, at);
            if (value instanceof Map<?, ?> object) checkObject(schema, object, at);
            if (value instanceof List<?> list && schema.get("items") instanceof Map<?, ?> items) {
                list.forEach(item -> check(items, item, at + "[]"));
            }
        }

        private void checkType(String type, Map<?, ?> schema, Object value, String at) {
            boolean right = switch (type) {
                case "object" -> value instanceof Map;
                case "array" -> value instanceof List;
                case "string" -> value instanceof String;
                case "boolean" -> value instanceof Boolean;
                case "integer" -> value instanceof Integer || value instanceof Long;
                case "number" -> value instanceof Number;
                default -> true;
            };
            if (!right) faults.add(at + " is no " + type + ": " + value);
            if ("date-time".equals(schema.get("format")) && !isTime(value)) faults.add(at + " is no time: " + value);
        }

        private static boolean isTime(Object value) {
            try {
                Instant.parse(value.toString());
                return true;
            } catch (DateTimeParseException _) {
                return false;
            }
        }

        private void checkObject(Map<?, ?> schema, Map<?, ?> object, String at) {
            for (Object name : parts(schema, "required")) {
                if (!object.containsKey(name)) faults.add(at + " lacks " + name);
            }
            if (schema.get("properties") instanceof Map<?, ?> properties) {
                object.forEach((name, value) -> {
                    if (properties.get(name) instanceof Map<?, ?> property) check(property, value, at + "." + name);
                });
            }
        }
    }
}
