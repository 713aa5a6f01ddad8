package dev.narthex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Okta's published schemas, where they lie beside the checkout: says what is wrong with an answer. They are not ours
/// to
/// hand on, so never demanded: without them a line says that nothing is compared, and the rest of the test goes on.
public final class PublishedSchemas {
    private static final Path FOLDER = Path.of("shared", "okta", "openapi");

    private static final class Management {
        private static final Optional<Map<?, ?>> SCHEMAS = read("management.yaml");
    }

    private static final class OAuth {
        private static final Optional<Map<?, ?>> SCHEMAS = read("oauth.yaml");
    }

    private PublishedSchemas() {}

    /// Fails unless the value is as the schema of that name says, and has no member beyond it but those named.
    public static void management(String schema, Object value, String... ours) {
        Management.SCHEMAS.ifPresent(schemas -> check(schemas, schema, value, List.of(ours)));
    }

    /// The same, by the description of the endpoints under `/oauth2`.
    public static void oauth(String schema, Object value, String... ours) {
        OAuth.SCHEMAS.ifPresent(schemas -> check(schemas, schema, value, List.of(ours)));
    }

    private static Optional<Map<?, ?>> read(String name) {
        var place = FOLDER.resolve(name);
        var file = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve(place))
                .filter(Files::isReadable)
                .findFirst();
        if (file.isEmpty()) System.out.println("not compared with Okta's schemas: no " + place + " by the checkout");
        return file.map(PublishedSchemas::schemas);
    }

    private static Map<?, ?> schemas(Path file) {
        var settings = LoadSettings.builder()
                .setCodePointLimit(20_000_000)
                .setMaxAliasesForCollections(1_000)
                .build();
        try (var reader = Files.newBufferedReader(file)) {
            var document = (Map<?, ?>) new Load(settings).loadFromReader(reader);
            return (Map<?, ?>) ((Map<?, ?>) document.get("components")).get("schemas");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Map<?, ?> schemas, String name, Object value, List<String> ours) {
        var faults = new ArrayList<String>();
        var checker = new Checker(schemas, faults);
        var schema = checker.named(name);
        checker.check(schema, value, name);
        if (value instanceof Map<?, ?> object) {
            var known = checker.properties(schema);
            object.keySet().stream()
                    .filter(member -> !known.contains(member) && !ours.contains(member))
                    .forEach(member -> faults.add(name + " has no " + member));
        }
        assertEquals(List.of(), faults, () -> name + " " + value);
    }

    private record Checker(Map<?, ?> schemas, List<String> faults) {
        private Map<?, ?> named(String name) {
            return (Map<?, ?>) Objects.requireNonNull(schemas.get(name), name);
        }

        private Map<?, ?> resolved(Map<?, ?> schema) {
            return schema.get("$ref") instanceof String reference
                    ? resolved(named(reference.substring(reference.lastIndexOf('/') + 1)))
                    : schema;
        }

        private Set<Object> properties(Map<?, ?> unresolved) {
            var schema = resolved(unresolved);
            var names = new HashSet<Object>();
            if (schema.get("properties") instanceof Map<?, ?> properties) names.addAll(properties.keySet());
            for (Object part : parts(schema, "allOf")) names.addAll(properties((Map<?, ?>) part));
            return names;
        }

        private static List<?> parts(Map<?, ?> schema, String keyword) {
            return schema.get(keyword) instanceof List<?> parts ? parts : List.of();
        }

        private void check(Map<?, ?> unresolved, Object value, String at) {
            var schema = resolved(unresolved);
            // Okta answers null where there is nothing, whatever the description says.
            if (value == null) return;
            for (Object part : parts(schema, "allOf")) check((Map<?, ?>) part, value, at);
            if (schema.get("enum") instanceof List<?> words && !words.contains(value)) {
                faults.add(at + " is " + value + ", not one of " + words);
            }
            if (!isOf(schema.get("type"), value)) faults.add(at + " is no " + schema.get("type") + ": " + value);
            if ("date-time".equals(schema.get("format")) && !isTime(value)) faults.add(at + " is no time: " + value);
            if (value instanceof Map<?, ?> object) members(schema, object, at);
            if (value instanceof List<?> list && schema.get("items") instanceof Map<?, ?> items) {
                list.forEach(item -> check(items, item, at + "[]"));
            }
        }

        private void members(Map<?, ?> schema, Map<?, ?> object, String at) {
            for (Object name : parts(schema, "required")) {
                if (!object.containsKey(name)) faults.add(at + " lacks " + name);
            }
            if (schema.get("properties") instanceof Map<?, ?> properties) {
                object.forEach((name, value) -> {
                    if (properties.get(name) instanceof Map<?, ?> property) check(property, value, at + "." + name);
                });
            }
        }

        private static boolean isOf(Object type, Object value) {
            return switch (String.valueOf(type)) {
                case "object" -> value instanceof Map;
                case "array" -> value instanceof List;
                case "string" -> value instanceof String;
                case "boolean" -> value instanceof Boolean;
                case "integer" -> value instanceof Integer || value instanceof Long;
                case "number" -> value instanceof Number;
                default -> true;
            };
        }

        private static boolean isTime(Object value) {
            try {
                Instant.parse(value.toString());
                return true;
            } catch (DateTimeParseException _) {
                return false;
            }
        }
    }
}
