package dev.narthex.token;

import dev.narthex.crypt.SecretHash;
import dev.narthex.oauth.Scopes;
import dev.narthex.token.PersonTokens.Eligible;
import dev.narthex.token.PersonTokens.Making;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Makes the first tokens of an authorization, with a refresh token where the scope has `offline_access`.
final class FirstTokens {
    private final RefreshTokenStore refreshTokens;
    private final PersonTokens tokens;
    private final InstantSource clock;

    FirstTokens(RefreshTokenStore refreshTokens, PersonTokens tokens, InstantSource clock) {
        this.refreshTokens = refreshTokens;
        this.tokens = tokens;
        this.clock = clock;
    }

    TokenResult.Granted make(Making making, Eligible eligible) {
        Optional<String> refreshToken = making.authorization().scopes().has(Scopes.OFFLINE_ACCESS)
                ? Optional.of(begin(making, eligible))
                : Optional.empty();
        return tokens.make(making, eligible, refreshToken);
    }

    private String begin(Making making, Eligible eligible) {
        Instant now = clock.instant();
        Duration lifetime = eligible.lifetimes().refreshToken();
        Optional<Instant> end = lifetime.isZero() ? Optional.empty() : Optional.of(now.plus(lifetime));
        String first = tokens.newRefreshToken();
        // RFC 9449 §5: the refresh token of a public client is bound to the key; any other client proves itself anyway.
        boolean open = making.app().settings().oauth().authentication().method().equals("none");
        var key = making.key().filter(_ -> open);
        var window = eligible.lifetimes().refreshWindow();
        var family = new RefreshFamily(making.authorization(), now, end, window, key);
        refreshTokens.begin(family, SecretHash.of(first), now);
        return first;
    }
}
