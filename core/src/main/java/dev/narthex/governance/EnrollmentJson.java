package dev.narthex.governance;

import dev.narthex.okta.Fields;
import dev.narthex.registration.Enrollment;
import dev.narthex.registration.Enrollment.Wanted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Who may make an account, as the rule of profile enrolment goes over the wire, there and back. `allowedDomains` is a
/// member of our own.
final class EnrollmentJson {
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
        json.put("preRegistrationInlineHooks", List.of());
        json.put("progressiveProfilingAction", "DISABLED");
        json.put("allowedDomains", new TreeSet<>(enrollment.domains()));
        return json;
    }

    /// The next version. What is not sent stays as it is; what is wrong is noted in `fields`, those of the rule.
    static Enrollment read(Fields fields, Enrollment there, Predicate<String> isGroup) {
        var action = fields.object("actions").object("profileEnrollment");
        boolean open = action.constant("unknownUserAction", UnknownUser.class)
                .map(it -> it == UnknownUser.REGISTER)
                .orElse(there.open());
        var groups =
                action.texts("targetGroupIds").<Set<String>>map(HashSet::new).orElse(there.groupIds());
        for (String id : groups) {
            if (!there.groupIds().contains(id) && !isGroup.test(id)) {
                action.fault("targetGroupIds", "there is no '" + id + "'");
            }
        }
        return new Enrollment(
                open,
                action.object("activationRequirements")
                        .flag("emailVerification")
                        .orElse(there.verification()),
                attributes(action, there.attributes()),
                groups,
                domains(action, there.domains()),
                there.version() + 1);
    }

    private static Set<String> domains(Fields action, Set<String> there) {
        var domains = new HashSet<String>();
        for (String domain : action.texts("allowedDomains").orElse(List.copyOf(there))) {
            domains.add(domain.toLowerCase(Locale.ROOT));
        }
        return domains;
    }

    private static List<Wanted> attributes(Fields action, List<Wanted> there) {
        if (!action.has("profileAttributes")) return there;
        var wanted = new ArrayList<Wanted>();
        if (action.members().get("profileAttributes") instanceof List<?> list) {
            for (Object item : list) if (item instanceof Map<?, ?> map) wanted.add(wanted(map));
            boolean whole = wanted.size() == list.size()
                    && wanted.stream().noneMatch(it -> it.name().isBlank());
            boolean email = wanted.stream().anyMatch(it -> it.name().equals(Enrollment.EMAIL) && it.required());
            if (whole && email) return wanted;
        }
        action.fault("profileAttributes", "must be a list of names, labels and whether they are required, with email");
        return there;
    }

    private static Wanted wanted(Map<?, ?> map) {
        String name = map.get("name") instanceof String text ? text : "";
        String label = map.get("label") instanceof String text && !text.isBlank() ? text : name;
        return new Wanted(name, label, Boolean.TRUE.equals(map.get("required")));
    }
}
