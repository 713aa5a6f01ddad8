package dev.narthex.governance;

import dev.narthex.access.Caller;
import dev.narthex.governance.PolicyChangeResponder.Edit;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.users.PasswordSettings.Allowed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The rules of password policies, what people may do themselves: read and changed.
final class PasswordRulesResponder {
    private static final int LONGEST_NAME = 255;
    private static final int MOST = 100;

    private enum Status {
        ACTIVE,
        INACTIVE
    }

    private final PolicyChangeResponder responder;
    private final PasswordPolicyJson json;

    PasswordRulesResponder(PolicyChangeResponder responder, String baseUrl) {
        this.responder = responder;
        this.json = new PasswordPolicyJson(baseUrl);
    }

    /// A rule and the policy that it is of.
    private record Placed(GroupPolicy policy, PasswordRule rule) {}

    Response list(Request request) {
        var policies = responder.now();
        return policies.byId(policyId(request))
                .map(policy -> Response.json(
                        200,
                        policy.rules().stream()
                                .map(rule -> json.rule(policies, policy, rule))
                                .toList()))
                .orElseGet(() -> unknownPolicy(request).response(request));
    }

    Response get(Request request) {
        var policies = responder.now();
        return placed(policies, policyId(request), ruleId(request))
                .map(it -> Response.json(200, json.rule(policies, it.policy(), it.rule())))
                .orElseGet(() -> unknown(request).response(request));
    }

    Response create(Request request, Caller caller, Map<String, Object> body) {
        String id = responder.means().ids().next("0pr");
        Instant now = responder.means().clock().instant();
        boolean active =
                request.query().first("activate").filter("false"::equals).isEmpty();
        var blank = new PasswordRule(id, "", active, Set.of(), Allowed.ALL, now, now);
        return responder.change(
                request,
                caller,
                EventType.RULE_CREATED,
                policies -> policies.byId(policyId(request))
                        .map(policy -> policy.rules().size() < MOST
                                ? edit(policies, new Placed(policy, blank), Fields.of(body))
                                : new Edit.Refused(OktaError.invalid("rule", "type: there are " + MOST + " already")))
                        .orElseGet(() -> new Edit.Refused(unknownPolicy(request))),
                answered(policyId(request), id));
    }

    Response replace(Request request, Caller caller, Map<String, Object> body) {
        return change(
                request,
                caller,
                EventType.RULE_UPDATED,
                (policies, placed) -> edit(policies, placed, Fields.of(body)),
                answered(policyId(request), ruleId(request)));
    }

    Response delete(Request request, Caller caller) {
        return change(
                request,
                caller,
                EventType.RULE_DELETED,
                (policies, placed) -> policies.isStandard(placed.policy(), placed.rule())
                        ? new Edit.Refused(PolicyChangeResponder.readOnly())
                        : new Edit.Made(policies.without(placed.policy(), placed.rule()), target(placed.rule())),
                _ -> Response.empty(204));
    }

    Response activate(Request request, Caller caller, boolean active) {
        Instant now = responder.means().clock().instant();
        return change(
                request,
                caller,
                active ? EventType.RULE_ACTIVATED : EventType.RULE_DEACTIVATED,
                (policies, placed) -> policies.isStandard(placed.policy(), placed.rule())
                        ? new Edit.Refused(PolicyChangeResponder.readOnly())
                        : made(policies, placed.policy(), placed.rule().active(active, now), Optional.empty()),
                _ -> Response.empty(204));
    }

    @FunctionalInterface
    private interface Editing {
        Edit of(PasswordPolicies policies, Placed placed);
    }

    private Response change(
            Request request,
            Caller caller,
            EventType event,
            Editing editing,
            Function<PasswordPolicies, Response> answer) {
        return responder.change(
                request,
                caller,
                event,
                policies -> placed(policies, policyId(request), ruleId(request))
                        .map(placed -> editing.of(policies, placed))
                        .orElseGet(() -> new Edit.Refused(unknown(request))),
                answer);
    }

    private Edit edit(PasswordPolicies policies, Placed placed, Fields fields) {
        var there = placed.rule();
        fields.oneOf("type", Set.of(Kind.PASSWORD.ruleType()));
        String name =
                there.name().isEmpty() || fields.has("name") ? fields.requiredText("name", LONGEST_NAME) : there.name();
        var next = new PasswordRule(
                there.id(),
                name,
                fields.constant("status", Status.class)
                        .map(Status.ACTIVE::equals)
                        .orElse(there.active()),
                PasswordPolicyReader.excluded(fields, there.excluded()),
                PasswordPolicyReader.allowed(fields, there.allowed()),
                there.created(),
                responder.means().clock().instant());
        var priority = fields.number("priority", 1, Integer.MAX_VALUE);
        if (policies.isStandard(placed.policy(), there)) standardStays(fields, there, next);
        return fields.error("rule")
                .<Edit>map(Edit.Refused::new)
                .orElseGet(() -> made(policies, placed.policy(), next, priority));
    }

    /// Of the built-in rule the actions are changed and nothing else: it is for everybody.
    private static void standardStays(Fields fields, PasswordRule there, PasswordRule next) {
        if (!next.active()) fields.fault("status", "of the default rule can't be changed");
        if (!next.name().equals(there.name())) fields.fault("name", "of the default rule can't be changed");
        if (!next.excluded().isEmpty()) {
            fields.fault("conditions.people.users.exclude", "of the default rule can't be changed");
        }
    }

    private static Edit made(
            PasswordPolicies policies, GroupPolicy policy, PasswordRule rule, Optional<Integer> priority) {
        return new Edit.Made(policies.with(policy, rule, priority), target(rule));
    }

    private Function<PasswordPolicies, Response> answered(String policyId, String ruleId) {
        return policies -> {
            var placed = placed(policies, policyId, ruleId).orElseThrow();
            return Response.json(200, json.rule(policies, placed.policy(), placed.rule()));
        };
    }

    private static Optional<Placed> placed(PasswordPolicies policies, String policyId, String ruleId) {
        return policies.byId(policyId).flatMap(policy -> policy.rule(ruleId).map(rule -> new Placed(policy, rule)));
    }

    private static Target target(PasswordRule rule) {
        return new Target(rule.id(), "PolicyRule", Kind.PASSWORD.name(), rule.name());
    }

    private static OktaError unknownPolicy(Request request) {
        return OktaError.notFound(policyId(request), "Policy");
    }

    private static OktaError unknown(Request request) {
        return OktaError.notFound(ruleId(request), "PolicyRule");
    }

    private static String policyId(Request request) {
        return request.pathParameter("policy");
    }

    private static String ruleId(Request request) {
        return request.pathParameter("rule");
    }
}
