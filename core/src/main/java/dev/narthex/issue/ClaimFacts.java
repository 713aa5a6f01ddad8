package dev.narthex.issue;

import dev.narthex.apps.App;
import dev.narthex.expression.EvaluationContext;
import dev.narthex.policy.Issuers;
import dev.narthex.users.User;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the claims of one token are about. Gathered for expressions when the first one asks: a server without any pays
/// nothing.
final class ClaimFacts {
    /// What the management API calls every OpenID Connect app.
    private static final String APP_NAME = "oidc_client";

    private final Entitlement entitlement;
    private final Optional<Subject> subject;
    private final Instant now;
    private EvaluationContext context;

    /// Without a subject the token is the client's own.
    ClaimFacts(Entitlement entitlement, Optional<Subject> subject, Instant now) {
        this.entitlement = entitlement;
        this.subject = subject;
        this.now = now;
    }

    Entitlement entitlement() {
        return entitlement;
    }

    List<String> groupNames() {
        return subject.map(it -> it.person().groupNames()).orElse(List.of());
    }

    EvaluationContext context(Issuers issuers) {
        if (context == null) {
            var groups = subject.map(it -> it.person().groups()).orElse(Map.of());
            context = new EvaluationContext(roots(issuers), groups, now);
        }
        return context;
    }

    private Map<String, Object> roots(Issuers issuers) {
        var roots = new HashMap<String, Object>();
        roots.put("app", app(entitlement.app()));
        roots.put("org", org(issuers));
        roots.put("access", Map.of("scope", entitlement.scopes().names()));
        subject.ifPresent(it -> {
            var user = it.person().user();
            roots.put("user", user(user));
            roots.put("appuser", appUser(user));
            roots.put("session", session(user, it));
        });
        return roots;
    }

    private static Map<String, Object> user(User user) {
        var facts = new HashMap<>(user.profile());
        facts.put("id", user.id());
        facts.put("status", user.status().name());
        return facts;
    }

    /// A person has no profile of their own in an app: the app sees that of the directory, and the login as user name.
    private static Map<String, Object> appUser(User user) {
        var facts = new HashMap<>(user.profile());
        facts.put("userName", user.login());
        return facts;
    }

    private static Map<String, Object> app(App app) {
        return Map.of(
                "id", app.id(),
                "clientId", app.clientId(),
                "name", APP_NAME,
                "label", app.label(),
                "profile", app.settings().extra().getOrDefault("profile", Map.of()));
    }

    private static Map<String, Object> org(Issuers issuers) {
        String host = URI.create(issuers.baseUrl()).getHost();
        String first = host == null ? "" : host.split("\\.", 2)[0];
        return Map.of("name", first, "subDomain", first, "subdomain", first);
    }

    private static Map<String, Object> session(User user, Subject subject) {
        var facts = new HashMap<String, Object>();
        subject.sessionId().ifPresent(id -> facts.put("id", id));
        facts.put("amr", subject.amr());
        facts.put("userId", user.id());
        facts.put("userName", user.login());
        return facts;
    }
}
