package dev.narthex.fuzz;

import dev.narthex.apps.metadata.ClientMetadataTarget;
import dev.narthex.clientauth.CredentialsTarget;
import dev.narthex.crypt.SealedTarget;
import dev.narthex.expression.ExpressionTarget;
import dev.narthex.expression.RegexTarget;
import dev.narthex.flow.PausedRequestTarget;
import dev.narthex.flow.ReturnPathTarget;
import dev.narthex.http.CookiesTarget;
import dev.narthex.http.FormsTarget;
import dev.narthex.http.ForwardedTarget;
import dev.narthex.http.JsonTarget;
import dev.narthex.http.PathsTarget;
import dev.narthex.jose.ForgedJwtTarget;
import dev.narthex.jose.JwkSetTarget;
import dev.narthex.jose.JwtTarget;
import dev.narthex.oauth.RedirectUriTarget;
import dev.narthex.oauth.WordsTarget;
import dev.narthex.password.ImportedHashTarget;
import dev.narthex.users.LoginTarget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// All targets by name: the name of a target's folder in the corpus, too.
final class Targets {
    private static final Map<String, Supplier<Target>> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("authorize", AuthorizeTarget::new),
            Map.entry("client-metadata", ClientMetadataTarget::new),
            Map.entry("cookies", CookiesTarget::new),
            Map.entry("credentials", CredentialsTarget::new),
            Map.entry("expression", ExpressionTarget::new),
            Map.entry("forms", FormsTarget::new),
            Map.entry("forwarded", ForwardedTarget::new),
            Map.entry("http", HttpTarget::new),
            Map.entry("imported-hash", ImportedHashTarget::new),
            Map.entry("json", JsonTarget::new),
            Map.entry("jwk-set", JwkSetTarget::new),
            Map.entry("jwt", JwtTarget::new),
            Map.entry("jwt-forged", ForgedJwtTarget::new),
            Map.entry("login", LoginTarget::new),
            Map.entry("management", ManagementTarget::new),
            Map.entry("paths", PathsTarget::new),
            Map.entry("paused-request", PausedRequestTarget::new),
            Map.entry("redirect-uri", RedirectUriTarget::new),
            Map.entry("regex", RegexTarget::new),
            Map.entry("return-path", ReturnPathTarget::new),
            Map.entry("sealed", SealedTarget::new),
            Map.entry("token", TokenTarget::new),
            Map.entry("words", WordsTarget::new)));

    /// Those that talk to a server, and so try less in the same time.
    private static final Set<String> LIVE = Set.of("authorize", "http", "management", "token");

    private Targets() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    static boolean isLive(String name) {
        return LIVE.contains(name);
    }

    /// @throws IllegalArgumentException if there is none of this name
    static Target named(String name) {
        if (!ALL.containsKey(name)) throw new IllegalArgumentException("no target '" + name + "'");
        return ALL.get(name).get();
    }
}
