package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.okta.Wire;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import dev.narthex.users.schema.UserSchemas;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/api/v1/meta/schemas/user/{schema}` and `/api/v1/meta/types/user`: which attributes people have.
///
/// An org adds attributes, and says of names that they need not be there. What is kept of an attribute is what it is
/// made of; what is unknown is dropped.
public final class SchemasApi {
    private static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "array");
    private static final Set<String> KEPT = Set.of(
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
            "permissions",
            "master",
            "scope",
            "mutability",
            "unique");
    private static final Set<String> MAY_LACK = Set.of("firstName", "lastName");
    private static final int MOST = 300;

    private final UserSchemas schemas;
    private final UserJson json;
    private final DirectoryLog log;
    private final InstantSource clock;
    private final Instant created;

    /// @param created when the org began
    public SchemasApi(UserSchemas schemas, UserJson json, DirectoryLog log, InstantSource clock, Instant created) {
        this.schemas = schemas;
        this.json = json;
        this.log = log;
        this.clock = clock;
        this.created = created;
    }

    public Response get(Request request, Caller caller) {
        return isOurs(request) ? Response.json(200, json(schemas.current())) : unknown(request);
    }

    /// POST: merges; a custom attribute that is null goes.
    public Response update(Request request, Caller caller) {
        if (!isOurs(request)) return unknown(request);
        var current = schemas.current();
        var fields = Fields.of(request.json());
        var definitions = fields.object("definitions");
        var changed = new ArrayList<Attribute>();
        var removed = new ArrayList<String>();
        var custom = definitions.object("custom").object("properties");
        custom.members().forEach((name, definition) -> {
            if (definition == null) removed.add(name);
            else custom(current, custom, name).ifPresent(changed::add);
        });
        removed.removeIf(
                name -> current.attribute(name).filter(it -> !it.base()).isEmpty());
        var base = definitions.object("base").object("properties");
        base.members().keySet().forEach(name -> base(current, base, name).ifPresent(changed::add));
        if (current.custom().size() + changed.size() > MOST) custom.fault("*", "there can be " + MOST + " at most");
        var error = fields.error("schema");
        if (error.isPresent()) return error.get().response(request);
        return replaced(request, caller, current.with(changed, removed, clock.instant()));
    }

    private Response replaced(Request request, Caller caller, UserSchema next) {
        if (!schemas.replace(next)) {
            return OktaError.of(409, "E0000195", "The schema was changed by somebody else meanwhile")
                    .response(request);
        }
        var target = new Target(json.schemaId(), "Schema", "user", "user");
        log.write(request, caller, EventType.SCHEMA_UPDATE, target);
        return Response.json(200, json(next));
    }

    private static java.util.Optional<Attribute> custom(UserSchema current, Fields properties, String name) {
        var property = properties.object(name);
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,59}")) {
            property.fault("name", "must be of letters, digits and _, and 60 characters at most");
        }
        if (current.attribute(name).filter(Attribute::base).isPresent()) {
            property.fault("name", "is one of the base schema");
        }
        String type = property.text("type", 20).orElse("string");
        if (!TYPES.contains(type))
            property.fault("type", "must be one of " + TYPES.stream().sorted().toList());
        current.attribute(name)
                .filter(it -> !type.equals(it.definition().getOrDefault("type", "string")))
                .ifPresent(_ -> property.fault("type", "can't be changed"));
        if (type.equals("array")) {
            String items = property.object("items").text("type", 20).orElse("");
            if (!Set.of("string", "number", "integer").contains(items)) {
                property.fault("items.type", "must be one of [integer, number, string]");
            }
        }
        property.number("minLength", 0, 100_000);
        property.number("maxLength", 0, 100_000);
        property.flag("required");
        return java.util.Optional.of(new Attribute(name, false, kept(property.members())));
    }

    /// Of the base attributes only names can become ones that may be missing, or be so no more.
    private static java.util.Optional<Attribute> base(UserSchema current, Fields properties, String name) {
        var attribute = current.attribute(name).filter(Attribute::base);
        var property = properties.object(name);
        if (attribute.isEmpty()) {
            property.fault("name", "is none of the base schema");
            return java.util.Optional.empty();
        }
        var required = property.flag("required");
        if (required.isEmpty() || !MAY_LACK.contains(name)) return java.util.Optional.empty();
        var definition = new LinkedHashMap<>(attribute.get().definition());
        definition.put("required", required.get());
        return java.util.Optional.of(new Attribute(name, true, definition));
    }

    private static Map<String, Object> kept(Map<String, Object> members) {
        var kept = new LinkedHashMap<String, Object>();
        kept.put("type", "string");
        kept.put("scope", "NONE");
        kept.put("mutability", "READ_WRITE");
        kept.put("permissions", List.of(Map.of("principal", "SELF", "action", "READ_ONLY")));
        kept.put("master", Map.of("type", "PROFILE_MASTER"));
        members.forEach((name, value) -> {
            if (KEPT.contains(name) && value != null) kept.put(name, value);
        });
        return kept;
    }

    private Map<String, Object> json(UserSchema schema) {
        var wire = new LinkedHashMap<String, Object>();
        wire.put("id", json.baseUrl() + "/api/v1/meta/schemas/user/" + json.schemaId());
        wire.put("$schema", "http://json-schema.org/draft-04/schema#");
        wire.put("name", "user");
        wire.put("title", "User");
        wire.put("description", "The profile of people in this org");
        wire.put("created", Wire.time(created));
        wire.put("lastUpdated", Wire.time(schema.lastUpdated()));
        wire.put(
                "definitions",
                Map.of("base", part("#base", schema.base()), "custom", part("#custom", schema.custom())));
        wire.put("type", "object");
        wire.put(
                "properties",
                Map.of(
                        "profile",
                        Map.of(
                                "allOf",
                                List.of(
                                        Map.of("$ref", "#/definitions/custom"),
                                        Map.of("$ref", "#/definitions/base")))));
        wire.put(
                "_links",
                Map.of(
                        "self",
                        Wire.link(json.baseUrl() + "/api/v1/meta/schemas/user/" + json.schemaId()),
                        "type",
                        Wire.link(json.baseUrl() + "/api/v1/meta/types/user/" + json.typeId())));
        return wire;
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

    private boolean isOurs(Request request) {
        return Set.of("default", json.schemaId()).contains(request.pathParameter("schema"));
    }

    private static Response unknown(Request request) {
        return OktaError.notFound(request.pathParameter("schema"), "UserSchema").response(request);
    }

    /// GET `/api/v1/meta/types/user`: the one there is.
    public Response types(Request request, Caller caller) {
        return Response.json(200, List.of(type()));
    }

    /// GET `/api/v1/meta/types/user/{type}`.
    public Response type(Request request, Caller caller) {
        String id = request.pathParameter("type");
        return Set.of("default", json.typeId()).contains(id)
                ? Response.json(200, type())
                : OktaError.notFound(id, "UserType").response(request);
    }

    private Map<String, Object> type() {
        var type = new LinkedHashMap<String, Object>();
        type.put("id", json.typeId());
        type.put("name", "user");
        type.put("displayName", "User");
        type.put("description", "The type of all people");
        type.put("default", true);
        type.put("created", Wire.time(created));
        type.put("createdBy", "system");
        type.put("lastUpdated", Wire.time(created));
        type.put("lastUpdatedBy", "system");
        type.put(
                "_links",
                Map.of(
                        "self",
                        Wire.link(json.baseUrl() + "/api/v1/meta/types/user/" + json.typeId(), "GET"),
                        "schema",
                        Wire.link(json.baseUrl() + "/api/v1/meta/schemas/user/" + json.schemaId(), "GET")));
        return type;
    }
}
