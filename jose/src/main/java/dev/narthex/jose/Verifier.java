package dev.narthex.jose;

import dev.narthex.jose.Verification.Reason;
import dev.narthex.jose.Verification.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Decides whether a token is good. Safe for many threads; never throws because of what a token holds.
///
/// What is cheap to check comes before any look at a key, so junk costs nobody a request to a keys endpoint. Which key
/// is used follows from `kid` and the [KeySource] alone: keys and addresses of keys in a token are not even read.
public final class Verifier {
    /// Longer tokens are refused unread. Bytes and characters are the same here.
    public static final int MAX_LENGTH = 16 * 1024;

    private final Expected expected;
    private final Proof proof;
    private final InstantSource clock;

    @FunctionalInterface
    private interface Check {
        Optional<Refused> apply(Verifier verifier, UnverifiedJwt jwt);
    }

    /// In the order in which a developer meets the answers. Of all these nothing needs a key.
    private static final List<Check> CHECKS = List.of(
            Verifier::algorithmKnown,
            (_, jwt) -> headerUnderstood(jwt),
            Verifier::typeAccepted,
            Verifier::issuerExpected,
            Verifier::audienceExpected,
            Verifier::notExpired,
            (verifier, jwt) -> verifier.notBefore(jwt, "nbf"),
            (verifier, jwt) -> verifier.notBefore(jwt, "iat"),
            Verifier::claimsPresent);

    public Verifier(Expected expected, KeySource keys, InstantSource clock, CryptoProvider crypto) {
        this(expected, new Proof.ByKey(keys, crypto), clock);
    }

    private Verifier(Expected expected, Proof proof, InstantSource clock) {
        this.expected = expected;
        this.proof = proof;
        this.clock = clock;
    }

    /// For tokens signed with one of these secrets, which their maker and we alone know: by HS256, HS384 or HS512, and
    /// by nothing else. A secret that is too short proves nothing.
    public static Verifier withSecrets(Expected expected, List<byte[]> secrets, InstantSource clock) {
        return new Verifier(expected, new Proof.BySecret(secrets), clock);
    }

    /// Checks a token in compact form.
    public Verification verify(String compact) {
        if (compact.length() > MAX_LENGTH) {
            return new Refused(Reason.TOO_LARGE, "the token is longer than " + MAX_LENGTH + " characters");
        }
        return UnverifiedJwt.read(compact)
                .map(this::judge)
                .orElseGet(() -> new Refused(
                        Reason.MALFORMED,
                        "not a signed JWT: three parts of base64url without padding, joined by dots, the first two"
                                + " JSON objects in which no name comes twice"));
    }

    private Verification judge(UnverifiedJwt jwt) {
        for (Check check : CHECKS) {
            var refused = check.apply(this, jwt);
            if (refused.isPresent()) return refused.get();
        }
        return proof.check(jwt);
    }

    private Optional<Refused> algorithmKnown(UnverifiedJwt jwt) {
        // RFC 8725 §3.1, §3.2: only algorithms we chose; `none` is not among them, and those with a shared secret are
        // so where a secret is all there is to prove.
        boolean known = jwt.header().get("alg") instanceof String alg && proof.knows(alg);
        return known
                ? Optional.empty()
                : refuse(Reason.UNSUPPORTED_ALGORITHM, "alg is ", jwt.header().get("alg"));
    }

    private static Optional<Refused> headerUnderstood(UnverifiedJwt jwt) {
        // RFC 7515 §4.1.11: what crit names must be understood, and we understand no extension.
        // RFC 7797 §6: the payload of a JWT is always encoded. `zip` belongs to encryption; nothing is inflated here.
        return List.of("crit", "b64", "zip").stream()
                .filter(jwt.header()::containsKey)
                .findFirst()
                .flatMap(name -> refuse(Reason.UNSUPPORTED_HEADER, "the header has ", name));
    }

