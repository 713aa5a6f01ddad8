package dev.narthex.consent;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.oauth.Prompts;
import dev.narthex.oauth.Prompts.Prompt;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Scope;
import java.util.LinkedHashSet;
import java.util.Set;

/// Decides which scopes a person must be asked about: the app's consent method, the scope's consent, the `prompt`.
public final class ConsentPolicy {
    private ConsentPolicy() {}

    /// The scopes to ask about; none means that no page is shown.
    public static Scopes toAsk(
            App app, AuthorizationServer server, Scopes requested, Prompts prompts, Set<String> granted) {
        if (server.isOrg()) return Scopes.NONE;
        boolean asked = prompts.has(Prompt.CONSENT);
        boolean required = app.settings().oauth().consentMethod() == ConsentMethod.REQUIRED;
        if (!asked && !required) return Scopes.NONE;
        var askable = new LinkedHashSet<String>();
        for (String name : requested.names()) {
            boolean asks = server.scope(name).map(Scope::asksConsent).orElse(false);
            // A grant that exists is enough, unless the client wants the person asked again.
            if (asks && (asked || !granted.contains(name))) askable.add(name);
        }
        return Scopes.of(askable);
    }
}
