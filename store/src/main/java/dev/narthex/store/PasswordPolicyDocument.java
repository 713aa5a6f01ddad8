package dev.narthex.store;

import dev.narthex.governance.GroupPolicy;
import dev.narthex.governance.PasswordPolicies;
import dev.narthex.governance.PasswordRule;
import dev.narthex.password.PasswordPolicy;
import dev.narthex.password.PasswordPolicy.Attribute;
import dev.narthex.password.PasswordPolicy.Composition;
import dev.narthex.store.database.Document;
import dev.narthex.users.PasswordSettings;
import dev.narthex.users.PasswordSettings.Age;
import dev.narthex.users.PasswordSettings.Allowed;
import dev.narthex.users.PasswordSettings.Lockout;
import dev.narthex.users.PasswordSettings.Recovery;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Password policies as they are stored. Durations are minutes.
final class PasswordPolicyDocument {
    private PasswordPolicyDocument() {}

    static Map<String, Object> of(PasswordPolicies policies) {
        return Document.of(
                "policies",
                policies.all().stream().map(PasswordPolicyDocument::policy).toList());
    }

    static PasswordPolicies read(Document document, long version) {
        return new PasswordPolicies(document.list("policies", PasswordPolicyDocument::policy), version);
    }

    private static Map<String, Object> policy(GroupPolicy policy) {
        return Document.of(
                "id", policy.id(),
                "name", policy.text().name(),
                "description", policy.text().description(),
                "active", policy.active(),
                "groups", policy.groupIds(),
                "settings", settings(policy.settings()),
                "rules",
                        policy.rules().stream()
                                .map(PasswordPolicyDocument::rule)
                                .toList(),
                "created", policy.times().created().toEpochMilli(),
                "lastUpdated", policy.times().lastUpdated().toEpochMilli());
    }

    private static GroupPolicy policy(Document document) {
        return new GroupPolicy(
                document.text("id"),
                new GroupPolicy.Text(document.text("name"), document.text("description")),
                document.flag("active"),
                document.textSet("groups"),
                settings(document.document("settings")),
                document.list("rules", PasswordPolicyDocument::rule),
                new GroupPolicy.Times(time(document, "created"), time(document, "lastUpdated")));
    }

    private static Map<String, Object> rule(PasswordRule rule) {
        return Document.of(
                "id", rule.id(),
                "name", rule.name(),
                "active", rule.active(),
                "excluded", rule.excluded(),
                "change", rule.allowed().change(),
                "reset", rule.allowed().reset(),
                "unlock", rule.allowed().unlock(),
                "created", rule.created().toEpochMilli(),
                "lastUpdated", rule.lastUpdated().toEpochMilli());
    }

    private static PasswordRule rule(Document document) {
        return new PasswordRule(
                document.text("id"),
                document.text("name"),
                document.flag("active"),
                document.textSet("excluded"),
                new Allowed(document.flag("change"), document.flag("reset"), document.flag("unlock")),
                time(document, "created"),
                time(document, "lastUpdated"));
    }

    private static Map<String, Object> settings(PasswordSettings settings) {
        var policy = settings.complexity();
        var composition = policy.composition();
        var lockout = settings.lockout();
        var recovery = settings.recovery();
        return Document.of(
                "minLength", composition.minLength(),
                "minLowerCase", composition.minLowerCase(),
                "minUpperCase", composition.minUpperCase(),
                "minNumber", composition.minNumber(),
                "minSymbol", composition.minSymbol(),
                "excludeUsername", policy.excludeUsername(),
                "excludeCommon", policy.excludeCommon(),
                "excludeAttributes",
                        policy.excludeAttributes().stream().map(Enum::name).collect(Collectors.toSet()),
                "history", settings.age().history(),
                "leastAge", settings.age().least().toMinutes(),
                "mostAge", settings.age().most().map(Duration::toMinutes),
                "warning", settings.age().warning().toMinutes(),
                "attempts", lockout.attempts(),
                "opensAfter", lockout.opensAfter().map(Duration::toMinutes),
                "shown", lockout.shown(),
                "mailed", lockout.mailed(),
                "linkLifetime", recovery.linkLifetime().toMinutes(),
                "byMail", recovery.byMail(),
                "asksQuestion", recovery.asksQuestion(),
                "answerLength", recovery.answerLength());
    }

    private static PasswordSettings settings(Document document) {
        var age = new Age(
                document.number("history"),
                minutes(document, "leastAge"),
                maybeMinutes(document, "mostAge"),
                minutes(document, "warning"));
        var lockout = new Lockout(
                document.number("attempts"),
                maybeMinutes(document, "opensAfter"),
                document.flag("shown"),
                document.flag("mailed"));
        var recovery = new Recovery(
                minutes(document, "linkLifetime"),
                document.flag("byMail"),
                document.flag("asksQuestion"),
                document.number("answerLength"));
        return new PasswordSettings(complexity(document), age, lockout, recovery, Allowed.ALL);
    }

    private static PasswordPolicy complexity(Document document) {
        var composition = new Composition(
                document.number("minLength"),
                document.number("minLowerCase"),
                document.number("minUpperCase"),
                document.number("minNumber"),
                document.number("minSymbol"));
        var attributes = document.texts("excludeAttributes").stream()
                .map(Attribute::valueOf)
                .collect(Collectors.toSet());
        return new PasswordPolicy(
                composition, document.flag("excludeUsername"), attributes, document.flag("excludeCommon"));
    }

    private static Duration minutes(Document document, String name) {
        return Duration.ofMinutes(document.number(name));
    }

    private static Optional<Duration> maybeMinutes(Document document, String name) {
        return document.members().containsKey(name) ? Optional.of(minutes(document, name)) : Optional.empty();
    }

    private static Instant time(Document document, String name) {
        return Instant.ofEpochMilli(((Number) document.members().get(name)).longValue());
    }
}