    private Optional<Refused> typeAccepted(UnverifiedJwt jwt) {
        // RFC 8725 §3.11: a token of one kind must not pass for another.
        var typ = jwt.header().get("typ");
        if (typ == null && !jwt.header().containsKey("typ")) return Optional.empty();
        boolean accepted = typ instanceof String text
                && expected.types().stream().anyMatch(type -> type.equalsIgnoreCase(withoutApplication(text)));
        return accepted ? Optional.empty() : refuse(Reason.WRONG_TYPE, "typ is ", typ);
    }

    /// RFC 7515 §4.1.9: a media type, whose `application/` may be left out.
    private static String withoutApplication(String typ) {
        String prefix = "application/";
        return typ.toLowerCase(Locale.ROOT).startsWith(prefix) ? typ.substring(prefix.length()) : typ;
    }

    private Optional<Refused> issuerExpected(UnverifiedJwt jwt) {
        var iss = jwt.claims().get("iss");
        // RFC 7519 §4.1.1: compared as it is, with regard to case and to a slash at the end.
        return expected.issuer().equals(iss)
                ? Optional.empty()
                : refuse(Reason.WRONG_ISSUER, "expected iss " + printable(expected.issuer()) + ", found ", iss);
    }

    private Optional<Refused> audienceExpected(UnverifiedJwt jwt) {
        var aud = jwt.claims().get("aud");
        // RFC 7519 §4.1.3: one text or a list; we must be among them.
        return UnverifiedJwt.texts(aud).contains(expected.audience())
                ? Optional.empty()
                : refuse(Reason.WRONG_AUDIENCE, "expected aud " + printable(expected.audience()) + ", found ", aud);
    }

    private Optional<Refused> notExpired(UnverifiedJwt jwt) {
        if (!jwt.claims().containsKey("exp")) return refuse(Reason.MISSING_CLAIM, "there is no ", "exp");
        if (!isTime(jwt.claims().get("exp"))) return refuse(Reason.MALFORMED, "not a time: ", "exp");
        long exp = ((Number) jwt.claims().get("exp")).longValue();
        long now = clock.instant().minus(expected.leeway()).getEpochSecond();
        // RFC 7519 §4.1.4: on or after exp it must not be accepted.
        boolean good = now < exp || expected.maybeExpired();
        return good ? Optional.empty() : refuse(Reason.EXPIRED, "expired at second ", exp);
    }

    private Optional<Refused> notBefore(UnverifiedJwt jwt, String claim) {
        if (!jwt.claims().containsKey(claim)) return Optional.empty();
        if (!isTime(jwt.claims().get(claim))) return refuse(Reason.MALFORMED, "not a time: ", claim);
        long begin = ((Number) jwt.claims().get(claim)).longValue();
        long now = clock.instant().plus(expected.leeway()).getEpochSecond();
        // RFC 7519 §4.1.5: before nbf it must not be accepted.
        return begin <= now
                ? Optional.empty()
                : refuse(Reason.NOT_YET_VALID, claim + " lies in the future, at second ", begin);
    }

    /// Seconds since 1970, with or without a fraction, within what an [Instant] holds: `exp` is read as one later.
    private static boolean isTime(Object claim) {
        if (!(claim instanceof Integer || claim instanceof Long || claim instanceof Double)) return false;
        long second = ((Number) claim).longValue();
        return Instant.MIN.getEpochSecond() <= second && second <= Instant.MAX.getEpochSecond();
    }

    private Optional<Refused> claimsPresent(UnverifiedJwt jwt) {
        return expected.claims().stream()
                .filter(claim -> jwt.claims().get(claim) == null)
                .findFirst()
                .flatMap(claim -> refuse(Reason.MISSING_CLAIM, "there is no ", claim));
    }

    private static Optional<Refused> refuse(Reason reason, String why, Object found) {
        return Optional.of(new Refused(reason, why + printable(found)));
    }

    /// What came with a token, fit for a header and a log line.
    static String printable(Object found) {
        // RFC 6750 §3: error_description has no character outside %x20-21 / %x23-5B / %x5D-7E.
        String text = String.valueOf(found);
        return text.substring(0, Math.min(text.length(), 100)).replaceAll("[^ !#-\\[\\]-~]", "?");
    }
}
