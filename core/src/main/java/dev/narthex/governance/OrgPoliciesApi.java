package dev.narthex.governance;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.org.Org;
import dev.narthex.registration.Enrollment;
import dev.narthex.registration.EnrollmentStore;
import dev.narthex.users.PasswordSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `/api/v1/policies[/{policy}]` and their rules: read, and what is asked of passwords and of newcomers changed.
public final class OrgPoliciesApi {
    private final OrgPolicyStore store;
    private final EnrollmentStore enrollment;
    private final Predicate<String> isGroup;
    private final Org org;
    private final OrgPolicyJson json;
    private final SystemLog log;
    private final InstantSource clock;

    /// What is kept, and which ids are those of groups.
    public record Kept(OrgPolicyStore policies, EnrollmentStore enrollment, Predicate<String> isGroup) {}

    public OrgPoliciesApi(Kept kept, Org org, String baseUrl, SystemLog log, InstantSource clock) {
        this.store = kept.policies();
        this.enrollment = kept.enrollment();
        this.isGroup = kept.isGroup();
        this.org = org;
        this.json = new OrgPolicyJson(org, baseUrl);
        this.log = log;
        this.clock = clock;
    }

    /// GET; `type` must be there.
    public Response list(Request request, Caller caller) {
        String type = request.query().first("type").orElse("");
        if (!Kind.isKnown(type)) {
            return OktaError.invalid("policies", "type: must be a type of policy, such as PASSWORD")
                    .response(request);
        }
        return Response.json(200, Kind.named(type).map(this::json).stream().toList());
    }

    public Response get(Request request, Caller caller) {
        return of(request, kind -> Response.json(200, json(kind)));
    }

    /// PUT.
    public Response replace(Request request, Caller caller) {
        var body = request.json();
        return of(request, kind -> switch (kind) {
            case PASSWORD -> replacePasswords(request, caller, Fields.of(body));
            case OKTA_SIGN_ON, ACCESS_POLICY, PROFILE_ENROLLMENT -> readOnly(request);
        });
    }

    private Response replacePasswords(Request request, Caller caller, Fields fields) {
        if (!fields.text("type", 100).orElse(Kind.PASSWORD.name()).equals(Kind.PASSWORD.name())) {
            fields.fault("type", "of a policy can't be changed");
        }
        var settings = PasswordPolicyJson.read(fields, passwords());
        var wrong = fields.error("policy");
        if (wrong.isPresent()) return wrong.get().response(request);
        store.keep(settings, clock.instant());
        var target = new Target(Kind.PASSWORD.id(org.id()), "PolicyEntity", "PASSWORD", Kind.PASSWORD.title());
        log.write(request, Optional.empty(), Entry.success(EventType.POLICY_UPDATED, caller.actor(), target));
        return Response.json(200, json(Kind.PASSWORD));
    }

    public Response rules(Request request, Caller caller) {
        return of(request, kind -> Response.json(200, List.of(json.rule(kind, enrollment()))));
    }

    public Response rule(Request request, Caller caller) {
        String id = request.pathParameter("rule");
        return of(
                request,
                kind -> kind.ruleId(org.id()).equals(id)
                        ? Response.json(200, json.rule(kind, enrollment()))
                        : OktaError.notFound(id, "PolicyRule").response(request));
    }

    /// PUT `…/rules/{rule}`: of profile enrolment, who may make an account.
    public Response replaceRule(Request request, Caller caller) {
        var body = request.json();
        String id = request.pathParameter("rule");
        return of(request, kind -> {
            if (!kind.ruleId(org.id()).equals(id)) {
                return OktaError.notFound(id, "PolicyRule").response(request);
            }
            return kind == Kind.PROFILE_ENROLLMENT ? replaceEnrollment(request, caller, body) : readOnly(request);
        });
    }

    /// Begins again if somebody else was first.
    private Response replaceEnrollment(Request request, Caller caller, Map<String, Object> body) {
        while (true) {
            var fields = Fields.of(body);
            var next = EnrollmentJson.read(fields, enrollment(), isGroup);
            var wrong = fields.error("rule");
            if (wrong.isPresent()) return wrong.get().response(request);
            if (enrollment.replace(next)) break;
        }
        var kind = Kind.PROFILE_ENROLLMENT;
        var target = new Target(kind.ruleId(org.id()), "PolicyRule", kind.name(), kind.ruleTitle());
        log.write(request, Optional.empty(), Entry.success(EventType.RULE_UPDATED, caller.actor(), target));
        return Response.json(200, json.rule(kind, enrollment()));
    }

    private Enrollment enrollment() {
        return enrollment.read().orElse(Enrollment.CLOSED);
    }

    private static Response readOnly(Request request) {
        return OktaError.of(403, "E0000077", "Cannot modify the policy object because it is read-only.")
                .response(request);
    }

    private Map<String, Object> json(Kind kind) {
        var kept = store.passwords().filter(_ -> kind == Kind.PASSWORD);
        var lastUpdated = kept.map(OrgPolicyStore.Kept::lastUpdated).orElse(org.created());
        return json.policy(kind, passwords(), lastUpdated);
    }

    private PasswordSettings passwords() {
        return store.passwords().map(OrgPolicyStore.Kept::settings).orElse(PasswordSettings.DEFAULT);
    }

    private Response of(Request request, Function<Kind, Response> answer) {
        String id = request.pathParameter("policy");
        return Stream.of(Kind.values())
                .filter(kind -> kind.id(org.id()).equals(id))
                .findFirst()
                .map(answer)
                .orElseGet(() -> OktaError.notFound(id, "Policy").response(request));
    }
}
