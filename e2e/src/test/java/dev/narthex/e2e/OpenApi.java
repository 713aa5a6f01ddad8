package dev.narthex.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The published description of the management API, where it lies beside the checkout: answers are held against its
/// schemas. Where it does not, a line says so and nothing is checked.
public final class OpenApi {
    private static final Path PLACE = Path.of("shared", "okta", "openapi", "management.yaml");
    private static final Optional<Map<?, ?>> SCHEMAS = load();

    private OpenApi() {}

    private static Optional<Map<?, ?>> load() {
        var file = Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(PLACE))
                .filter(Files::isReadable)
                .findFirst();
        if (file.isEmpty()) {
            System.err.println("No " + PLACE + " beside the checkout: answers are not held against its schemas.");
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file.get())) {
            var settings = LoadSettings.builder()
                    .setCodePointLimit(20_000_000)
                    .setMaxAliasesForCollections(1_000)
                    .build();
            var document = (Map<?, ?>) new Load(settings).loadFromInputStream(in);
            return Optional.of((Map<?, ?>) ((Map<?, ?>) document.get("components")).get("schemas"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Fails if the value is not what the schema of that name describes.
    public static void holds(String schema, Object value) {
        SCHEMAS.ifPresent(schemas -> {
            var faults = new ArrayList<String>();
            check(schema, (Map<?, ?>) schemas.get(schema), value, faults, schemas);
            Assertions.assertEquals(List.of(), faults, () -> schema + " " + value);
        });
    }

    private static void check(String at, Map<?, ?> schema, Object value, List<String> faults, Map<?, ?> all) {
        if (schema.get("$ref") instanceof String reference) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            check(at, (Map<?, ?>) all.get(name), value, faults, all);
            return;
        }
        if (schema.get("allOf") instanceof List<?> parts) {
            parts.forEach(part -> check(at, (Map<?, ?>) part, value, faults, all));
        }
        if (value == null) return;
        if (!isOf(schema.get("type"), value)) {
            faults.add(at + " is no " + schema.get("type"));
            return;
        }
        if (schema.get("enum") instanceof List<?> choices && !choices.contains(value)) {
            faults.add(at + " is none of " + choices + " but " + value);
        }
        if ("date-time".equals(schema.get("format")) && !isTime(value)) faults.add(at + " is no time");
        members(at, schema, value, faults, all);
    }

    private static void members(String at, Map<?, ?> schema, Object value, List<String> faults, Map<?, ?> all) {
        if (schema.get("properties") instanceof Map<?, ?> properties && value instanceof Map<?, ?> object) {
            properties.forEach((name, property) -> {
                if (object.containsKey(name)) {
                    check(at + "." + name, (Map<?, ?>) property, object.get(name), faults, all);
                }
            });
            if (schema.get("required") instanceof List<?> required) {
                required.stream()
                        .filter(name -> !object.containsKey(name))
                        .forEach(name -> faults.add(at + " lacks " + name));
            }
        }
        if (schema.get("items") instanceof Map<?, ?> items && value instanceof List<?> list) {
            list.forEach(item -> check(at + "[]", items, item, faults, all));
        }
    }

    private static boolean isOf(Object type, Object value) {
        return switch (String.valueOf(type)) {
            case "object" -> value instanceof Map<?, ?>;
            case "array" -> value instanceof List<?>;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            default -> true;
        };
    }

    private static boolean isTime(Object value) {
        try {
            OffsetDateTime.parse((String) value);
            return true;
        } catch (DateTimeParseException _) {
            return false;
        }
    }
}
