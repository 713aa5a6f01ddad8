package dev.narthex.clients;

import dev.narthex.apps.App;
import dev.narthex.crypt.SecretHash;
import dev.narthex.crypt.Secrets;
import java.util.Optional;

/// Tokens by which clients manage their own registration: bearer secrets, kept as hashes, each good for one client.
public final class RegistrationTokens {
    private static final String SCHEME = "bearer ";

    /// Tells them from access tokens, which have dots.
    private static final String MARK = "rat_";

    private final RegistrationStore store;
    private final Registrar registrar;
    private final Secrets random;

    public RegistrationTokens(RegistrationStore store, Registrar registrar, Secrets random) {
        this.store = store;
        this.registrar = registrar;
        this.random = random;
    }

    /// Whether an `Authorization` header holds such a token, good or not.
    public static boolean isIn(Optional<String> authorization) {
        return in(authorization).isPresent();
    }

    /// The token in an `Authorization` header.
    static Optional<String> in(Optional<String> authorization) {
        return authorization
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(token -> token.startsWith(MARK));
    }

    /// A new token for an app; the one before is void.
    String issue(App app) {
        String token = MARK + random.next();
        store.keep(app.id(), SecretHash.of(token));
        return token;
    }

    /// The app of a token, if it is active and has this client id.
    Optional<App> owner(String token, String clientId) {
        return store.appOf(SecretHash.of(token))
                .flatMap(registrar::byId)
                .filter(App::active)
                .filter(app -> app.clientId().equals(clientId));
    }

    /// The token that replaces this one; nothing if it was replaced already.
    Optional<String> rotate(String token) {
        String next = MARK + random.next();
        return store.rotate(SecretHash.of(token), SecretHash.of(next)) ? Optional.of(next) : Optional.empty();
    }
}
