package dev.narthex.token;

import dev.narthex.oauth.Scopes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /// How and when the person proved who they are, and in which session; `claims`: what the app wants to hear of them
    /// in each ID token, by name.
    public record Authentication(
            Instant at, List<String> amr, Optional<String> acr, String sessionId, Set<String> claims) {
        public Authentication {
            amr = List.copyOf(amr);
            claims = Set.copyOf(claims);
        }

        /// For an app that asked for no claims by name.
        public Authentication(Instant at, List<String> amr, Optional<String> acr, String sessionId) {
            this(at, amr, acr, sessionId, Set.of());
        }
    }
}
