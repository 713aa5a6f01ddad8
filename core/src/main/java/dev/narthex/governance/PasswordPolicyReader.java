package dev.narthex.governance;

import dev.narthex.okta.Fields;
import dev.narthex.password.PasswordPolicy;
import dev.narthex.password.PasswordPolicy.Attribute;
import dev.narthex.password.PasswordPolicy.Composition;
import dev.narthex.users.PasswordSettings;
import dev.narthex.users.PasswordSettings.Age;
import dev.narthex.users.PasswordSettings.Allowed;
import dev.narthex.users.PasswordSettings.Lockout;
import dev.narthex.users.PasswordSettings.Recovery;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Reads password policies and their rules from what an administrator sent. What is not sent stays as it is; what
/// Narthex would not do is refused, not forgotten. Everything wrong is noted in the fields.
final class PasswordPolicyReader {
    private static final int LONGEST_MINIMUM = 72;
    private static final int MOST_HISTORY = 30;
    private static final int MOST_DAYS = 999;
    private static final int MOST_ATTEMPTS = 100;
    private static final int YEAR_OF_MINUTES = 365 * 24 * 60;
    private static final int LONGEST_ANSWER = 100;
    private static final String MAIL = "EMAIL";

    private enum Status {
        ACTIVE,
        INACTIVE
    }

    private enum Access {
        ALLOW,
        DENY
    }

    private PasswordPolicyReader() {}

    static String name(Attribute attribute) {
        return switch (attribute) {
            case FIRST_NAME -> "firstName";
            case LAST_NAME -> "lastName";
        };
    }

    /// The groups of a policy.
    static Set<String> groups(Fields policy, Set<String> there, Predicate<String> isGroup) {
        var conditions = only(policy.object("conditions"), "people", "authProvider");
        only(conditions.object("authProvider"), "provider").oneOf("provider", List.of("OKTA"));
        var condition = only(only(conditions.object("people"), "groups").object("groups"), "include");
        var groups = condition.texts("include").<Set<String>>map(Set::copyOf).orElse(there);
        for (String id : groups) {
            if (!there.contains(id) && !isGroup.test(id)) condition.fault("include", "there is no group '" + id + "'");
        }
        if (groups.isEmpty()) condition.fault("include", "must name the groups whose members the policy is for");
        return groups;
    }

    /// Whom a rule leaves out.
    static Set<String> excluded(Fields rule, Set<String> there) {
        var conditions = only(rule.object("conditions"), "people", "network");
        only(conditions.object("network"), "connection").oneOf("connection", List.of("ANYWHERE"));
        var users = only(only(conditions.object("people"), "users").object("users"), "exclude");
        return users.texts("exclude").<Set<String>>map(Set::copyOf).orElse(there);
    }

    static Allowed allowed(Fields rule, Allowed there) {
        var actions = only(rule.object("actions"), "passwordChange", "selfServicePasswordReset", "selfServiceUnlock");
        return new Allowed(
                allowed(actions, "passwordChange", there.change()),
                allowed(actions, "selfServicePasswordReset", there.reset()),
                allowed(actions, "selfServiceUnlock", there.unlock()));
    }

    private static boolean allowed(Fields actions, String name, boolean there) {
        return only(actions.object(name), "access")
                .constant("access", Access.class)
                .map(Access.ALLOW::equals)
                .orElse(there);
    }

    static PasswordSettings settings(Fields policy, PasswordSettings there) {
        var settings = only(policy.object("settings"), "password", "recovery", "delegation");
        var password = only(settings.object("password"), "complexity", "age", "lockout");
        var options = only(only(settings.object("delegation"), "options").object("options"), "skipUnlock");
        if (options.flag("skipUnlock").orElse(false)) options.fault("skipUnlock", "is for directories elsewhere");
        return new PasswordSettings(
                complexity(password.object("complexity"), there.complexity()),
                age(password.object("age"), there.age()),
                lockout(password.object("lockout"), there.lockout()),
                recovery(only(settings.object("recovery"), "factors").object("factors"), there.recovery()),
                there.allowed());
    }

