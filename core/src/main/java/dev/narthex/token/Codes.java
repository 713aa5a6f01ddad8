package dev.narthex.token;

import dev.narthex.crypt.SecretHash;
import dev.narthex.crypt.Secrets;
import dev.narthex.id.Ids;
import dev.narthex.oauth.Scopes;
import dev.narthex.token.Authorization.Authentication;
import dev.narthex.token.AuthorizationCode.Binding;
import java.time.Duration;
import java.time.InstantSource;

/// Issues authorization codes.
public final class Codes {
    // RFC 6749 §4.1.2: short-lived; ten minutes at the most are recommended.
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String ROOT = "oar";

    private final CodeStore store;
    private final Ids ids;
    private final Secrets secrets;
    private final InstantSource clock;

    public Codes(CodeStore store, Ids ids, Secrets secrets, InstantSource clock) {
        this.store = store;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// Who gets what from whom.
    public record Parties(String clientId, String serverId, String userId) {}

    /// The id of an authorization that is kept nowhere: it tells when it began.
    public String newRoot() {
        return ids.next(ROOT);
    }

    /// The root of what a code will lead to.
    public Authorization authorization(Parties parties, Scopes scopes, Authentication authentication) {
        return new Authorization(
                ids.next(ROOT), parties.clientId(), parties.serverId(), parties.userId(), scopes, authentication);
    }

    /// A new code; it is kept when this returns.
    public String issue(Authorization authorization, Binding binding) {
        String code = secrets.next();
        var expires = clock.instant().plus(LIFETIME);
        store.issue(new AuthorizationCode(SecretHash.of(code), authorization, binding, expires));
        return code;
    }
}
