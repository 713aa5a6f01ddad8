package dev.narthex.account;

import dev.narthex.page.Field;
import dev.narthex.page.Field.Choice;
import dev.narthex.page.Field.Kind;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.Attribute.Type;
import java.util.Map;

/// The field of a form in which people fill in an attribute of their profile, and what they meant by it.
public final class AttributeField {
    private static final Map<String, String> AUTOCOMPLETE = Map.ofEntries(
            Map.entry("firstName", "given-name"),
            Map.entry("middleName", "additional-name"),
            Map.entry("lastName", "family-name"),
            Map.entry("honorificPrefix", "honorific-prefix"),
            Map.entry("honorificSuffix", "honorific-suffix"),
            Map.entry("displayName", "name"),
            Map.entry("nickName", "nickname"),
            Map.entry("organization", "organization"),
            Map.entry("title", "organization-title"),
            Map.entry("profileUrl", "url"),
            Map.entry("mobilePhone", "tel"),
            Map.entry("primaryPhone", "tel"),
            Map.entry("streetAddress", "street-address"),
            Map.entry("city", "address-level2"),
            Map.entry("state", "address-level1"),
            Map.entry("zipCode", "postal-code"),
            Map.entry("countryCode", "country"),
            Map.entry("preferredLanguage", "language"),
            Map.entry("locale", "language"));

    private AttributeField() {}

    /// @param value as it was typed, or is stored
    public static Field of(Attribute attribute, String label, String value) {
        String name = attribute.name();
        var field = Field.text(name, label, value, AUTOCOMPLETE.getOrDefault(name, "off"))
                .of(kind(attribute));
        if (!attribute.description().isBlank()) field = field.ruled(attribute.description());
        var choices = attribute.choices().stream()
                .<Choice>map(it -> new Choice(it.toString(), attribute.titleOf(it)))
                .toList();
        return choices.isEmpty() ? field : field.among(choices);
    }

    private static Kind kind(Attribute attribute) {
        if (attribute.type() == Type.BOOLEAN) return Kind.TICK;
        if (attribute.type() == Type.NUMBER || attribute.type() == Type.INTEGER) return Kind.NUMBER;
        if (attribute.name().endsWith("Phone")) return Kind.TELEPHONE;
        return Kind.TEXT;
    }

    /// What is wrong with a value, in words for the person.
    public static String words(Attribute attribute, String reason) {
        return switch (attribute.type()) {
            case INTEGER -> reason.equals("must be of type integer") ? "Type a whole number." : said(reason);
            case NUMBER -> reason.equals("must be of type number") ? "Type a number, such as 1.5." : said(reason);
            case STRING, BOOLEAN, ARRAY -> attribute.choices().isEmpty() ? said(reason) : "Choose one of these.";
        };
    }

    private static String said(String reason) {
        return "This " + reason + ".";
    }
}
