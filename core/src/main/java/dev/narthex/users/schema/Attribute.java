package dev.narthex.users.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// An attribute of profiles, defined in the words of a JSON schema property: `type`, `required`, `minLength`, `enum` …
///
/// @param definition never null values
public record Attribute(String name, boolean base, Map<String, Object> definition) {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
    private static final int LONGEST = 16_384;

    /// Of what kind a value is.
    public enum Type {
        STRING,
        NUMBER,
        INTEGER,
        BOOLEAN,
        ARRAY
    }

    public Attribute {
        definition = Map.copyOf(definition);
    }

    public Type type() {
        return typeOf(definition);
    }

    /// Of the elements, where the type is an array; else of the value itself.
    public Type elements() {
        return type() == Type.ARRAY && definition.get("items") instanceof Map<?, ?> items ? typeOf(items) : type();
    }

    public boolean required() {
        return Boolean.TRUE.equals(definition.get("required"));
    }

    /// Whether people may change it themselves.
    public boolean writableBySelf() {
        return definition.get("permissions") instanceof List<?> permissions
                && permissions.contains(Map.of("principal", "SELF", "action", "READ_WRITE"));
    }

    /// Why the value can't be taken; empty if it can. A value that is null is nobody's business here.
    public Optional<String> fault(Object value) {
        if (type() != Type.ARRAY) return faultOfOne(value);
        if (!(value instanceof List<?> list)) return Optional.of("must be an array");
        return list.stream().map(this::faultOfOne).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> faultOfOne(Object value) {
        if (!isOf(elements(), value)) return Optional.of("must be of type " + word(elements()));
        if (definition.get("enum") instanceof List<?> choices && !choices.contains(value)) {
            return Optional.of("must be one of " + choices);
        }
        return switch (value) {
            case String text -> faultOfText(text);
            case Number number -> faultOfNumber(number.doubleValue());
            default -> Optional.empty();
        };
    }

    private Optional<String> faultOfText(String text) {
        int length = text.codePointCount(0, text.length());
        int least = bound("minLength", 0);
        int most = bound("maxLength", LONGEST);
        if (length < least || length > most) {
            return Optional.of("must have " + least + " to " + most + " characters");
        }
        boolean address = "email".equals(definition.get("format"));
        return address && !text.isEmpty() && !EMAIL.matcher(text).matches()
                ? Optional.of("must be in the form of an email address")
                : Optional.empty();
    }

    private Optional<String> faultOfNumber(double number) {
        boolean tooSmall = definition.get("minimum") instanceof Number least && number < least.doubleValue();
        boolean tooLarge = definition.get("maximum") instanceof Number most && number > most.doubleValue();
        return tooSmall || tooLarge ? Optional.of("is out of range") : Optional.empty();
    }

    private int bound(String name, int otherwise) {
        return definition.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    private static boolean isOf(Type type, Object value) {
        return switch (type) {
            case STRING -> value instanceof String;
            case BOOLEAN -> value instanceof Boolean;
            case NUMBER -> value instanceof Number;
            case INTEGER -> value instanceof Integer || value instanceof Long;
            case ARRAY -> false;
        };
    }

    private static Type typeOf(Map<?, ?> definition) {
        return switch (String.valueOf(definition.get("type"))) {
            case "number" -> Type.NUMBER;
            case "integer" -> Type.INTEGER;
            case "boolean" -> Type.BOOLEAN;
            case "array" -> Type.ARRAY;
            default -> Type.STRING;
        };
    }

    private static String word(Type type) {
        return type.name().toLowerCase(java.util.Locale.ROOT);
    }
}
