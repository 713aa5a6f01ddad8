package dev.narthex.governance;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.org.Org;
import dev.narthex.registration.Enrollment;
import dev.narthex.registration.EnrollmentStore;
import dev.narthex.users.schema.UserSchema;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// `/api/v1/policies[/{policy}]` and their rules: read, and those of passwords and of newcomers changed.
public final class OrgPoliciesApi {
    private final EnrollmentStore enrollment;
    private final Known known;
    private final Means means;
    private final OrgPolicyJson json;
    private final PasswordPoliciesResponder passwords;
    private final PasswordRulesResponder passwordRules;

    /// What is kept, and what a policy may name.
    public record Kept(OrgPolicyStore policies, EnrollmentStore enrollment, Known known) {}

    /// @param group whether an id is a group's
    /// @param hook whether an id is an active registration hook's
    public record Known(Predicate<String> group, Predicate<String> hook, Supplier<UserSchema> schema) {}

    /// What a change takes.
    public record Means(Org org, Ids ids, SystemLog log, InstantSource clock) {}

    public OrgPoliciesApi(Kept kept, Means means, String baseUrl) {
        this.enrollment = kept.enrollment();
        this.known = kept.known();
        this.means = means;
        this.json = new OrgPolicyJson(means.org(), baseUrl);
        var responder = new PolicyChangeResponder(kept.policies(), means);
        this.passwords = new PasswordPoliciesResponder(responder, known.group(), baseUrl);
        this.passwordRules = new PasswordRulesResponder(responder, baseUrl);
    }

    /// GET; `type` must be there.
    public Response list(Request request, Caller caller) {
        String type = request.query().first("type").orElse("");
        if (!Kind.isKnown(type)) {
            return OktaError.invalid("policies", "type: must be a type of policy, such as PASSWORD")
                    .response(request);
        }
        if (type.equals(Kind.PASSWORD.name())) return Response.json(200, passwords.list());
        return Response.json(200, Kind.named(type).map(json::policy).stream().toList());
    }

    /// POST: another one of passwords.
    public Response create(Request request, Caller caller) {
        var body = request.json();
        return Kind.PASSWORD.name().equals(body.get("type"))
                ? passwords.create(request, caller, body)
                : OktaError.invalid("policy", "type: must be PASSWORD; of the others there is the one built in")
                        .response(request);
    }

    public Response get(Request request, Caller caller) {
        return of(request, () -> passwords.get(request), kind -> Response.json(200, json.policy(kind)));
    }

    /// PUT.
    public Response replace(Request request, Caller caller) {
        var body = request.json();
        return of(request, () -> passwords.replace(request, caller, body), _ -> readOnly(request));
    }

    public Response delete(Request request, Caller caller) {
        return of(request, () -> passwords.delete(request, caller), _ -> readOnly(request));
    }

    public Response activate(Request request, Caller caller) {
        return of(request, () -> passwords.activate(request, caller, true), _ -> readOnly(request));
    }

    public Response deactivate(Request request, Caller caller) {
        return of(request, () -> passwords.activate(request, caller, false), _ -> readOnly(request));
    }

    public Response rules(Request request, Caller caller) {
        return of(
                request,
                () -> passwordRules.list(request),
                kind -> Response.json(200, List.of(json.rule(kind, enrollment()))));
    }

    public Response createRule(Request request, Caller caller) {
        var body = request.json();
        return of(request, () -> passwordRules.create(request, caller, body), _ -> readOnly(request));
    }

    public Response rule(Request request, Caller caller) {
        return ofRule(
                request, () -> passwordRules.get(request), kind -> Response.json(200, json.rule(kind, enrollment())));
    }

    /// PUT `…/rules/{rule}`: of profile enrolment, who may make an account.
    public Response replaceRule(Request request, Caller caller) {
        var body = request.json();
        return ofRule(
                request,
                () -> passwordRules.replace(request, caller, body),
                kind -> kind == Kind.PROFILE_ENROLLMENT ? replaceEnrollment(request, caller, body) : readOnly(request));
    }

    public Response deleteRule(Request request, Caller caller) {
        return ofRule(request, () -> passwordRules.delete(request, caller), _ -> readOnly(request));
    }

    public Response activateRule(Request request, Caller caller) {
        return ofRule(request, () -> passwordRules.activate(request, caller, true), _ -> readOnly(request));
    }

    public Response deactivateRule(Request request, Caller caller) {
        return ofRule(request, () -> passwordRules.activate(request, caller, false), _ -> readOnly(request));
    }

    /// Begins again if somebody else was first.
    private Response replaceEnrollment(Request request, Caller caller, Map<String, Object> body) {
        while (true) {
            var fields = Fields.of(body);
            var next = EnrollmentJson.read(fields, enrollment(), known);
            var wrong = fields.error("rule");
            if (wrong.isPresent()) return wrong.get().response(request);
            if (enrollment.replace(next)) break;
        }
        var kind = Kind.PROFILE_ENROLLMENT;
        var target = new Target(kind.ruleId(means.org().id()), "PolicyRule", kind.name(), kind.ruleTitle());
        means.log().write(request, Optional.empty(), Entry.success(EventType.RULE_UPDATED, caller.actor(), target));
        return Response.json(200, json.rule(kind, enrollment()));
    }

    private Enrollment enrollment() {
        return enrollment.read().orElse(Enrollment.CLOSED);
    }

    private static Response readOnly(Request request) {
        return PolicyChangeResponder.readOnly().response(request);
    }

    /// By whom the path's `{policy}` is kept: those of passwords have APIs of their own, of the others there is one
    /// each.
    private Response of(Request request, Supplier<Response> ofPasswords, Function<Kind, Response> ofOthers) {
        String id = request.pathParameter("policy");
        var kind = Stream.of(Kind.values())
                .filter(it -> it != Kind.PASSWORD && it.id(means.org().id()).equals(id))
                .findFirst();
        return kind.map(ofOthers).orElseGet(ofPasswords);
    }

    private Response ofRule(Request request, Supplier<Response> ofPasswords, Function<Kind, Response> ofOthers) {
        String id = request.pathParameter("rule");
        return of(
                request,
                ofPasswords,
                kind -> kind.ruleId(means.org().id()).equals(id)
                        ? ofOthers.apply(kind)
                        : OktaError.notFound(id, "PolicyRule").response(request));
    }
}
