package dev.narthex.governance;

import dev.narthex.okta.Wire;
import dev.narthex.password.PasswordPolicy;
import dev.narthex.users.PasswordSettings;
import dev.narthex.users.PasswordSettings.Age;
import dev.narthex.users.PasswordSettings.Lockout;
import dev.narthex.users.PasswordSettings.Recovery;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Password policies and their rules as they go over the wire. [PasswordPolicyReader] is the way back.
final class PasswordPolicyJson {
    private final String api;

    PasswordPolicyJson(String baseUrl) {
        this.api = baseUrl + "/api/v1/policies/";
    }

    Map<String, Object> policy(PasswordPolicies policies, GroupPolicy policy) {
        boolean system = policies.isStandard(policy);
        var json = shared(policy.id(), policy.text().name(), policy.active(), system);
        json.put("type", Kind.PASSWORD.name());
        json.put("description", policy.text().description());
        json.put("priority", policies.priority(policy));
        times(json, policy.times().created(), policy.times().lastUpdated());
        var groups = Map.of("include", new TreeSet<>(policy.groupIds()));
        json.put("conditions", Map.of("people", Map.of("groups", groups), "authProvider", Map.of("provider", "OKTA")));
        json.put("settings", settings(policy.settings()));
        String address = api + policy.id();
        var links = links(address, policy.active(), system);
        links.put("rules", Wire.link(address + "/rules", "GET", "POST"));
        json.put("_links", links);
        return json;
    }

    Map<String, Object> rule(PasswordPolicies policies, GroupPolicy policy, PasswordRule rule) {
        boolean system = policies.isStandard(policy, rule);
        var json = shared(rule.id(), rule.name(), rule.active(), system);
        json.put("type", Kind.PASSWORD.ruleType());
        json.put("priority", Places.of(policy.rules(), rule, PasswordRule::id));
        times(json, rule.created(), rule.lastUpdated());
        var users = Map.of("exclude", new TreeSet<>(rule.excluded()));
        json.put("conditions", Map.of("people", Map.of("users", users), "network", Map.of("connection", "ANYWHERE")));
        var allowed = rule.allowed();
        json.put(
                "actions",
                Map.of(
                        "passwordChange", access(allowed.change()),
                        "selfServicePasswordReset", access(allowed.reset()),
                        "selfServiceUnlock", access(allowed.unlock())));
        json.put("_links", links(api + policy.id() + "/rules/" + rule.id(), rule.active(), system));
        return json;
    }

    private static Map<String, Object> access(boolean allowed) {
        return Map.of("access", allowed ? "ALLOW" : "DENY");
    }

    private static LinkedHashMap<String, Object> shared(String id, String name, boolean active, boolean system) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id);
        json.put("name", name);
        json.put("status", active ? "ACTIVE" : "INACTIVE");
        json.put("system", system);
        return json;
    }

    private static void times(Map<String, Object> json, Instant created, Instant lastUpdated) {
        json.put("created", Wire.time(created));
        json.put("lastUpdated", Wire.time(lastUpdated));
    }

    private static LinkedHashMap<String, Object> links(String address, boolean active, boolean system) {
        var links = new LinkedHashMap<String, Object>();
        links.put("self", system ? Wire.link(address, "GET", "PUT") : Wire.link(address, "GET", "PUT", "DELETE"));
        String lifecycle = active ? "deactivate" : "activate";
        if (!system) links.put(lifecycle, Wire.link(address + "/lifecycle/" + lifecycle, "POST"));
        return links;
    }

    private static Map<String, Object> settings(PasswordSettings settings) {
        var password = new LinkedHashMap<String, Object>();
        password.put("complexity", complexity(settings.complexity()));
        password.put("age", age(settings.age()));
        password.put("lockout", lockout(settings.lockout()));
        return Map.of(
                "password",
                password,
                "recovery",
                Map.of("factors", factors(settings.recovery())),
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
        for (var attribute : policy.excludeAttributes()) excluded.add(PasswordPolicyReader.name(attribute));
        json.put("excludeAttributes", excluded);
        return json;
    }

    private static Map<String, Object> age(Age age) {
        var json = new LinkedHashMap<String, Object>();
        json.put("maxAgeDays", age.most().map(Duration::toDays).orElse(0L));
        json.put("expireWarnDays", age.warning().toDays());
        json.put("minAgeMinutes", age.least().toMinutes());
        json.put("historyCount", age.history());
        return json;
    }

    private static Map<String, Object> lockout(Lockout lockout) {
        var json = new LinkedHashMap<String, Object>();
        json.put("maxAttempts", lockout.attempts());
        json.put(
                "autoUnlockMinutes",
                lockout.opensAfter().map(Duration::toMinutes).orElse(0L));
        json.put("showLockoutFailures", lockout.shown());
        json.put("userLockoutNotificationChannels", lockout.mailed() ? List.of("EMAIL") : List.of());
        return json;
    }

    private static Map<String, Object> factors(Recovery recovery) {
        var question = new LinkedHashMap<>(status(recovery.asksQuestion()));
        question.put("properties", Map.of("complexity", Map.of("minLength", recovery.answerLength())));
        var mail = new LinkedHashMap<>(status(recovery.byMail()));
        long minutes = recovery.linkLifetime().toMinutes();
        mail.put("properties", Map.of("recoveryToken", Map.of("tokenLifetimeMinutes", minutes)));
        return Map.of(
                "recovery_question",
                question,
                "okta_email",
                mail,
                "okta_sms",
                status(false),
                "okta_call",
                status(false));
    }

    private static Map<String, Object> status(boolean active) {
        return Map.of("status", active ? "ACTIVE" : "INACTIVE");
    }
}
