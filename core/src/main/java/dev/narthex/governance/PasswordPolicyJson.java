package dev.narthex.governance;

import dev.narthex.okta.Fields;
import dev.narthex.password.PasswordPolicy;
import dev.narthex.password.PasswordPolicy.Attribute;
import dev.narthex.password.PasswordPolicy.Composition;
import dev.narthex.users.PasswordSettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The settings of the password policy as they go over the wire, there and back.
final class PasswordPolicyJson {
    private static final int LONGEST_MINIMUM = 72;
    private static final int MOST_HISTORY = 30;
    private static final int MOST_DAYS = 999;
    private static final int YEAR_OF_MINUTES = 365 * 24 * 60;

    /// What Narthex does whatever the policy says. Who wants it otherwise is told so.
    private static final Map<String, Object> FIXED_LOCKOUT =
            Map.of("maxAttempts", 10, "autoUnlockMinutes", 15, "showLockoutFailures", false);

    private static final Map<String, Object> FIXED_FACTORS = Map.of(
            "recovery_question",
            Map.of("status", "ACTIVE", "properties", Map.of("complexity", Map.of("minLength", 4))),
            "okta_email",
            Map.of("status", "ACTIVE", "properties", Map.of("recoveryToken", Map.of("tokenLifetimeMinutes", 60))),
            "okta_sms",
            Map.of("status", "INACTIVE"),
            "okta_call",
            Map.of("status", "INACTIVE"));

    private PasswordPolicyJson() {}

    static Map<String, Object> of(PasswordSettings settings) {
        var password = new LinkedHashMap<String, Object>();
        password.put("complexity", complexity(settings.complexity()));
        password.put("age", age(settings));
        password.put("lockout", lockout());
        return Map.of(
                "password",
                password,
                "recovery",
                Map.of("factors", FIXED_FACTORS),
                "delegation",
                Map.of("options", Map.of("skipUnlock", false)));
    }

    private static Map<String, Object> complexity(PasswordPolicy policy) {
        var composition = policy.composition();
        var json = new LinkedHashMap<String, Object>();
        json.put("minLength", composition.minLength());
        json.put("minLowerCase", composition.minLowerCase());
        json.put("minUpperCase", composition.minUpperCase());
        json.put("minNumber", composition.minNumber());
        json.put("minSymbol", composition.minSymbol());
        json.put("excludeUsername", policy.excludeUsername());
        json.put("dictionary", Map.of("common", Map.of("exclude", policy.excludeCommon())));
        var excluded = new TreeSet<String>();
        for (var attribute : policy.excludeAttributes()) excluded.add(name(attribute));
        json.put("excludeAttributes", excluded);
        return json;
    }

    private static String name(Attribute attribute) {
        return switch (attribute) {
            case FIRST_NAME -> "firstName";
            case LAST_NAME -> "lastName";
        };
    }

    private static Map<String, Object> age(PasswordSettings settings) {
        var json = new LinkedHashMap<String, Object>();
        json.put("maxAgeDays", settings.mostAge().map(Duration::toDays).orElse(0L));
        json.put("expireWarnDays", 0);
        json.put("minAgeMinutes", settings.leastAge().toMinutes());
        json.put("historyCount", settings.history());
        return json;
    }

    private static Map<String, Object> lockout() {
        var json = new LinkedHashMap<>(FIXED_LOCKOUT);
        json.put("userLockoutNotificationChannels", List.of());
        return json;
    }

    /// What is not sent stays as it is. What is wrong is noted in `fields`, which are those of the whole policy.
    static PasswordSettings read(Fields fields, PasswordSettings there) {
        var settings = fields.object("settings");
        var password = settings.object("password");
        fixed(password.object("lockout"), FIXED_LOCKOUT);
        fixed(password.object("age"), Map.of("expireWarnDays", 0));
        fixed(settings.object("recovery").object("factors"), FIXED_FACTORS);
        fixed(settings.object("delegation").object("options"), Map.of("skipUnlock", false));
        var age = password.object("age");
        var mostAge = age.number("maxAgeDays", 0, MOST_DAYS)
                .map(days -> Optional.of(Duration.ofDays(days)).filter(Duration::isPositive))
                .orElse(there.mostAge());
        return new PasswordSettings(
                complexity(password.object("complexity"), there.complexity()),
                age.number("historyCount", 0, MOST_HISTORY).orElse(there.history()),
                age.number("minAgeMinutes", 0, YEAR_OF_MINUTES)
                        .map(Duration::ofMinutes)
                        .orElse(there.leastAge()),
                mostAge);
    }

    private static void fixed(Fields fields, Map<String, Object> values) {
        values.forEach((name, value) -> {
            Object sent = fields.members().get(name);
            if (sent == null || sent.equals(value)) return;
            if (value instanceof Map<?, ?> && sent instanceof Map<?, ?>) {
                fixed(fields.object(name), members(value));
            } else {
                fields.fault(name, "is " + value + ", which can't be changed");
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object value) {
        return (Map<String, Object>) value;
    }

    private static PasswordPolicy complexity(Fields fields, PasswordPolicy there) {
        var was = there.composition();
        var composition = new Composition(
                fields.number("minLength", 4, LONGEST_MINIMUM).orElse(was.minLength()),
                sort(fields, "minLowerCase", was.minLowerCase()),
                sort(fields, "minUpperCase", was.minUpperCase()),
                sort(fields, "minNumber", was.minNumber()),
                sort(fields, "minSymbol", was.minSymbol()));
        return new PasswordPolicy(
                composition,
                fields.flag("excludeUsername").orElse(there.excludeUsername()),
                attributes(fields).orElse(there.excludeAttributes()),
                fields.object("dictionary").object("common").flag("exclude").orElse(there.excludeCommon()));
    }

    private static int sort(Fields fields, String name, int there) {
        return fields.number(name, 0, 10).orElse(there);
    }

    private static Optional<Set<Attribute>> attributes(Fields fields) {
        return fields.texts("excludeAttributes").map(names -> {
            Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
            for (var attribute : Attribute.values()) if (names.contains(name(attribute))) attributes.add(attribute);
            if (attributes.size() < Set.copyOf(names).size()) {
                fields.fault("excludeAttributes", "may have firstName and lastName");
            }
            return attributes;
        });
    }
}
