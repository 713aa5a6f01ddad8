package dev.narthex.servers;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.Issuers;
import dev.narthex.servers.ChangeResponder.Shape;
import dev.narthex.servers.PartResponder.Kind;
import java.time.InstantSource;

/// `/api/v1/authorizationServers/{server}/policies[/{policy}]`, and their lifecycle.
public final class PoliciesApi {
    private static final Kind<AccessPolicy> KIND = new Kind<>(
            PolicyEdits.TYPE,
            AccessPolicy::id,
            EventType.POLICY_CREATED,
            EventType.POLICY_UPDATED,
            EventType.POLICY_DELETED);

    private final PartResponder<AccessPolicy> policies;
    private final PolicyEdits edits;
    private final Ids ids;
    private final InstantSource clock;

    public PoliciesApi(ChangeResponder responder, Known known, Issuers issuers, Ids ids, InstantSource clock) {
        var shape = new Shape<AccessPolicy>(new PolicyJson(issuers)::policy, PoliciesApi::target);
        this.policies = new PartResponder<>(responder, KIND, shape);
        this.edits = new PolicyEdits(known);
        this.ids = ids;
        this.clock = clock;
    }

    public Response list(Request request, Caller caller) {
        return policies.page(request, server -> PolicyEdits.RANKING.ordered(server.policies()));
    }

    public Response get(Request request, Caller caller) {
        return policies.one(request, id(request), server -> PolicyEdits.find(server, id(request)));
    }

    public Response create(Request request, Caller caller) {
        String id = ids.next("00p");
        return policies.create(request, caller, (server, fields) -> edits.add(server, fields, id, clock.instant()));
    }

    public Response replace(Request request, Caller caller) {
        return policies.replace(
                request, caller, (server, fields) -> edits.replace(server, fields, id(request), clock.instant()));
    }

    public Response delete(Request request, Caller caller) {
        return policies.delete(request, caller, server -> edits.remove(server, id(request)));
    }

    public Response activate(Request request, Caller caller) {
        return lifecycle(request, caller, EventType.POLICY_ACTIVATED, true);
    }

    public Response deactivate(Request request, Caller caller) {
        return lifecycle(request, caller, EventType.POLICY_DEACTIVATED, false);
    }

    private Response lifecycle(Request request, Caller caller, EventType event, boolean active) {
        return policies.turn(
                request, caller, event, server -> edits.activate(server, id(request), active, clock.instant()));
    }

    private static String id(Request request) {
        return request.pathParameter("policy");
    }

    static Target target(AccessPolicy policy) {
        String name = policy.text().name();
        return new Target(policy.id(), "PolicyEntity", name, name);
    }
}
