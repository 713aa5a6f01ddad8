package dev.narthex.console;

import dev.narthex.http.Parameters;
import dev.narthex.page.Field;
import dev.narthex.users.AccountResult;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The schema's attributes as fields of a form, and a form as a profile.
final class ProfileFields {
    private static final List<String> FIRST = List.of("firstName", "lastName", "email", "login");

    private final UserSchema schema;

    ProfileFields(UserSchema schema) {
        this.schema = schema;
    }

    /// What was typed, by attribute. What the schema does not name is not taken.
    Map<String, String> typed(Parameters fields) {
        var typed = new LinkedHashMap<String, String>();
        schema.attributes()
                .keySet()
                .forEach(name -> typed.put(name, fields.first(name).orElse("").strip()));
        // Most people sign in with their address.
        if (typed.getOrDefault("login", "").isEmpty()) typed.put("login", typed.getOrDefault("email", ""));
        return typed;
    }

    Map<String, String> stored(Map<String, Object> profile) {
        var stored = new LinkedHashMap<String, String>();
        profile.forEach((name, value) -> stored.put(name, Attributes.text(value)));
        return stored;
    }

    Map<String, Object> profile(Map<String, String> typed) {
        var profile = new LinkedHashMap<String, Object>();
        typed.forEach((name, text) -> schema.attribute(name)
                .flatMap(attribute -> Attributes.value(attribute, text))
                .ifPresent(value -> profile.put(name, value)));
        return profile;
    }

    /// What somebody else has, by attribute.
    static Map<String, List<String>> taken(AccountResult refused) {
        return switch (refused) {
            case AccountResult.AttributeTaken(var name) -> Map.of(name, List.of("Somebody else has this."));
            case AccountResult.LoginTaken() -> Map.of("login", List.of("Somebody else has this username."));
            default -> throw new IllegalStateException("a profile was refused as " + refused);
        };
    }

    /// What is wrong with a newcomer's profile.
    Map<String, List<String>> faults(Map<String, Object> profile) {
        return faults(Map.of(), profile);
    }

    /// What is wrong, by attribute; each reason is a sentence.
    Map<String, List<String>> faults(Map<String, Object> before, Map<String, Object> profile) {
        var faults = new LinkedHashMap<String, List<String>>();
        for (String cause : schema.faults(before, profile)) {
            int colon = cause.indexOf(": ");
            String reason = cause.substring(colon + 2);
            String sentence = reason.startsWith("The ") ? "Fill this in." : "This " + reason + ".";
            faults.putIfAbsent(cause.substring(0, colon), List.of(sentence));
        }
        // An address that is missing is named once, though it would be the username too.
        if (profile.get("login") == null && profile.get("email") == null) faults.remove("login");
        return faults;
    }

    /// Who it is.
    List<Field> first(Map<String, String> typed, Map<String, List<String>> faults) {
        var names = FIRST.stream().flatMap(name -> schema.attribute(name).stream());
        var more = schema.attributes().values().stream()
                .filter(attribute -> attribute.required() && !FIRST.contains(attribute.name()));
        return fields(Stream.concat(names, more), typed, faults);
    }

    /// All the rest.
    List<Field> rest(Map<String, String> typed, Map<String, List<String>> faults) {
        var rest = schema.attributes().values().stream()
                .filter(attribute -> !attribute.required() && !FIRST.contains(attribute.name()));
        return fields(rest, typed, faults);
    }

    private static List<Field> fields(
            Stream<Attribute> which, Map<String, String> typed, Map<String, List<String>> faults) {
        return which.map(attribute -> field(attribute, typed.getOrDefault(attribute.name(), ""))
                        .with(faults.getOrDefault(attribute.name(), List.of())))
                .toList();
    }

    private static Field field(Attribute attribute, String value) {
        var field = Field.text(attribute.name(), attribute.title(), value, "off");
        return switch (attribute.name()) {
            case "login" -> field.ruled("Leave it empty to use the address.");
            case "email" -> field.of(Field.Kind.EMAIL).asRequired(true);
            default -> field.asRequired(attribute.required());
        };
    }
}
