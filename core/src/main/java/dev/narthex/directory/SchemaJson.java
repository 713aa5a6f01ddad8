package dev.narthex.directory;

import dev.narthex.okta.Wire;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How schemas and the one type of users look on the wire.
public final class SchemaJson {
    private final UserJson users;
    private final Instant created;

    /// @param created when the org began
    public SchemaJson(UserJson users, Instant created) {
        this.users = users;
        this.created = created;
    }

    String typeId() {
        return users.typeId();
    }

    String schemaId() {
        return users.schemaId();
    }

    private String typeUrl() {
        return users.baseUrl() + "/api/v1/meta/types/user/" + typeId();
    }

    private String schemaUrl() {
        return users.baseUrl() + "/api/v1/meta/schemas/user/" + schemaId();
    }

    Map<String, Object> user(UserSchema schema) {
        var wire = new LinkedHashMap<String, Object>();
        wire.put("id", schemaUrl());
        wire.put("$schema", "http://json-schema.org/draft-04/schema#");
        wire.put("name", "user");
        wire.put("title", "User");
        wire.put("description", "The profile of people in this org");
        wire.put("lastUpdated", Wire.time(schema.lastUpdated()));
        wire.put("created", Wire.time(created));
        wire.put(
                "definitions",
                Map.of("base", part("#base", schema.base()), "custom", part("#custom", schema.custom())));
        profile(wire);
        wire.put("_links", Map.of("self", Wire.link(schemaUrl()), "type", Wire.link(typeUrl())));
        return wire;
    }

    /// That of groups, which no org changes.
    Map<String, Object> group() {
        String url = users.baseUrl() + "/api/v1/meta/schemas/group/default";
        var wire = new LinkedHashMap<String, Object>();
        wire.put("id", url);
        wire.put("$schema", "http://json-schema.org/draft-04/schema#");
        wire.put("name", "group");
        wire.put("title", "Okta group");
        wire.put("description", "The profile of groups in this org");
        wire.put("lastUpdated", Wire.time(created));
        wire.put("created", Wire.time(created));
        var base = List.of(
                text("name", "Name", Map.of("required", true, "minLength", 1, "maxLength", 255)),
                text("description", "Description", Map.of("maxLength", 1024)));
        wire.put("definitions", Map.of("base", part("#base", base), "custom", part("#custom", List.of())));
        profile(wire);
        wire.put("_links", Map.of("self", Wire.link(url)));
        return wire;
    }

    private static Attribute text(String name, String title, Map<String, Object> more) {
        var definition = new LinkedHashMap<String, Object>();
        definition.put("title", title);
        definition.put("type", "string");
        definition.putAll(more);
        definition.put("mutability", "READ_WRITE");
        definition.put("scope", "NONE");
        definition.put("permissions", List.of(Map.of("principal", "SELF", "action", "READ_ONLY")));
        definition.put("master", Map.of("type", "PROFILE_MASTER"));
        return new Attribute(name, true, definition);
    }

    private static void profile(Map<String, Object> wire) {
        wire.put("type", "object");
        var parts = List.of(Map.of("$ref", "#/definitions/custom"), Map.of("$ref", "#/definitions/base"));
        wire.put("properties", Map.of("profile", Map.of("allOf", parts)));
    }

    private static Map<String, Object> part(String id, List<Attribute> attributes) {
        var properties = new LinkedHashMap<String, Object>();
        attributes.forEach(attribute -> properties.put(attribute.name(), attribute.definition()));
        var part = new LinkedHashMap<String, Object>();
        part.put("id", id);
        part.put("type", "object");
        part.put("properties", properties);
        part.put(
                "required",
                attributes.stream()
                        .filter(Attribute::required)
                        .map(Attribute::name)
                        .toList());
        return part;
    }

    Map<String, Object> type() {
        var type = new LinkedHashMap<String, Object>();
        type.put("id", typeId());
        type.put("name", "user");
        type.put("displayName", "User");
        type.put("description", "The type of all people");
        type.put("default", true);
        type.put("created", Wire.time(created));
        type.put("createdBy", "system");
        type.put("lastUpdated", Wire.time(created));
        type.put("lastUpdatedBy", "system");
        type.put("_links", Map.of("self", Wire.link(typeUrl(), "GET"), "schema", Wire.link(schemaUrl(), "GET")));
        return type;
    }
}
