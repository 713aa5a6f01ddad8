package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.ProfileUpkeep;
import dev.narthex.users.schema.UserSchema;
import dev.narthex.users.schema.UserSchemas;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `/api/v1/meta/schemas/…` and `/api/v1/meta/types/user`: which attributes people have.
///
/// An org adds attributes, and says of names that they need not be there, of logins what they look like, and of all
/// what people may do with their own.
public final class SchemasApi {
    private static final int MOST = 300;
    /// Steps of upkeep within a call: enough for a few thousand people, who are then done when it answers.
    private static final int STEPS = 8;

    private final UserSchemas schemas;
    private final ProfileUpkeep upkeep;
    private final SchemaJson json;
    private final DirectoryLog log;
    private final InstantSource clock;

    public SchemasApi(
            UserSchemas schemas, ProfileUpkeep upkeep, SchemaJson json, DirectoryLog log, InstantSource clock) {
        this.schemas = schemas;
        this.upkeep = upkeep;
        this.json = json;
        this.log = log;
        this.clock = clock;
    }

    /// GET `/api/v1/meta/schemas/user/{schema}`.
    public Response get(Request request, Caller caller) {
        return isOurs(request) ? Response.json(200, json.user(schemas.current())) : unknown(request);
    }

    /// GET `/api/v1/meta/schemas/group/default`.
    public Response group(Request request, Caller caller) {
        return Response.json(200, json.group());
    }

    /// POST: merges; a custom attribute that is null goes, and with it all that people have of it.
    public Response update(Request request, Caller caller) {
        if (!isOurs(request)) return unknown(request);
        var current = schemas.current();
        var reader = new AttributeReader(current, upkeep.leaving());
        var fields = Fields.of(request.json());
        var definitions = fields.object("definitions");
        var changed = new ArrayList<Attribute>();
        var removed = new ArrayList<String>();
        var custom = definitions.object("custom").object("properties");
        custom.members().forEach((name, definition) -> {
            if (definition == null) removed.add(name);
            else changed.add(reader.custom(custom, name));
        });
        removed.removeIf(
                name -> current.attribute(name).filter(it -> !it.base()).isEmpty());
        var base = definitions.object("base").object("properties");
        base.members().keySet().forEach(name -> reader.base(base, name).ifPresent(changed::add));
        var next = current.with(changed, removed, clock.instant());
        if (next.custom().size() > MOST) custom.fault("*", "there can be " + MOST + " at most");
        var error = fields.error("schema");
        if (error.isPresent()) return error.get().response(request);
        return replaced(request, caller, next);
    }

    private Response replaced(Request request, Caller caller, UserSchema next) {
        if (!schemas.replace(next)) {
            return OktaError.of(409, "E0000195", "The schema was changed by somebody else meanwhile")
                    .response(request);
        }
        for (int step = 0; step < STEPS && upkeep.advance(); step++) Thread.onSpinWait();
        var target = new Target(json.schemaId(), "Schema", "user", "user");
        log.write(request, caller, EventType.SCHEMA_UPDATE, target);
        return Response.json(200, json.user(next));
    }

    private boolean isOurs(Request request) {
        return Set.of("default", json.schemaId()).contains(request.pathParameter("schema"));
    }

    private static Response unknown(Request request) {
        return OktaError.notFound(request.pathParameter("schema"), "UserSchema").response(request);
    }

    /// GET `/api/v1/meta/types/user`: the one there is.
    public Response types(Request request, Caller caller) {
        return Response.json(200, List.of(json.type()));
    }

    /// GET `/api/v1/meta/types/user/{type}`.
    public Response type(Request request, Caller caller) {
        String id = request.pathParameter("type");
        return Set.of("default", json.typeId()).contains(id)
                ? Response.json(200, json.type())
                : OktaError.notFound(id, "UserType").response(request);
    }
}
