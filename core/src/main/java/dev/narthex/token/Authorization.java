package dev.narthex.token;

import dev.narthex.oauth.Scopes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one person's sign-in has given one client: the root of a code, of the refresh tokens after it, and of all
/// access tokens. Whoever revokes it revokes them all.
///
/// `grantType`: by which grant it came to be; access rules are asked for that one, at each refresh, too.
public record Authorization(
        String id,
        String clientId,
        String serverId,
        String userId,
        Scopes scopes,
        Authentication authentication,
        String grantType) {
    /// Of a code.
    public static final String BY_CODE = "authorization_code";

    /// Of a code.
    public Authorization(
            String id, String clientId, String serverId, String userId, Scopes scopes, Authentication authentication) {
        this(id, clientId, serverId, userId, scopes, authentication, BY_CODE);
    }

    /// How and when the person proved who they are, and in which session.
    public record Authentication(Instant at, List<String> amr, Optional<String> acr, String sessionId) {
        public Authentication {
            amr = List.copyOf(amr);
        }
    }
}
