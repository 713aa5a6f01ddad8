package dev.narthex.e2e.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Okta's published schemas, where somebody has put them beside the checkout: types, words, and what must be there.
final class Schemas {
    private static final Path FOLDER = Path.of("..", "..", "shared", "okta", "openapi");
    private static final boolean THERE = Files.isRegularFile(FOLDER.resolve("management.yaml"));
    private static final String REF = "#/components/schemas/";

    private static final class Management {
        private static final Schemas SCHEMAS = read("management.yaml");
    }

    private static final class Oauth {
        private static final Schemas SCHEMAS = read("oauth.yaml");
    }

    private final Map<String, Object> components;
    private final List<String> faults = new ArrayList<>();

    private Schemas(Map<String, Object> components) {
        this.components = components;
    }

    /// Without the schemas nothing is checked, which is said.
    static void management(String name, Object value) {
        if (isThere()) Management.SCHEMAS.check(name, value);
    }

    static void oauth(String name, Object value) {
        if (isThere()) Oauth.SCHEMAS.check(name, value);
    }

    private static boolean isThere() {
        if (!THERE) System.out.println("not compared with Okta's schemas, which are not at " + FOLDER);
        return THERE;
    }

    private static Schemas read(String file) {
        try {
            var settings = LoadSettings.builder()
                    .setCodePointLimit(10_000_000)
                    .setMaxAliasesForCollections(1000)
                    .build();
            var document = members(new Load(settings).loadFromString(Files.readString(FOLDER.resolve(file))));
            return new Schemas(members(members(document.get("components")).get("schemas")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void check(String name, Object value) {
        faults.clear();
        check(name, Map.of("$ref", REF + name), value);
        assertEquals(List.of(), faults, name);
    }

    private void check(String where, Map<String, Object> schema, Object value) {
        if (schema.get("$ref") instanceof String ref) {
            check(where, members(components.get(ref.substring(REF.length()))), value);
            return;
        }
        if (value == null) return; // Okta writes null where its own schemas don't say so.
        list(schema, "allOf").forEach(part -> check(where, members(part), value));
        if (!isOf(schema.get("type"), value)) {
            faults.add(where + " is no " + schema.get("type") + ": " + value);
            return;
        }
        if (schema.get("enum") instanceof List<?> words && !words.contains(value)) {
            faults.add(where + " is " + value + ", none of " + words);
        }
        if (value instanceof Map<?, ?>) object(where, schema, members(value));
        if (value instanceof List<?> items && schema.get("items") != null) {
            items.forEach(item -> check(where + "[]", members(schema.get("items")), item));
        }
    }

    private void object(String where, Map<String, Object> schema, Map<String, Object> value) {
        list(schema, "required").stream()
                .filter(name -> !value.containsKey(name))
                .forEach(name -> faults.add(where + " lacks " + name));
        if (schema.get("properties") == null) return;
        members(schema.get("properties")).forEach((name, property) -> {
            if (value.containsKey(name)) check(where + "." + name, members(property), value.get(name));
        });
    }

    private static boolean isOf(Object type, Object value) {
        return switch ((String) type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            case null, default -> true;
        };
    }

    private static List<?> list(Map<String, Object> schema, String name) {
        return schema.get(name) instanceof List<?> list ? list : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object value) {
        return (Map<String, Object>) value;
    }
}
