package dev.narthex.servers;

import dev.narthex.oauth.Scopes;
import dev.narthex.okta.Fields;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Scope;
import dev.narthex.policy.Scope.Consent;
import dev.narthex.policy.Scope.Flags;
import dev.narthex.policy.Scope.Text;
import java.util.Optional;
import java.util.stream.Stream;

/// What may be done to the scopes of a server. OpenID Connect's own keep their names and can't be removed.
final class ScopeEdits {
    static final String TYPE = "OAuth2Scope";

    private ScopeEdits() {}

    enum Publishing {
        NO_CLIENTS,
        ALL_CLIENTS
    }

    static Optional<Scope> find(AuthorizationServer server, String id) {
        return server.scopes().stream().filter(scope -> scope.id().equals(id)).findFirst();
    }

    static Edit<Scope> add(AuthorizationServer server, Fields fields, String id) {
        var scope = read(fields, id, false);
        checkName(fields, scope.name());
        checkFree(server, fields, scope);
        return Edit.unless(fields.error("scope"), () -> made(server, scope));
    }

    static Edit<Scope> replace(AuthorizationServer server, Fields fields, String id) {
        var there = find(server, id);
        if (there.isEmpty()) return Edit.notFound(id, TYPE);
        boolean system = there.get().flags().system();
        var scope = read(fields, id, system);
        if (system) checkSystem(fields, there.get(), scope);
        else checkName(fields, scope.name());
        checkFree(server, fields, scope);
        return Edit.unless(fields.error("scope"), () -> made(server, scope));
    }

    static Edit<Scope> remove(AuthorizationServer server, String id) {
        var there = find(server, id);
        if (there.isEmpty()) return Edit.notFound(id, TYPE);
        if (there.get().flags().system()) return Edit.readOnly("scope");
        return new Edit.Made<>(server.withScopes(others(server, id).toList()), there.get());
    }

    private static Scope read(Fields fields, String id, boolean system) {
        var text = new Text(
                fields.text("displayName", 255).orElse(""),
                fields.text("description", 1024).orElse(""));
        boolean published = fields.constant("metadataPublish", Publishing.class).orElse(Publishing.NO_CLIENTS)
                == Publishing.ALL_CLIENTS;
        var flags = new Flags(
                fields.flag("default").orElse(false), fields.flag("optional").orElse(false), published, system);
        var consent = fields.constant("consent", Consent.class).orElse(Consent.IMPLICIT);
        return new Scope(id, fields.requiredText("name", 255), text, consent, flags);
    }

    // RFC 6749 §3.3: printable ASCII without space, quotation mark and backslash.
    private static void checkName(Fields fields, String name) {
        if (name.isEmpty()) return;
        if (!isOneScope(name)) {
            fields.fault("name", "must be of printable ASCII characters without spaces, quotation marks, backslashes");
        } else if (name.equals("okta") || name.equals("*") || name.startsWith("okta.") || name.startsWith("okta:")) {
            fields.fault("name", "'" + name + "' is reserved");
        }
    }

    private static boolean isOneScope(String name) {
        return Scopes.parse(name).filter(scopes -> scopes.has(name)).isPresent();
    }

    private static void checkSystem(Fields fields, Scope there, Scope scope) {
        if (!scope.name().equals(there.name())) fields.fault("name", "of a system scope can't be changed");
        if (there.name().equals(Scopes.OPENID) && scope.asksConsent()) {
            fields.fault("consent", "of openid is IMPLICIT: it is what signing in is");
        }
    }

    private static void checkFree(AuthorizationServer server, Fields fields, Scope scope) {
        if (others(server, scope.id()).anyMatch(other -> other.name().equals(scope.name()))) {
            fields.fault("name", "a scope '" + scope.name() + "' is there already");
        }
    }

    private static Stream<Scope> others(AuthorizationServer server, String id) {
        return server.scopes().stream().filter(scope -> !scope.id().equals(id));
    }

    /// The scope in its former self's place, or last.
    private static Edit.Made<Scope> made(AuthorizationServer server, Scope scope) {
        boolean there = find(server, scope.id()).isPresent();
        var scopes = there
                ? server.scopes().stream().map(it -> it.id().equals(scope.id()) ? scope : it)
                : Stream.concat(server.scopes().stream(), Stream.of(scope));
        return new Edit.Made<>(server.withScopes(scopes.toList()), scope);
    }
}
