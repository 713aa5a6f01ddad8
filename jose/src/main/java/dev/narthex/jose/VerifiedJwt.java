package dev.narthex.jose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A token that has been checked: signature, issuer, audience and times.
///
/// Only a [Verifier] makes one, so whoever asks for this type can't be handed a token that nobody looked at.
public final class VerifiedJwt {
    private final Map<String, Object> claims;

    private VerifiedJwt(Map<String, Object> claims) {
        this.claims = Collections.unmodifiableMap(claims);
    }

    /// For [Verifier] alone: the token, if this key signed it. The verifier has checked the rest before.
    static Optional<VerifiedJwt> check(UnverifiedJwt jwt, VerificationKey key, CryptoProvider crypto) {
        return jwt.isSignedBy(key, crypto) ? Optional.of(new VerifiedJwt(jwt.claims())) : Optional.empty();
    }

    /// For [Proof] alone, which has checked the MAC.
    static VerifiedJwt byMac(UnverifiedJwt jwt) {
        return new VerifiedJwt(jwt.claims());
    }

    /// A token that brings the public key it is signed with: it proves that its sender has the private one, and nothing
    /// else.
    ///
    /// @param thumbprint the key's, by which it is known
    public record Held(VerifiedJwt jwt, String thumbprint) {}

    /// Reads such a token of one `typ`; nothing if the key is private or too weak, or did not sign it.
    public static Optional<Held> withItsOwnKey(String compact, String typ, CryptoProvider crypto) {
        if (compact.length() > Verifier.MAX_LENGTH) return Optional.empty();
        return UnverifiedJwt.read(compact)
                .filter(jwt -> typ.equals(jwt.header().get("typ")))
                .filter(jwt -> Collections.disjoint(jwt.header().keySet(), List.of("crit", "b64", "zip")))
                .flatMap(jwt -> VerificationKey.brought(jwt.header())
                        .flatMap(key -> check(jwt, key, crypto).map(verified -> new Held(verified, key.kid()))));
    }

    /// All claims, as JSON has them. Unmodifiable.
    public Map<String, Object> claims() {
        return claims;
    }

    /// The claim, if it is there and is text.
    public Optional<String> string(String claim) {
        return claims.get(claim) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /// The claim as a list; one text is a list of one, and what is not text is left out. Empty if it isn't there.
    public List<String> stringList(String claim) {
        return UnverifiedJwt.texts(claims.get(claim));
    }

    public Optional<String> subject() {
        return string("sub");
    }

    /// What the bearer may do: the list `scp`, or the text `scope` cut at its spaces (RFC 9068 §2.2.3).
    public List<String> scopes() {
        var scopes = new ArrayList<>(stringList("scp"));
        string("scope").ifPresent(text -> scopes.addAll(List.of(text.split(" "))));
        return List.copyOf(scopes);
    }

    /// When the token ends. It has an end unless it was said to be good without.
    public Instant expiresAt() {
        return Instant.ofEpochSecond(((Number) claims.get("exp")).longValue());
    }

    /// When it was issued, or long ago if it does not say.
    public Instant issuedAt() {
        return claims.get("iat") instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : Instant.EPOCH;
    }

    /// Names no claim: they are about a person.
    @Override
    public String toString() {
        return "VerifiedJwt[]";
    }
}
