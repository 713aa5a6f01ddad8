package dev.narthex.directory;

import dev.narthex.expression.regex.Regex;
import dev.narthex.okta.Fields;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.Attribute.Permission;
import dev.narthex.users.schema.Format;
import dev.narthex.users.schema.UserSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads what an attribute is to be, on top of what it is: members that are not named stay, those that are null go.
/// What is unknown is dropped, what contradicts itself is named.
final class AttributeReader {
    private static final Set<String> TYPES = new TreeSet<>(Set.of("array", "boolean", "integer", "number", "string"));
    private static final Set<String> ITEMS = new TreeSet<>(Set.of("integer", "number", "string"));
    private static final List<String> TEXTS = List.of("title", "description", "externalName", "externalNamespace");
    private static final List<String> KEPT = List.of(
            "title",
            "description",
            "type",
            "items",
            "required",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "enum",
            "oneOf",
            "format",
            "pattern",
            "default",
            "permissions",
            "master",
            "scope",
            "mutability",
            "unique",
            "externalName",
            "externalNamespace");
    private static final Set<String> MAY_LACK = Set.of("firstName", "lastName");
    private static final int LONGEST = 100_000;
    private static final int MOST_CHOICES = 1_000;

    private final UserSchema schema;
    private final Set<String> leaving;

    /// @param leaving names of attributes that were removed, and that profiles may still have
    AttributeReader(UserSchema schema, Set<String> leaving) {
        this.schema = schema;
        this.leaving = leaving;
    }

    /// An attribute that the org adds or changes. What is wrong with it is noted in `properties`.
    Attribute custom(Fields properties, String name) {
        var property = properties.object(name);
        name(property, name);
        var former = schema.attribute(name).filter(it -> !it.base());
        var merged = merged(former.map(Attribute::definition).orElseGet(AttributeReader::standard), property);
        var fields = Fields.of(merged);
        var attribute = new Attribute(name, false, tidied(merged, property));
        former.ifPresent(it -> unchanged(property, it, attribute));
        types(property, fields, attribute);
        bounds(property, fields, attribute);
        words(property, fields);
        choices(property, attribute);
        unique(property, former, attribute);
        property.fault(fields);
        standard(property, attribute);
        return attribute;
    }

