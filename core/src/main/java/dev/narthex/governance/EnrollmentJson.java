package dev.narthex.governance;

import dev.narthex.okta.Fields;
import dev.narthex.registration.Enrollment;
import dev.narthex.registration.Enrollment.Wanted;
import dev.narthex.users.schema.Attribute.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Who may make an account, as the rule of profile enrolment goes over the wire, there and back. `allowedDomains` is a
/// member of our own.
final class EnrollmentJson {
    private static final String HOOKS = "preRegistrationInlineHooks";
    private static final int MOST = 10;

    /// Names that the form has for itself, and the login, which is the address.
    private static final Set<String> OURS = Set.of("login", "password", "newPassword", "token", "fromURI");

    private EnrollmentJson() {}

    enum UnknownUser {
        REGISTER,
        DENY
    }

    static Map<String, Object> of(Enrollment enrollment) {
        var json = new LinkedHashMap<String, Object>();
        json.put("access", "ALLOW");
        json.put("unknownUserAction", (enrollment.open() ? UnknownUser.REGISTER : UnknownUser.DENY).name());
        json.put("activationRequirements", Map.of("emailVerification", enrollment.verification()));
        json.put(
                "profileAttributes",
                enrollment.attributes().stream()
                        .map(it -> Map.of("name", it.name(), "label", it.label(), "required", it.required()))
                        .toList());
        json.put("targetGroupIds", new TreeSet<>(enrollment.groupIds()));
        json.put(
                HOOKS,
                enrollment.hookId().map(id -> Map.of("inlineHookId", id)).stream()
                        .toList());
        json.put("progressiveProfilingAction", "DISABLED");
        json.put("allowedDomains", new TreeSet<>(enrollment.domains()));
        return json;
    }

    /// The next version. What is not sent stays as it is; what is wrong is noted in `fields`, those of the rule.
    static Enrollment read(Fields fields, Enrollment there, OrgPoliciesApi.Known known) {
        var action = fields.object("actions").object("profileEnrollment");
        boolean open = action.constant("unknownUserAction", UnknownUser.class)
                .map(it -> it == UnknownUser.REGISTER)
                .orElse(there.open());
        if (!action.text("progressiveProfilingAction", 20).orElse("DISABLED").equals("DISABLED")) {
            action.fault("progressiveProfilingAction", "must be DISABLED: nobody is asked for more later");
        }
        return new Enrollment(
                open,
                action.object("activationRequirements")
                        .flag("emailVerification")
                        .orElse(there.verification()),
                attributes(action, there.attributes(), known),
                groups(action, there.groupIds(), known),
                domains(action, there.domains()),
                hook(action, there.hookId(), known),
                there.version() + 1);
    }

    private static Set<String> groups(Fields action, Set<String> there, OrgPoliciesApi.Known known) {
        var groups =
                action.texts("targetGroupIds").<Set<String>>map(HashSet::new).orElse(there);
        for (String id : groups) {
            if (!there.contains(id) && !known.group().test(id)) {
                action.fault("targetGroupIds", "there is no '" + id + "'");
            }
        }
        return groups;
    }

    private static Optional<String> hook(Fields action, Optional<String> there, OrgPoliciesApi.Known known) {
        if (!action.has(HOOKS)) return there;
        if (action.members().get(HOOKS) instanceof List<?> list && list.size() <= 1) {
            if (list.isEmpty()) return Optional.empty();
            if (list.getFirst() instanceof Map<?, ?> hook && hook.get("inlineHookId") instanceof String id) {
                if (!there.equals(Optional.of(id)) && !known.hook().test(id)) {
                    action.fault(HOOKS, "there is no active hook '" + id + "' of type com.okta.user.pre-registration");
                }
                return Optional.of(id);
            }
        }
        action.fault(HOOKS, "must be a list of one object with inlineHookId, or of none");
        return there;
    }

    private static Set<String> domains(Fields action, Set<String> there) {
        var domains = new HashSet<String>();
        for (String domain : action.texts("allowedDomains").orElse(List.copyOf(there))) {
            domains.add(domain.toLowerCase(Locale.ROOT));
        }
        return domains;
    }

    private static List<Wanted> attributes(Fields action, List<Wanted> there, OrgPoliciesApi.Known known) {
        if (!action.has("profileAttributes")) return there;
        var wanted = new ArrayList<Wanted>();
        if (action.members().get("profileAttributes") instanceof List<?> list) {
            for (Object item : list) if (item instanceof Map<?, ?> map) wanted.add(wanted(map));
            boolean whole = wanted.size() == list.size()
                    && wanted.stream().noneMatch(it -> it.name().isBlank());
            boolean email = wanted.stream().anyMatch(it -> it.name().equals(Enrollment.EMAIL) && it.required());
            if (whole && email) {
                judge(action, wanted, known);
                return wanted;
            }
        }
        action.fault("profileAttributes", "must be a list of names, labels and whether they are required, with email");
        return there;
    }

    private static void judge(Fields action, List<Wanted> wanted, OrgPoliciesApi.Known known) {
        if (wanted.size() > MOST) action.fault("profileAttributes", "can't be more than " + MOST);
        var seen = new HashSet<String>();
        for (Wanted each : wanted) {
            String name = each.name();
            if (!seen.add(name)) action.fault("profileAttributes", "asks twice for '" + name + "'");
            if (OURS.contains(name) || !name.matches("[A-Za-z_][A-Za-z0-9_]{0,59}")) {
                action.fault("profileAttributes", "can't ask for '" + name + "'");
            }
            if (known.schema()
                    .get()
                    .attribute(name)
                    .filter(it -> it.type() == Type.ARRAY)
                    .isPresent()) {
                action.fault("profileAttributes", "can't ask for '" + name + "', which is a list");
            }
        }
    }

    private static Wanted wanted(Map<?, ?> map) {
        String name = map.get("name") instanceof String text ? text : "";
        String label = map.get("label") instanceof String text && !text.isBlank() ? text : name;
        return new Wanted(name, label, Boolean.TRUE.equals(map.get("required")));
    }
}
