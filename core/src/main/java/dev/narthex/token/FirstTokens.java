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
                ? Optional.of(begin(making.authorization(), eligible))
                : Optional.empty();
        return tokens.make(making, eligible, refreshToken);
    }

    private String begin(Authorization authorization, Eligible eligible) {
        Instant now = clock.instant();
        Duration lifetime = eligible.lifetimes().refreshToken();
        Optional<Instant> end = lifetime.isZero() ? Optional.empty() : Optional.of(now.plus(lifetime));
        String first = tokens.newRefreshToken();
        var family =
                new RefreshFamily(authorization, now, end, eligible.lifetimes().refreshWindow());
        refreshTokens.begin(family, SecretHash.of(first), now);
        return first;
    }
}
