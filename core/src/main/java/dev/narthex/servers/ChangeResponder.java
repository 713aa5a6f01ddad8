package dev.narthex.servers;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Answers for servers and their parts: shows them, and has changes made, which are on record before they are answered.
public final class ChangeResponder {
    private static final int PAGE = 200;

    private final ServerChanges changes;
    private final Issuers issuers;
    private final SystemLog log;

    public ChangeResponder(ServerChanges changes, Issuers issuers, SystemLog log) {
        this.changes = changes;
        this.issuers = issuers;
        this.log = log;
    }

    /// How a part goes over the wire and into the log.
    record Shape<T>(BiFunction<AuthorizationServer, T, Map<String, Object>> json, Function<T, Target> target) {}

    Response one(
            Request request, Function<AuthorizationServer, Optional<? extends Object>> find, String id, String type) {
        var server = server(request);
        if (server.isEmpty()) return OktaError.unknownServer(request).response(request);
        return find.apply(server.get())
                .map(json -> Response.json(200, json))
                .orElseGet(() -> OktaError.notFound(id, type).response(request));
    }

    Optional<AuthorizationServer> server(Request request) {
        return changes.find(request.pathParameter("server"));
    }

    /// A page of parts, in their order.
    <T> Response page(Request request, List<T> all, Function<T, ?> json, Function<T, String> id) {
        var listing = Listing.asked(request, PAGE, PAGE);
        var rest = listing.after()
                .map(after -> all.stream()
                        .dropWhile(part -> !id.apply(part).equals(after))
                        .skip(1)
                        .toList())
                .orElse(all);
        var found = rest.subList(0, Math.min(rest.size(), listing.fetch()));
        return listing.response(request, issuers.baseUrl(), found, json, id);
    }

    /// Makes the change and answers with the changed part.
    <T> Response changed(
            Request request,
            Caller caller,
            EventType event,
            Shape<T> shape,
            Function<AuthorizationServer, Edit<T>> edit) {
        return made(request, caller, event, shape, edit, 200);
    }

    /// As [#changed], for what is new.
    <T> Response created(
            Request request,
            Caller caller,
            EventType event,
            Shape<T> shape,
            Function<AuthorizationServer, Edit<T>> edit) {
        return made(request, caller, event, shape, edit, 201);
    }

    /// As [#changed], where there is nothing to show.
    <T> Response done(
            Request request,
            Caller caller,
            EventType event,
            Shape<T> shape,
            Function<AuthorizationServer, Edit<T>> edit) {
        return made(request, caller, event, shape, edit, 204);
    }

    private <T> Response made(
            Request request,
            Caller caller,
            EventType event,
            Shape<T> shape,
            Function<AuthorizationServer, Edit<T>> edit,
            int status) {
        return switch (changes.change(request.pathParameter("server"), edit)) {
            case Edit.Refused<T>(var error) -> error.response(request);
            case Edit.Made<T>(var server, var part) -> {
                record(request, caller, event, shape.target().apply(part), target(server));
                yield status == 204
                        ? Response.empty(204)
                        : Response.json(status, shape.json().apply(server, part));
            }
        };
    }

    void record(Request request, Caller caller, EventType event, Target... targets) {
        log.write(request, Optional.empty(), Entry.success(event, caller.actor(), targets));
    }

    static Target target(AuthorizationServer server) {
        String name = server.settings().name();
        return new Target(server.id(), "AuthorizationServer", name, name);
    }
}
