package dev.narthex.governance;

import dev.narthex.access.Caller;
import dev.narthex.governance.GroupPolicy.Text;
import dev.narthex.governance.GroupPolicy.Times;
import dev.narthex.governance.PolicyChangeResponder.Edit;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.users.PasswordSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Password policies, one for everybody and more for the members of groups: read and changed.
final class PasswordPoliciesResponder {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 1024;
    private static final int MOST = 100;

    private enum Status {
        ACTIVE,
        INACTIVE
    }

    private final PolicyChangeResponder responder;
    private final Predicate<String> isGroup;
    private final PasswordPolicyJson json;

    PasswordPoliciesResponder(PolicyChangeResponder responder, Predicate<String> isGroup, String baseUrl) {
        this.responder = responder;
        this.isGroup = isGroup;
        this.json = new PasswordPolicyJson(baseUrl);
    }

    List<Map<String, Object>> list() {
        var policies = responder.now();
        return policies.all().stream()
                .map(policy -> json.policy(policies, policy))
                .toList();
    }

    Response get(Request request) {
        var policies = responder.now();
        return policies.byId(id(request))
                .map(policy -> Response.json(200, json.policy(policies, policy)))
                .orElseGet(() -> unknown(request).response(request));
    }

    Response create(Request request, Caller caller, Map<String, Object> body) {
        String id = responder.means().ids().next("00p");
        Instant now = responder.means().clock().instant();
        boolean active =
                request.query().first("activate").filter("false"::equals).isEmpty();
        var blank = new GroupPolicy(
                id, new Text("", ""), active, Set.of(), PasswordSettings.DEFAULT, List.of(), new Times(now, now));
        return responder.change(
                request,
                caller,
                EventType.POLICY_CREATED,
                policies -> policies.all().size() < MOST
                        ? edit(policies, blank, Fields.of(body))
                        : new Edit.Refused(OktaError.invalid("policy", "type: there are " + MOST + " already")),
                answered(id));
    }

    Response replace(Request request, Caller caller, Map<String, Object> body) {
        return change(
                request,
                caller,
                EventType.POLICY_UPDATED,
                (policies, policy) -> edit(policies, policy, Fields.of(body)),
                answered(id(request)));
    }

    Response delete(Request request, Caller caller) {
        return change(
                request,
                caller,
                EventType.POLICY_DELETED,
                (policies, policy) -> policies.isStandard(policy)
                        ? new Edit.Refused(PolicyChangeResponder.readOnly())
                        : new Edit.Made(policies.without(policy), target(policy)),
                _ -> Response.empty(204));
    }

    Response activate(Request request, Caller caller, boolean active) {
        return change(
                request,
                caller,
                active ? EventType.POLICY_ACTIVATED : EventType.POLICY_DEACTIVATED,
                (policies, policy) -> policies.isStandard(policy)
                        ? new Edit.Refused(PolicyChangeResponder.readOnly())
                        : made(
                                policies,
                                policy.active(active, responder.means().clock().instant()),
                                Optional.empty()),
                _ -> Response.empty(204));
    }

    @FunctionalInterface
    private interface Editing {
        Edit of(PasswordPolicies policies, GroupPolicy policy);
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
                policies -> policies.byId(id(request))
                        .map(policy -> editing.of(policies, policy))
                        .orElseGet(() -> new Edit.Refused(unknown(request))),
                answer);
    }

    private Edit edit(PasswordPolicies policies, GroupPolicy there, Fields fields) {
        if (!fields.text("type", 100).orElse(Kind.PASSWORD.name()).equals(Kind.PASSWORD.name())) {
            fields.fault("type", "of a policy can't be changed");
        }
        var was = there.text();
        String name =
                was.name().isEmpty() || fields.has("name") ? fields.requiredText("name", LONGEST_NAME) : was.name();
        var text =
                new Text(name, fields.text("description", LONGEST_DESCRIPTION).orElse(was.description()));
        var next = new GroupPolicy(
                there.id(),
                text,
                fields.constant("status", Status.class)
                        .map(Status.ACTIVE::equals)
                        .orElse(there.active()),
                PasswordPolicyReader.groups(fields, there.groupIds(), isGroup),
                PasswordPolicyReader.settings(fields, there.settings()),
                there.rules(),
                there.times().updated(responder.means().clock().instant()));
        var priority = fields.number("priority", 1, Integer.MAX_VALUE);
        if (policies.isStandard(there)) standardStays(fields, there, next);
        return fields.error("policy").<Edit>map(Edit.Refused::new).orElseGet(() -> made(policies, next, priority));
    }

    /// Of the built-in policy the settings are changed and nothing else.
    private static void standardStays(Fields fields, GroupPolicy there, GroupPolicy next) {
        if (!next.active()) fields.fault("status", "of the default policy can't be changed");
        if (!next.text().name().equals(there.text().name())) {
            fields.fault("name", "of the default policy can't be changed");
        }
        if (!next.groupIds().equals(there.groupIds())) {
            fields.fault("conditions.people.groups.include", "of the default policy can't be changed");
        }
    }

    private static Edit made(PasswordPolicies policies, GroupPolicy next, Optional<Integer> priority) {
        return new Edit.Made(policies.with(next, priority), target(next));
    }

    private Function<PasswordPolicies, Response> answered(String id) {
        return policies ->
                Response.json(200, json.policy(policies, policies.byId(id).orElseThrow()));
    }

    private static Target target(GroupPolicy policy) {
        return new Target(
                policy.id(), "PolicyEntity", Kind.PASSWORD.name(), policy.text().name());
    }

    private static OktaError unknown(Request request) {
        return OktaError.notFound(id(request), "Policy");
    }

    private static String id(Request request) {
        return request.pathParameter("policy");
    }
}