    private static Age age(Fields fields, Age there) {
        only(fields, "maxAgeDays", "expireWarnDays", "minAgeMinutes", "historyCount");
        return new Age(
                fields.number("historyCount", 0, MOST_HISTORY).orElse(there.history()),
                fields.number("minAgeMinutes", 0, YEAR_OF_MINUTES)
                        .map(Duration::ofMinutes)
                        .orElse(there.least()),
                fields.number("maxAgeDays", 0, MOST_DAYS)
                        .map(days -> Optional.of(Duration.ofDays(days)).filter(Duration::isPositive))
                        .orElse(there.most()),
                fields.number("expireWarnDays", 0, MOST_DAYS)
                        .map(Duration::ofDays)
                        .orElse(there.warning()));
    }

    private static Lockout lockout(Fields fields, Lockout there) {
        only(fields, "maxAttempts", "autoUnlockMinutes", "showLockoutFailures", "userLockoutNotificationChannels");
        return new Lockout(
                fields.number("maxAttempts", 0, MOST_ATTEMPTS).orElse(there.attempts()),
                fields.number("autoUnlockMinutes", 0, YEAR_OF_MINUTES)
                        .map(minutes -> Optional.of(Duration.ofMinutes(minutes)).filter(Duration::isPositive))
                        .orElse(there.opensAfter()),
                fields.flag("showLockoutFailures").orElse(there.shown()),
                fields.eachOf("userLockoutNotificationChannels", List.of(MAIL))
                        .map(channels -> !channels.isEmpty())
                        .orElse(there.mailed()));
    }

    private static Recovery recovery(Fields factors, Recovery there) {
        only(factors, "recovery_question", "okta_email", "okta_sms", "okta_call");
        for (String absent : List.of("okta_sms", "okta_call")) {
            var factor = factors.object(absent);
            if (isActive(factor, false)) factor.fault("status", "can't be ACTIVE, for there is none");
        }
        var question = only(factors.object("recovery_question"), "status", "properties");
        var mail = only(factors.object("okta_email"), "status", "properties");
        var answer = only(only(question.object("properties"), "complexity").object("complexity"), "minLength");
        var token =
                only(only(mail.object("properties"), "recoveryToken").object("recoveryToken"), "tokenLifetimeMinutes");
        return new Recovery(
                token.number("tokenLifetimeMinutes", 1, YEAR_OF_MINUTES)
                        .map(Duration::ofMinutes)
                        .orElse(there.linkLifetime()),
                isActive(mail, there.byMail()),
                isActive(question, there.asksQuestion()),
                answer.number("minLength", 1, LONGEST_ANSWER).orElse(there.answerLength()));
    }

    private static boolean isActive(Fields factor, boolean there) {
        return factor.constant("status", Status.class)
                .map(Status.ACTIVE::equals)
                .orElse(there);
    }

    private static PasswordPolicy complexity(Fields fields, PasswordPolicy there) {
        only(
                fields,
                "minLength",
                "minLowerCase",
                "minUpperCase",
                "minNumber",
                "minSymbol",
                "excludeUsername",
                "excludeAttributes",
                "dictionary");
        var was = there.composition();
        var composition = new Composition(
                fields.number("minLength", 4, LONGEST_MINIMUM).orElse(was.minLength()),
                sort(fields, "minLowerCase", was.minLowerCase()),
                sort(fields, "minUpperCase", was.minUpperCase()),
                sort(fields, "minNumber", was.minNumber()),
                sort(fields, "minSymbol", was.minSymbol()));
        var common = only(only(fields.object("dictionary"), "common").object("common"), "exclude");
        return new PasswordPolicy(
                composition,
                fields.flag("excludeUsername").orElse(there.excludeUsername()),
                attributes(fields).orElse(there.excludeAttributes()),
                common.flag("exclude").orElse(there.excludeCommon()));
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

    /// The same, after a fault for each member that says something of which we know nothing.
    private static Fields only(Fields fields, String... known) {
        var names = List.of(known);
        fields.members().forEach((name, value) -> {
            if (!names.contains(name) && says(value)) fields.fault(name, "is not there, and can't be set");
        });
        return fields;
    }

    private static boolean says(Object value) {
        return value != null && !(value instanceof Collection<?> list && list.isEmpty());
    }
}
