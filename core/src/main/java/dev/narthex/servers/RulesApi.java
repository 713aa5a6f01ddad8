package dev.narthex.servers;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.Issuers;
import dev.narthex.servers.ChangeResponder.Shape;
import dev.narthex.servers.PartResponder.Kind;
import dev.narthex.servers.RuleEdits.Address;
import dev.narthex.servers.RuleEdits.Placed;
import java.time.InstantSource;
import java.util.List;

/// `/api/v1/authorizationServers/{server}/policies/{policy}/rules[/{rule}]`, and their lifecycle.
public final class RulesApi {
    private static final Kind<Placed> KIND = new Kind<>(
            RuleEdits.TYPE,
            placed -> placed.rule().id(),
            EventType.RULE_CREATED,
            EventType.RULE_UPDATED,
            EventType.RULE_DELETED);

    private final ChangeResponder responder;
    private final PartResponder<Placed> rules;
    private final RuleEdits edits;
    private final Ids ids;
    private final InstantSource clock;

    public RulesApi(ChangeResponder responder, Known known, Issuers issuers, Ids ids, InstantSource clock) {
        this.responder = responder;
        var shape = new Shape<Placed>(new PolicyJson(issuers)::rule, RulesApi::target);
        this.rules = new PartResponder<>(responder, KIND, shape);
        this.edits = new RuleEdits(known);
        this.ids = ids;
        this.clock = clock;
    }

    public Response list(Request request, Caller caller) {
        var server = responder.server(request);
        if (server.isEmpty()) return OktaError.unknownServer(request).response(request);
        String policyId = request.pathParameter("policy");
        return PolicyEdits.find(server.get(), policyId)
                .map(policy -> rules.page(request, server.get(), placed(policy)))
                .orElseGet(() -> OktaError.notFound(policyId, PolicyEdits.TYPE).response(request));
    }

    private static List<Placed> placed(AccessPolicy policy) {
        return RuleEdits.RANKING.ordered(policy.rules()).stream()
                .map(rule -> new Placed(policy, rule))
                .toList();
    }

    public Response get(Request request, Caller caller) {
        var address = address(request);
        return rules.one(request, address.ruleId(), server -> RuleEdits.find(server, address));
    }

    public Response create(Request request, Caller caller) {
        var address = new Address(request.pathParameter("policy"), ids.next("0pr"));
        return rules.create(request, caller, (server, fields) -> edits.add(server, fields, address, clock.instant()));
    }

    public Response replace(Request request, Caller caller) {
        return rules.replace(
                request, caller, (server, fields) -> edits.replace(server, fields, address(request), clock.instant()));
    }

    public Response delete(Request request, Caller caller) {
        return rules.delete(request, caller, server -> edits.remove(server, address(request)));
    }

    public Response activate(Request request, Caller caller) {
        return lifecycle(request, caller, EventType.RULE_ACTIVATED, true);
    }

    public Response deactivate(Request request, Caller caller) {
        return lifecycle(request, caller, EventType.RULE_DEACTIVATED, false);
    }

    private Response lifecycle(Request request, Caller caller, EventType event, boolean active) {
        return rules.turn(
                request, caller, event, server -> edits.activate(server, address(request), active, clock.instant()));
    }

    private static Address address(Request request) {
        return new Address(request.pathParameter("policy"), request.pathParameter("rule"));
    }

    private static Target target(Placed placed) {
        String name = placed.rule().naming().name();
        return new Target(placed.rule().id(), "PolicyRule", name, name);
    }
}
