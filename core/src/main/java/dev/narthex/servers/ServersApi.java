package dev.narthex.servers;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.keys.Keys;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import dev.narthex.servers.ChangeResponder.Shape;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `/api/v1/authorizationServers[/{server}]`, and their lifecycle. `default` can't be deleted.
public final class ServersApi {
    private final ChangeResponder responder;
    private final ServerChanges changes;
    private final Keys keys;
    private final ServerJson json;
    private final Ids ids;
    private final Shape<AuthorizationServer> shape;

    public ServersApi(ChangeResponder responder, ServerChanges changes, Keys keys, Issuers issuers, Ids ids) {
        this.responder = responder;
        this.changes = changes;
        this.keys = keys;
        this.json = new ServerJson(keys, issuers);
        this.ids = ids;
        this.shape = new Shape<>((server, _) -> json.of(server), ChangeResponder::target);
    }

    /// GET; `q` finds servers by a part of their name or audience.
    public Response list(Request request, Caller caller) {
        String wanted = request.query().first("q").orElse("").toLowerCase(Locale.ROOT);
        var found = changes.all().stream()
                .filter(server -> contains(server.settings().name(), wanted)
                        || contains(server.settings().audience(), wanted))
                .toList();
        return responder.page(request, found, json::of, AuthorizationServer::id);
    }

    private static boolean contains(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    public Response get(Request request, Caller caller) {
        String id = request.pathParameter("server");
        return responder.one(request, server -> Optional.of(json.of(server)), id, ServerEdits.TYPE);
    }

    public Response create(Request request, Caller caller) {
        var fields = Fields.of(request.json());
        var settings = ServerEdits.read(fields, ServerEdits.STANDARD);
        var wrong = fields.error("authorizationServer");
        if (wrong.isPresent()) return wrong.get().response(request);
        var server = changes.create(ids.next("aus"), settings);
        // Now, and not when the first person signs in.
        keys.install(server);
        responder.record(request, caller, EventType.SERVER_CREATED, ChangeResponder.target(server));
        return Response.json(201, json.of(server));
    }

    public Response replace(Request request, Caller caller) {
        var body = request.json();
        Shape<AuthorizationServer> withKeys = new Shape<>((server, _) -> keyed(server), shape.target());
        return responder.changed(
                request,
                caller,
                EventType.SERVER_UPDATED,
                withKeys,
                server -> ServerEdits.replace(server, Fields.of(body)));
    }

    private Map<String, Object> keyed(AuthorizationServer server) {
        keys.follow(server);
        return json.of(server);
    }

    public Response delete(Request request, Caller caller) {
        String id = request.pathParameter("server");
        if (id.equals(AuthorizationServer.DEFAULT)) {
            return OktaError.of(403, "E0000077", "Cannot delete the default authorization server.")
                    .response(request);
        }
        var there = changes.find(id);
        if (there.isEmpty() || !changes.delete(id))
            return OktaError.unknownServer(request).response(request);
        responder.record(request, caller, EventType.SERVER_DELETED, ChangeResponder.target(there.get()));
        return Response.empty(204);
    }

    public Response activate(Request request, Caller caller) {
        return lifecycle(request, caller, EventType.SERVER_ACTIVATED, true);
    }

    public Response deactivate(Request request, Caller caller) {
        return lifecycle(request, caller, EventType.SERVER_DEACTIVATED, false);
    }

    private Response lifecycle(Request request, Caller caller, EventType event, boolean active) {
        return responder.done(request, caller, event, shape, server -> ServerEdits.activate(server, active));
    }
}
