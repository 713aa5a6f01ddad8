package dev.narthex.servers;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.Issuers;
import dev.narthex.servers.ChangeResponder.Shape;
import java.time.InstantSource;

/// `/api/v1/authorizationServers/{server}/policies[/{policy}]`, and their lifecycle.
public final class PoliciesApi {
    private final ChangeResponder responder;
    private final PolicyEdits edits;
    private final PolicyJson json;
    private final Ids ids;
    private final InstantSource clock;
    private final Shape<AccessPolicy> shape;

    public PoliciesApi(ChangeResponder responder, Known known, Issuers issuers, Ids ids, InstantSource clock) {
        this.responder = responder;
        this.edits = new PolicyEdits(known);
        this.json = new PolicyJson(issuers);
        this.ids = ids;
        this.clock = clock;
        this.shape = new Shape<>(json::policy, PoliciesApi::target);
    }

    public Response list(Request request, Caller caller) {
        var server = responder.server(request);
        if (server.isEmpty()) return OktaError.unknownServer(request).response(request);
        var policies = PolicyEdits.RANKING.ordered(server.get().policies());
        return responder.page(request, policies, policy -> json.policy(server.get(), policy), AccessPolicy::id);
    }

    public Response get(Request request, Caller caller) {
        String id = id(request);
        return responder.one(
                request,
                server -> PolicyEdits.find(server, id).map(policy -> json.policy(server, policy)),
                id,
                PolicyEdits.TYPE);
    }

    public Response create(Request request, Caller caller) {
        var body = request.json();
        String id = ids.next("00p");
        return responder.created(
                request,
                caller,
                EventType.POLICY_CREATED,
                shape,
                server -> edits.add(server, Fields.of(body), id, clock.instant()));
    }

    public Response replace(Request request, Caller caller) {
        var body = request.json();
        return responder.changed(
                request,
                caller,
                EventType.POLICY_UPDATED,
                shape,
                server -> edits.replace(server, Fields.of(body), id(request), clock.instant()));
    }

    public Response delete(Request request, Caller caller) {
        return responder.done(
                request, caller, EventType.POLICY_DELETED, shape, server -> edits.remove(server, id(request)));
    }

    public Response activate(Request request, Caller caller) {
        return lifecycle(request, caller, EventType.POLICY_ACTIVATED, true);
    }

    public Response deactivate(Request request, Caller caller) {
        return lifecycle(request, caller, EventType.POLICY_DEACTIVATED, false);
    }

    private Response lifecycle(Request request, Caller caller, EventType event, boolean active) {
        return responder.done(
                request, caller, event, shape, server -> edits.activate(server, id(request), active, clock.instant()));
    }

    private static String id(Request request) {
        return request.pathParameter("policy");
    }

    static Target target(AccessPolicy policy) {
        String name = policy.text().name();
        return new Target(policy.id(), "PolicyEntity", name, name);
    }
}
