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
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import dev.narthex.servers.ChangeResponder.Shape;
import dev.narthex.servers.RuleEdits.Address;
import dev.narthex.servers.RuleEdits.Placed;
import java.time.InstantSource;

/// `/api/v1/authorizationServers/{server}/policies/{policy}/rules[/{rule}]`, and their lifecycle.
public final class RulesApi {
    private final ChangeResponder responder;
    private final RuleEdits edits;
    private final PolicyJson json;
    private final Ids ids;
    private final InstantSource clock;
    private final Shape<Placed> shape;

    public RulesApi(ChangeResponder responder, Known known, Issuers issuers, Ids ids, InstantSource clock) {
        this.responder = responder;
        this.edits = new RuleEdits(known);
        this.json = new PolicyJson(issuers);
        this.ids = ids;
        this.clock = clock;
        this.shape = new Shape<>(json::rule, RulesApi::target);
    }

    public Response list(Request request, Caller caller) {
        var server = responder.server(request);
        if (server.isEmpty()) return OktaError.unknownServer(request).response(request);
        String policyId = request.pathParameter("policy");
        return PolicyEdits.find(server.get(), policyId)
                .map(policy -> list(request, server.get(), policy))
                .orElseGet(() -> OktaError.notFound(policyId, PolicyEdits.TYPE).response(request));
    }

    private Response list(Request request, AuthorizationServer server, AccessPolicy policy) {
        var rules = RuleEdits.RANKING.ordered(policy.rules()).stream()
                .map(rule -> new Placed(policy, rule))
                .toList();
        return responder.page(
                request,
                rules,
                placed -> json.rule(server, placed),
                placed -> placed.rule().id());
    }

    public Response get(Request request, Caller caller) {
        var address = address(request);
        return responder.one(
                request,
                server -> RuleEdits.find(server, address).map(placed -> json.rule(server, placed)),
                address.ruleId(),
                RuleEdits.TYPE);
    }

    public Response create(Request request, Caller caller) {
        var body = request.json();
        var address = new Address(request.pathParameter("policy"), ids.next("0pr"));
        return responder.created(
                request,
                caller,
                EventType.RULE_CREATED,
                shape,
                server -> edits.add(server, Fields.of(body), address, clock.instant()));
    }

    public Response replace(Request request, Caller caller) {
        var body = request.json();
        return responder.changed(
                request,
                caller,
                EventType.RULE_UPDATED,
                shape,
                server -> edits.replace(server, Fields.of(body), address(request), clock.instant()));
    }

    public Response delete(Request request, Caller caller) {
        return responder.done(
                request, caller, EventType.RULE_DELETED, shape, server -> edits.remove(server, address(request)));
    }

    public Response activate(Request request, Caller caller) {
        return lifecycle(request, caller, EventType.RULE_ACTIVATED, true);
    }

    public Response deactivate(Request request, Caller caller) {
        return lifecycle(request, caller, EventType.RULE_DEACTIVATED, false);
    }

    private Response lifecycle(Request request, Caller caller, EventType event, boolean active) {
        return responder.done(
                request,
                caller,
                event,
                shape,
                server -> edits.activate(server, address(request), active, clock.instant()));
    }

    private static Address address(Request request) {
        return new Address(request.pathParameter("policy"), request.pathParameter("rule"));
    }

    private static Target target(Placed placed) {
        String name = placed.rule().naming().name();
        return new Target(placed.rule().id(), "PolicyRule", name, name);
    }
}
