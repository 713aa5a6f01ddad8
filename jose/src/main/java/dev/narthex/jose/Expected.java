package dev.narthex.jose;

import java.time.Duration;
import java.util.Set;

/// What a token must be to be let in.
///
/// There is no verifier without an issuer and an audience: a token made by another server, or for another API, is as
/// well signed as ours.
///
/// @param leeway   how far the clocks of issuer and verifier may lie apart
/// @param claims   claims that must be there, beside `iss`, `aud` and `exp`
/// @param types    values of the header's `typ` that are let in; a token without `typ` always is
/// @param maybeExpired whether the end of the token is ignored
public record Expected(
        String issuer, String audience, Duration leeway, Set<String> claims, Set<String> types, boolean maybeExpired) {

    public Expected {
        if (issuer == null || issuer.isBlank()) throw new IllegalArgumentException("an issuer is required");
        if (audience == null || audience.isBlank()) throw new IllegalArgumentException("an audience is required");
        if (leeway.isNegative()) throw new IllegalArgumentException("a leeway can't be negative");
        claims = Set.copyOf(claims);
        types = Set.copyOf(types);
    }

    /// Tokens of this issuer for this audience, with 60 seconds of leeway.
    public static Expected of(String issuer, String audience) {
        return new Expected(issuer, audience, Duration.ofSeconds(60), Set.of(), Set.of("JWT", "at+jwt"), false);
    }

    public Expected withLeeway(Duration other) {
        return new Expected(issuer, audience, other, claims, types, maybeExpired);
    }

    /// Requires these claims. With `scp` an ID token can't pass for an access token.
    public Expected withClaims(String... required) {
        return new Expected(issuer, audience, leeway, Set.of(required), types, maybeExpired);
    }

    /// Lets in these values of `typ`, and no others.
    public Expected withTypes(String... accepted) {
        return new Expected(issuer, audience, leeway, claims, Set.of(accepted), maybeExpired);
    }

    /// For an `id_token_hint`, which may be old: it says who somebody was, not that they are here.
    public Expected maybeExpired(boolean ignoreEnd) {
        return new Expected(issuer, audience, leeway, claims, types, ignoreEnd);
    }
}
