package dev.narthex.jose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// What holds of every text and every sequence of octets.
class PropertiesTest {
    private static final SigningKeyPair PAIR = SigningKeyPair.generate(SigningAlgorithm.EDDSA);
    private static final Verifier VERIFIER = new Verifier(
            Expected.of("iss", "aud"),
            LocalKeys.of(Map.of("k", PAIR)),
            InstantSource.fixed(Instant.EPOCH),
            CryptoProvider.jdk());
    private static final String GOOD = Signers.of("k", PAIR, CryptoProvider.jdk())
            .sign(Map.of("iss", "iss", "aud", "aud", "exp", 100, "sub", "00u1"))
            .compact();

    @Property
    @Label("Octets come back from base64url as they were")
    void octetsComeBack(@ForAll byte[] octets) {
        assertArrayEquals(octets, Base64Url.decode(Base64Url.encode(octets)).orElseThrow());
    }

    @Property
    @Label("A text that decodes is the one text for its octets")
    void oneTextForOctets(@ForAll String text) {
        Base64Url.decode(text).ifPresent(octets -> assertEquals(text, Base64Url.encode(octets)));
    }

    @Property
    @Label("No text makes the verifier throw, and none is good")
    void noTextThrows(@ForAll String text) {
        assertInstanceOf(Verification.Refused.class, VERIFIER.verify(text));
    }

    @Property
    @Label("No octets in the place of header, claims and signature make the verifier throw")
    void noOctetsThrow(@ForAll byte[] header, @ForAll byte[] claims, @ForAll byte[] signature) {
        var token = Base64Url.encode(header) + "." + Base64Url.encode(claims) + "." + Base64Url.encode(signature);
        assertInstanceOf(Verification.Refused.class, VERIFIER.verify(token));
    }

    @Property
    @Label("A good token in which one octet of header or claims is another is refused and does not throw")
    void oneOctetChanged(@ForAll @IntRange(max = 10_000) int place, @ForAll byte other) {
        var parts = GOOD.split("\\.");
        int index = place % 2;
        byte[] part = Base64Url.decode(parts[index]).orElseThrow();
        int at = place % part.length;
        if (part[at] == other) return;
        part[at] = other;
        parts[index] = Base64Url.encode(part);
        assertInstanceOf(Verification.Refused.class, VERIFIER.verify(String.join(".", parts)));
    }

    @Property
    @Label("Whatever claims are signed come back, and the token is good")
    void claimsComeBack(@ForAll @Size(max = 20) Map<String, String> other) {
        var claims = new java.util.LinkedHashMap<String, Object>(other);
        claims.putAll(Map.of("iss", "iss", "aud", "aud", "exp", 100));
        claims.keySet().removeAll(java.util.Set.of("nbf", "iat"));
        var token = Signers.of("k", PAIR, CryptoProvider.jdk()).sign(claims).compact();
        if (token.length() > Verifier.MAX_LENGTH) return;
        var valid = assertInstanceOf(Verification.Valid.class, VERIFIER.verify(token));
        assertEquals(claims, valid.jwt().claims());
    }

    @Property
    @Label("No answer of a keys endpoint makes the reader throw")
    void noKeySetThrows(@ForAll String member, @ForAll String value) {
        var jwk = new java.util.LinkedHashMap<>(Jwk.publicKey("k", PAIR).members());
        jwk.put(member, value);
        var json = JoseJson.write(Map.of("keys", java.util.List.of(jwk)));
        assertTrue(LocalKeys.read(json).isPresent());
        LocalKeys.read(value.getBytes(StandardCharsets.UTF_8));
    }
}
