package dev.narthex.servers;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.servers.ChangeResponder.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Answers for the parts of servers of one kind: scopes, claims, policies, rules.
///
/// A change may be tried again when somebody else was first, so what was sent is read anew for each try.
final class PartResponder<T> {
    private final ChangeResponder responder;
    private final Kind<T> kind;
    private final Shape<T> shape;

    /// @param type of the thing that is not found
    record Kind<T>(String type, Function<T, String> id, EventType created, EventType updated, EventType deleted) {}

    PartResponder(ChangeResponder responder, Kind<T> kind, Shape<T> shape) {
        this.responder = responder;
        this.kind = kind;
        this.shape = shape;
    }

    Response page(Request request, Function<AuthorizationServer, List<T>> parts) {
        return responder
                .server(request)
                .map(server -> page(request, server, parts.apply(server)))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }

    Response page(Request request, AuthorizationServer server, List<T> parts) {
        return responder.page(request, parts, part -> shape.json().apply(server, part), kind.id());
    }

    Response one(Request request, String id, Function<AuthorizationServer, Optional<T>> find) {
        return responder.one(
                request, server -> find.apply(server).map(part -> shape.json().apply(server, part)), id, kind.type());
    }

    Response create(Request request, Caller caller, BiFunction<AuthorizationServer, Fields, Edit<T>> edit) {
        var body = request.json();
        return responder.created(request, caller, kind.created(), shape, server -> edit.apply(server, Fields.of(body)));
    }

    Response replace(Request request, Caller caller, BiFunction<AuthorizationServer, Fields, Edit<T>> edit) {
        var body = request.json();
        return responder.changed(request, caller, kind.updated(), shape, server -> edit.apply(server, Fields.of(body)));
    }

    Response delete(Request request, Caller caller, Function<AuthorizationServer, Edit<T>> edit) {
        return turn(request, caller, kind.deleted(), edit);
    }

    /// A change that leaves nothing to show.
    Response turn(Request request, Caller caller, EventType event, Function<AuthorizationServer, Edit<T>> edit) {
        return responder.done(request, caller, event, shape, edit);
    }
}
