package dev.narthex.token;

import dev.narthex.issue.AccessToken;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.Scopes;
import java.util.Optional;

/// What came of a request for tokens.
public sealed interface TokenResult {
    record Granted(AccessToken access, Optional<String> idToken, Optional<String> refreshToken, Scopes scopes)
            implements TokenResult {
        @Override
        public String toString() {
            return "Granted[" + scopes.text() + "]";
        }
    }

    record Refused(int status, Problem problem) implements TokenResult {}

    /// Nothing has happened yet: ask again later. Not put on record.
    record Waiting(Problem problem) implements TokenResult {}

    /// The request must come again with a proof that has this nonce.
    record NonceNeeded(String nonce) implements TokenResult {}

    /// A refresh token came back after it was replaced: somebody has a copy, so its family has been revoked.
    record Reused(Problem problem) implements TokenResult {}

    static TokenResult refused(OAuthError error, String description) {
        return new Refused(400, new Problem(error, description));
    }
}
