package dev.narthex.token;

import static dev.narthex.oauth.OAuthError.INVALID_GRANT;
import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;

import dev.narthex.crypt.SecretHash;
import dev.narthex.token.CodeStore.Redemption;
import dev.narthex.token.PersonTokens.Making;
import java.time.InstantSource;
import java.util.Optional;

/// `grant_type=authorization_code`: a code for tokens, once.
final class AuthorizationCodeGrant implements TokenGrant {
    private static final String INVALID = "The authorization code is invalid or has expired.";

    private final CodeStore codes;
    private final Revocations revocations;
    private final PersonTokens tokens;
    private final FirstTokens firstTokens;
    private final InstantSource clock;

    AuthorizationCodeGrant(
            CodeStore codes,
            Revocations revocations,
            PersonTokens tokens,
            FirstTokens firstTokens,
            InstantSource clock) {
        this.codes = codes;
        this.revocations = revocations;
        this.tokens = tokens;
        this.firstTokens = firstTokens;
        this.clock = clock;
    }

    @Override
    public TokenResult grant(Asking asking) {
        var code = asking.form().first("code");
        if (code.isEmpty()) return TokenResult.refused(INVALID_REQUEST, "The 'code' parameter is missing.");
        if (!asking.form().has("redirect_uri")) {
            return TokenResult.refused(INVALID_REQUEST, "The 'redirect_uri' parameter is missing.");
        }
        return switch (codes.redeem(SecretHash.of(code.get()), clock.instant())) {
            case Redemption.Redeemed(var redeemed) -> redeemed(asking, redeemed);
            case Redemption.Replayed(var authorizationId) -> replayed(authorizationId);
            case Redemption.Unknown() -> TokenResult.refused(INVALID_GRANT, INVALID);
        };
    }

    // RFC 6749 §4.1.2: a code used twice revokes what it gave.
    private TokenResult replayed(String authorizationId) {
        revocations.revoke(authorizationId);
        return TokenResult.refused(INVALID_GRANT, INVALID);
    }

    private TokenResult redeemed(Asking asking, AuthorizationCode code) {
        if (!isFor(asking, code)) return TokenResult.refused(INVALID_GRANT, INVALID);
        if (!isOfItsKey(asking, code)) {
            return TokenResult.refused(INVALID_GRANT, "The authorization code is bound to another key.");
        }
        var verifier = asking.form().first("code_verifier");
        if (code.binding().challenge().isPresent() && verifier.isEmpty()) {
            return TokenResult.refused(
                    INVALID_REQUEST, "PKCE code verifier must be present when verifying the challenge.");
        }
        if (!provesKey(code, verifier)) return TokenResult.refused(INVALID_GRANT, "PKCE verification failed.");
        var authorization = code.authorization();
        var making = new Making(
                asking.client().app(),
                asking.server(),
                authorization,
                authorization.scopes(),
                code.binding().nonce(),
                asking.key());
        return tokens.eligible(making)
                .<TokenResult>map(eligible -> firstTokens.make(making, eligible))
                .orElseGet(() -> TokenResult.refused(INVALID_GRANT, INVALID));
    }

    // RFC 6749 §4.1.3: the same client, the same redirect URI; and here the same server.
    private boolean isFor(Asking asking, AuthorizationCode code) {
        return code.authorization().clientId().equals(asking.client().clientId())
                && code.authorization().serverId().equals(asking.server().id())
                && asking.form()
                        .first("redirect_uri")
                        .equals(Optional.of(code.binding().redirectUri()))
                && code.expires().isAfter(clock.instant());
    }

    // RFC 9449 §10: a code that was asked for with a key is for whoever proves to have it.
    private static boolean isOfItsKey(Asking asking, AuthorizationCode code) {
        return code.binding().key().isEmpty() || code.binding().key().equals(asking.key());
    }

    // RFC 9700 §2.1.1: a verifier counts only where there was a challenge, or a stolen code could be injected.
    private static boolean provesKey(AuthorizationCode code, Optional<String> verifier) {
        return code.binding()
                .challenge()
                .map(challenge -> challenge.isMetBy(verifier.orElseThrow()))
                .orElse(verifier.isEmpty());
    }
}