    private void name(Fields property, String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,59}")) {
            property.fault("name", "must be of letters, digits and _, and 60 characters at most");
        }
        boolean like = schema.attributes().keySet().stream()
                .anyMatch(other -> other.equalsIgnoreCase(name) && !other.equals(name));
        boolean base = schema.attribute(name).filter(Attribute::base).isPresent();
        if (base || like) property.fault("name", "is that of another attribute");
        if (leaving.contains(name)) property.fault("name", "is that of an attribute that is being removed; try later");
    }

    private static Map<String, Object> standard() {
        return Map.of(
                "type",
                "string",
                "scope",
                "NONE",
                "mutability",
                "READ_WRITE",
                "permissions",
                List.of(Map.of("principal", "SELF", "action", "READ_ONLY")),
                "master",
                Map.of("type", "PROFILE_MASTER"));
    }

    private static Map<String, Object> merged(Map<String, Object> before, Fields property) {
        var merged = new HashMap<>(before);
        property.members().forEach((name, value) -> {
            if (value == null) merged.remove(name);
            else merged.put(name, value);
        });
        standard().forEach(merged::putIfAbsent);
        return merged;
    }

    /// What is known, in one order.
    private static Map<String, Object> tidied(Map<String, Object> merged, Fields property) {
        var tidied = new LinkedHashMap<String, Object>();
        for (String name : KEPT) {
            Object value = merged.get(name);
            if (name.equals("unique")) value = uniqueness(property, value);
            if (value != null) tidied.put(name, value);
        }
        return tidied;
    }

    /// A flag today, one of several words in the past; okta-sdk-java 24 knows it as text.
    private static Object uniqueness(Fields property, Object value) {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag;
            case String word
            when Set.of("true", "UNIQUE_VALIDATED", "PENDING_UNIQUENESS").contains(word) -> true;
            case String word when Set.of("false", "NOT_UNIQUE").contains(word) -> false;
            default -> {
                property.fault("unique", "must be true or false");
                yield null;
            }
        };
    }

    private static void unchanged(Fields property, Attribute former, Attribute attribute) {
        if (former.type() != attribute.type()) property.fault("type", "can't be changed");
        else if (former.elements() != attribute.elements()) property.fault("items.type", "can't be changed");
    }

    private static void types(Fields property, Fields fields, Attribute attribute) {
        fields.oneOf("type", TYPES);
        if (attribute.type() == Attribute.Type.ARRAY) {
            var items = fields.object("items");
            if (items.oneOf("type", ITEMS).isEmpty() && !items.has("type")) {
                property.fault("items.type", "must be one of " + ITEMS);
            }
        }
        boolean text = attribute.elements() == Attribute.Type.STRING;
        for (String name : List.of("minLength", "maxLength", "pattern", "format")) {
            if (!text && fields.has(name)) property.fault(name, "is of strings alone");
        }
    }

    private static void bounds(Fields property, Fields fields, Attribute attribute) {
        int least = fields.number("minLength", 0, LONGEST).orElse(0);
        int most = fields.number("maxLength", 0, LONGEST).orElse(LONGEST);
        if (least > most) property.fault("minLength", "is more than maxLength");
        Object minimum = attribute.definition().get("minimum");
        Object maximum = attribute.definition().get("maximum");
        for (var bound : List.of("minimum", "maximum")) {
            if (fields.has(bound) && !(attribute.definition().get(bound) instanceof Number)) {
                property.fault(bound, "must be a number");
            }
        }
        if (minimum instanceof Number low && maximum instanceof Number high && low.doubleValue() > high.doubleValue()) {
            property.fault("minimum", "is more than maximum");
        }
    }

    private static void words(Fields property, Fields fields) {
        TEXTS.forEach(name -> fields.text(name, 1_000));
        fields.flag("required");
        fields.oneOf("scope", List.of("NONE", "SELF"));
        fields.oneOf("mutability", List.of("IMMUTABLE", "READ_ONLY", "READ_WRITE", "WRITE_ONLY"));
        fields.object("master").oneOf("type", List.of("OKTA", "OVERRIDE", "PROFILE_MASTER"));
        fields.text("format", 100)
                .filter(word -> Format.named(word).isEmpty())
                .ifPresent(_ -> property.fault("format", "is none that is known"));
        pattern(property, fields);
        permissions(property, fields.members());
    }

    private static void pattern(Fields property, Fields fields) {
        fields.text("pattern", 1_000).ifPresent(pattern -> {
            if (Regex.parse(pattern) instanceof Regex.Parsed.Malformed(int position, var reason)) {
                property.fault("pattern", "can't be read at " + position + ": " + reason);
            }
        });
    }

    private static void permissions(Fields property, Map<String, Object> members) {
        Object permissions = members.get("permissions");
        if (permissions == null) return;
        boolean good = permissions instanceof List<?> list
                && list.size() <= 1
                && list.stream()
                        .allMatch(it -> Stream.of(Permission.values())
                                .anyMatch(action -> it.equals(Map.of("principal", "SELF", "action", action.name()))));
        if (!good) property.fault("permissions", "must name what SELF may do: HIDE, READ_ONLY or READ_WRITE");
    }

    private static void choices(Fields property, Attribute attribute) {
        var definition = attribute.definition();
        var places = new LinkedHashMap<String, Map<?, ?>>();
        places.put("", definition);
        if (definition.get("items") instanceof Map<?, ?> items) places.put("items.", items);
        var plain = new Attribute(
                attribute.name(),
                false,
                Map.of("type", attribute.elements().name().toLowerCase(java.util.Locale.ROOT)));
        places.forEach((path, place) -> {
            for (String word : List.of("enum", "oneOf")) {
                if (place.get(word) == null) continue;
                var values = new Attribute("", false, Map.of(word, place.get(word))).choices();
                boolean good = !values.isEmpty()
                        && values.size() <= MOST_CHOICES
                        && place.get(word) instanceof List<?> list
                        && list.size() == values.size()
                        && new HashSet<>(values).size() == values.size()
                        && values.stream()
                                .allMatch(it -> it != null && plain.fault(it).isEmpty());
                if (!good) property.fault(path + word, "must list different values of the attribute's type");
            }
            boolean both = place.get("enum") instanceof List<?> && place.get("oneOf") instanceof List<?>;
            if (both && !constants(place).equals(place.get("enum"))) {
                property.fault(path + "oneOf", "must name the values of enum in their order");
            }
        });
    }

    private static List<?> constants(Map<?, ?> place) {
        return new Attribute("", false, Map.of("oneOf", place.get("oneOf"))).choices();
    }

    /// What people have already may be the same, so that it can't become unique any more.
    private static void unique(Fields property, Optional<Attribute> former, Attribute attribute) {
        if (!attribute.unique()) return;
        boolean single = attribute.type() != Attribute.Type.ARRAY && attribute.type() != Attribute.Type.BOOLEAN;
        if (!single) property.fault("unique", "is of strings and numbers alone");
        if (attribute.standard().isPresent()) property.fault("unique", "leaves no value that all begin with");
        if (former.filter(it -> !it.unique()).isPresent()) {
            property.fault("unique", "can be asked for only when the attribute is added");
        }
    }

    private static void standard(Fields property, Attribute attribute) {
        attribute.standard().flatMap(attribute::fault).ifPresent(reason -> property.fault("default", reason));
    }

    /// Of the base attributes what may be changed: permissions, whether names must be there, the pattern of the login.
    Optional<Attribute> base(Fields properties, String name) {
        var attribute = schema.attribute(name).filter(Attribute::base);
        var property = properties.object(name);
        if (attribute.isEmpty()) {
            property.fault("name", "is none of the base schema");
            return Optional.empty();
        }
        var definition = new LinkedHashMap<>(attribute.get().definition());
        var fields = Fields.of(property.members());
        var required = fields.flag("required");
        if (MAY_LACK.contains(name)) required.ifPresent(flag -> definition.put("required", flag));
        permissions(property, property.members());
        if (property.has("permissions"))
            definition.put("permissions", property.members().get("permissions"));
        if (name.equals("login") && property.members().containsKey("pattern")) {
            pattern(property, fields);
            definition.remove("pattern");
            fields.text("pattern", 1_000).ifPresent(pattern -> definition.put("pattern", pattern));
        }
        property.fault(fields);
        return Optional.of(new Attribute(name, true, definition));
    }
}
