package dev.narthex.users.schema;

import dev.narthex.expression.regex.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An attribute of profiles, defined in the words of a JSON schema property: `type`, `required`, `minLength`, `enum` …
///
/// @param definition never null values
public record Attribute(String name, boolean base, Map<String, Object> definition) {
    private static final int LONGEST = 16_384;
    /// Of what no two people may share: as much as searches look at.
    private static final int LONGEST_UNIQUE = 500;

    /// Of what kind a value is.
    public enum Type {
        STRING,
        NUMBER,
        INTEGER,
        BOOLEAN,
        ARRAY
    }

    /// What people may do with an attribute of their own.
    public enum Permission {
        HIDE,
        READ_ONLY,
        READ_WRITE
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

    /// Whether no two people may have the same value.
    public boolean unique() {
        return Boolean.TRUE.equals(definition.get("unique"));
    }

    /// What people may do with their own, where nobody says otherwise: read it.
    public Permission self() {
        if (!(definition.get("permissions") instanceof List<?> permissions)) return Permission.READ_ONLY;
        for (Permission permission : Permission.values()) {
            if (permissions.contains(Map.of("principal", "SELF", "action", permission.name()))) return permission;
        }
        return Permission.READ_ONLY;
    }

    /// What it is called in forms, unless somebody has a better name for it.
    public String title() {
        return definition.get("title") instanceof String text && !text.isBlank() ? text : name;
    }

    /// What it is for; empty if nobody said.
    public String description() {
        return definition.get("description") instanceof String text ? text : "";
    }

    /// What one of the choices is called.
    public String titleOf(Object choice) {
        Object schemas = definition.get("oneOf");
        var titled = schemas instanceof List<?> list ? list : List.of();
        return titled.stream()
                .filter(it -> it instanceof Map<?, ?> schema
                        && choice.equals(schema.get("const"))
                        && schema.get("title") instanceof String)
                .map(it -> (String) ((Map<?, ?>) it).get("title"))
                .findFirst()
                .orElseGet(choice::toString);
    }

    /// What somebody typed, as a value of this attribute, or as an element of one; the text itself where it is none,
    /// for
    /// [#fault] to tell.
    public Object read(String text) {
        for (Object choice : choices()) if (choice.toString().equals(text)) return choice;
        return switch (elements()) {
            case BOOLEAN -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : text;
            case INTEGER, NUMBER -> number(text, elements() == Type.INTEGER);
            case STRING, ARRAY -> text;
        };
    }

    private static Object number(String text, boolean whole) {
        if (text.matches("-?[0-9]{1,9}")) return Integer.valueOf(text);
        if (text.matches("-?[0-9]{10,18}")) return Long.valueOf(text);
        boolean decimal = !whole && text.matches("-?[0-9]{1,18}\\.[0-9]{1,18}");
        return decimal ? (Object) Double.valueOf(text) : text;
    }

    /// Whether people may change it themselves.
    public boolean writableBySelf() {
        return self() == Permission.READ_WRITE;
    }

    /// What a newcomer has who brings nothing of it.
    public Optional<Object> standard() {
        return Optional.ofNullable(definition.get("default"));
    }

    /// The only values there may be; empty where all may.
    public List<?> choices() {
        var choices = choices(definition);
        boolean own = choices.isEmpty() && definition.get("items") instanceof Map<?, ?>;
        return own ? choices((Map<?, ?>) definition.get("items")) : choices;
    }

    private static List<?> choices(Map<?, ?> definition) {
        if (definition.get("enum") instanceof List<?> values) return values;
        if (!(definition.get("oneOf") instanceof List<?> schemas)) return List.of();
        var constants = new ArrayList<Object>();
        schemas.forEach(schema -> {
            if (schema instanceof Map<?, ?> it && it.get("const") != null) constants.add(it.get("const"));
        });
        return constants;
    }

    /// Why the value can't be taken; empty if it can. A value that is null is nobody's business here.
    public Optional<String> fault(Object value) {
        if (type() != Type.ARRAY) return faultOfOne(value);
        if (!(value instanceof List<?> list)) return Optional.of("must be an array");
        return list.stream().map(this::faultOfOne).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> faultOfOne(Object value) {
        if (!isOf(elements(), value)) return Optional.of("must be of type " + word(elements()));
        var choices = choices();
        if (!choices.isEmpty() && choices.stream().noneMatch(choice -> same(choice, value))) {
            return Optional.of("must be one of " + choices);
        }
        return switch (value) {
            case String text -> faultOfText(text);
            case Number number -> faultOfNumber(number.doubleValue());
            default -> Optional.empty();
        };
    }

    private static boolean same(Object choice, Object value) {
        return choice instanceof Number one && value instanceof Number other
                ? one.doubleValue() == other.doubleValue()
                : choice.equals(value);
    }

    private Optional<String> faultOfText(String text) {
        int length = text.codePointCount(0, text.length());
        // Okta takes shorter logins, too, where the pattern says that there is none.
        int least = base && ".+".equals(definition.get("pattern")) ? 1 : bound("minLength", 0);
        int most = Math.min(bound("maxLength", LONGEST), unique() ? LONGEST_UNIQUE : LONGEST);
        if (length < least || length > most) {
            return Optional.of("must have " + least + " to " + most + " characters");
        }
        // A pattern of the org's own stands in the place of a form that the base schema asks for.
        return definition.get("pattern") instanceof String pattern
                ? faultByPattern(pattern, text)
                : Format.named(definition.get("format")).flatMap(format -> format.fault(text));
    }

    private static Optional<String> faultByPattern(String pattern, String text) {
        return Regex.parse(pattern) instanceof Regex.Parsed.Ok(var regex) && regex.matches(text)
                ? Optional.empty()
                : Optional.of("does not match the pattern " + pattern);
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
        return type.name().toLowerCase(Locale.ROOT);
    }
}
