package dev.narthex.jose;

import static dev.narthex.jose.ForgedTokens.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.jose.Verification.Reason;
import dev.narthex.jose.Verification.Refused;
import dev.narthex.jose.Verification.Valid;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
    private static final long NOW = 1_800_000_000L;
    private static final String ISSUER = "https://id.example/oauth2/default";
    private static final String AUDIENCE = "api://default";
    private static final Expected EXPECTED = Expected.of(ISSUER, AUDIENCE);
    private static final CryptoProvider CRYPTO = CryptoProvider.load();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(NOW));

    private static final SigningKeyPair RSA = SigningKeyPair.generate(SigningAlgorithm.RS256);
    private static final SigningKeyPair EC = SigningKeyPair.generate(SigningAlgorithm.ES256);
    private static final SigningKeyPair ED = SigningKeyPair.generate(SigningAlgorithm.EDDSA);
    private static final Map<String, SigningKeyPair> PAIRS = Map.of("rsa", RSA, "ec", EC, "ed", ED);
    private static final LocalKeys KEYS = LocalKeys.of(PAIRS);
    private static final Map<String, Object> HEADER = Map.of("kid", "ed", "alg", "EdDSA");
    private static final Map<String, Object> CLAIMS = Map.of(
            "iss", ISSUER, "aud", AUDIENCE, "sub", "00u1", "iat", NOW, "exp", NOW + 3600, "scp", List.of("profile"));

    private static Verification verify(Expected expected, String token) {
        return new Verifier(expected, KEYS, CLOCK, CRYPTO).verify(token);
    }

    private static Verification verify(String token) {
        return verify(EXPECTED, token);
    }

    private static Verification verifyWithClaims(Consumer<Map<String, Object>> change) {
        return verify(ForgedTokens.signed(HEADER, with(CLAIMS, change), ED));
    }

    private static Verification verifyWithHeader(Consumer<Map<String, Object>> change) {
        return verify(ForgedTokens.signed(with(HEADER, change), CLAIMS, ED));
    }

    private static void assertRefused(Reason reason, Verification verification) {
        assertEquals(reason, assertInstanceOf(Refused.class, verification).reason());
    }

    private static VerifiedJwt assertValid(Verification verification) {
        return assertInstanceOf(Valid.class, verification, verification::toString)
                .jwt();
    }

    @ParameterizedTest
    @CsvSource({"rsa, JDK", "ec, JDK", "ed, JDK", "rsa, fast", "ec, fast", "ed, fast"})
    @DisplayName("A token of our own signer is good, and its claims can be read")
    void ownTokensAreGood(String kid, String provider) {
        var crypto = provider.equals("JDK") ? CryptoProvider.jdk() : CRYPTO;
        var token = Signers.of(kid, PAIRS.get(kid), crypto).sign(CLAIMS).compact();
        var jwt = assertValid(new Verifier(EXPECTED, KEYS, CLOCK, crypto).verify(token));
        assertEquals("00u1", jwt.subject().orElseThrow());
        assertEquals(List.of("profile"), jwt.stringList("scp"));
        assertEquals(List.of("profile"), jwt.scopes());
        assertEquals(Instant.ofEpochSecond(NOW + 3600), jwt.expiresAt());
        assertEquals(CLAIMS.keySet(), jwt.claims().keySet());
        assertThrows(UnsupportedOperationException.class, () -> jwt.claims().put("sub", "another"));
    }

    @Test
    @DisplayName("RFC 9068 §2.2.3: scope may be one text with spaces")
    void scopeMayBeText() {
        var jwt = assertValid(verifyWithClaims(claims -> {
            claims.remove("scp");
            claims.put("scope", "openid profile");
        }));
        assertEquals(List.of("openid", "profile"), jwt.scopes());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Every change of one octet of the signature is noticed, and none of them throws")
    void changedSignatureIsNoticed(SigningAlgorithm algorithm) {
        var kid = algorithm
                .keyFactory()
                .substring(0, 2)
                .toLowerCase(java.util.Locale.ROOT)
                .replace("rs", "rsa");
        var token = Signers.of(kid, PAIRS.get(kid), CRYPTO).sign(CLAIMS).compact();
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64Url.decode(token.substring(dot + 1)).orElseThrow();
        for (int i = 0; i < signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i] ^= 1;
            assertRefused(Reason.BAD_SIGNATURE, verify(token.substring(0, dot + 1) + Base64Url.encode(changed)));
        }
        for (int length : List.of(0, 1, signature.length - 1, signature.length + 1)) {
            byte[] other = Arrays.copyOf(signature, length);
            assertRefused(Reason.BAD_SIGNATURE, verify(token.substring(0, dot + 1) + Base64Url.encode(other)));
        }
    }

    @Test
    @DisplayName("Claims changed after the signature are noticed")
    void changedClaimsAreNoticed() {
        var good = ForgedTokens.signed(HEADER, CLAIMS, ED).split("\\.");
        var other = ForgedTokens.signed(HEADER, with(CLAIMS, claims -> claims.put("sub", "00u2")), ED)
                .split("\\.");
        assertRefused(Reason.BAD_SIGNATURE, verify(good[0] + "." + other[1] + "." + good[2]));
    }

    @Test
    @DisplayName("There is no verifier without an issuer or without an audience")
    void issuerAndAudienceAreRequired() {
        assertThrows(IllegalArgumentException.class, () -> Expected.of(null, AUDIENCE));
        assertThrows(IllegalArgumentException.class, () -> Expected.of(" ", AUDIENCE));
        assertThrows(IllegalArgumentException.class, () -> Expected.of(ISSUER, null));
        assertThrows(IllegalArgumentException.class, () -> Expected.of(ISSUER, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "e30.e30",
                "e30.e30.",
                ".e30.AA",
                "e30..AA",
                "e30.e30.AA.AA",
                " e30.e30.AA",
                "e30.e30.AA ",
                "e30=.e30.AA",
                "e30.e30.AB",
                "bnVsbA.e30.AA",
                "W10.e30.AA",
                "e30.W10.AA",
                "e30.MQ.AA",
                "e30.e30e30.AA",
                "\u00e9.e30.AA",
                "e30.e30.\ud800"
            })
    @DisplayName("RFC 7515 §7.1: what is not three parts of base64url with two objects is malformed, or has no alg")
    void malformed(String token) {
        var refused = assertInstanceOf(Refused.class, verify(token));
        boolean emptySignature = token.equals("e30.e30.");
        assertEquals(emptySignature ? Reason.UNSUPPORTED_ALGORITHM : Reason.MALFORMED, refused.reason());
    }

    @Test
    @DisplayName("RFC 7515 §2: padding, white space and a second text for the same octets are refused")
    void base64UrlIsStrict() {
        assertTrue(Base64Url.decode("AA==").isEmpty());
        assertTrue(Base64Url.decode("AA\n").isEmpty());
        assertTrue(Base64Url.decode("A").isEmpty());
        assertTrue(Base64Url.decode("AB").isEmpty());
        assertTrue(Base64Url.decode("+/8").isEmpty());
        assertEquals(1, Base64Url.decode("AA").orElseThrow().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"EdDSA\",\"kid\":\"ed\",\"alg\":\"EdDSA\"}",
                "{\"alg\":\"none\",\"kid\":\"ed\",\"alg\":\"EdDSA\"}",
                "{\"alg\":\"EdDSA\",\"kid\":\"ed\"} {}",
                "{\"alg\":\"EdDSA\",\"kid\":\"ed\"",
                "{'alg':'EdDSA'}",
                "{\"alg\":\"EdDSA\",\"a\":{\"b\":1,\"b\":2}}"
            })
    @DisplayName("RFC 7515 §4: a name that comes twice in the header, or text behind it, is refused")
    void headerWithDuplicates(String header) {
        assertRefused(
                Reason.MALFORMED,
                verify(ForgedTokens.signed(header, new String(JoseJson.write(CLAIMS), StandardCharsets.UTF_8), ED)));
    }

    @Test
    @DisplayName("RFC 7519 §4: a claim that comes twice is refused, also when both say the same")
    void claimsWithDuplicates() {
        var claims =
                new String(JoseJson.write(CLAIMS), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"sub\":\"00u1\",");
        assertRefused(Reason.MALFORMED, verify(ForgedTokens.signed("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", claims, ED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256", "RS512", "ES256K", "PS256", "rs256", "EdDSA "})
    @DisplayName("RFC 8725 §3.2: Abuse 52: none in any spelling, and every algorithm we did not choose, is refused")
    void algorithmsWeDidNotChoose(String alg) {
        assertRefused(Reason.UNSUPPORTED_ALGORITHM, verifyWithHeader(header -> header.put("alg", alg)));
        var unsigned = ForgedTokens.withSignature(with(HEADER, header -> header.put("alg", alg)), CLAIMS, new byte[0]);
        assertRefused(Reason.UNSUPPORTED_ALGORITHM, verify(unsigned));
    }

    @Test
    @DisplayName("Abuse 52: an alg that is no text, or no alg, is refused")
    void algThatIsNoText() {
        for (Object alg : List.of(1, true, List.of("EdDSA"), Map.of())) {
            assertRefused(Reason.UNSUPPORTED_ALGORITHM, verifyWithHeader(header -> header.put("alg", alg)));
        }
        assertRefused(Reason.UNSUPPORTED_ALGORITHM, verifyWithHeader(header -> header.put("alg", null)));
        assertRefused(Reason.UNSUPPORTED_ALGORITHM, verifyWithHeader(header -> header.remove("alg")));
    }

    @Test
    @DisplayName("Abuse 53: a token with a MAC whose secret is our public key, which everybody has, is refused")
    void macWithPublicKey() throws Exception {
        var header = with(HEADER, it -> it.putAll(Map.of("alg", "HS256", "kid", "rsa")));
        var unsigned = ForgedTokens.withSignature(header, CLAIMS, new byte[0]);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(RSA.publicKeySpki(), "HmacSHA256"));
        byte[] tag = mac.doFinal(unsigned.substring(0, unsigned.length() - 1).getBytes(StandardCharsets.US_ASCII));
        assertRefused(Reason.UNSUPPORTED_ALGORITHM, verify(unsigned + Base64Url.encode(tag)));
    }

    @ParameterizedTest
    @CsvSource({"rsa, ES256", "rsa, EdDSA", "ec, RS256", "ec, EdDSA", "ed, RS256", "ed, ES256"})
    @DisplayName("RFC 8725 §3.1: Abuse 54: a key serves one algorithm; a token can't choose another for it")
    void keyServesOneAlgorithm(String kid, String alg) {
        assertRefused(
                Reason.ALGORITHM_KEY_MISMATCH,
                verifyWithHeader(header -> header.putAll(Map.of("kid", kid, "alg", alg))));
    }

    static Stream<Arguments> keysThatAreLeftOut() throws Exception {
        var rsa = Jwk.publicKey("k", RSA).members();
        var ec = Jwk.publicKey("k", EC).members();
        var ed = Jwk.publicKey("k", ED).members();
        var generator = java.security.KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        var weak = (java.security.interfaces.RSAPublicKey)
                generator.generateKeyPair().getPublic();
        var modulus = Base64Url.encode(Arrays.copyOfRange(weak.getModulus().toByteArray(), 1, 129));
        return Stream.of(
                Arguments.of("RSA of 1024 bits", with(rsa, it -> it.put("n", modulus))),
                Arguments.of("for another algorithm", with(rsa, it -> it.put("alg", "PS256"))),
                Arguments.of("for encryption", with(ec, it -> it.put("use", "enc"))),
                Arguments.of("point not on the curve", with(ec, it -> it.put("x", ec.get("y")))),
                Arguments.of("another curve", with(ec, it -> it.put("crv", "P-384"))),
                Arguments.of("a curve of the same size", with(ec, it -> it.put("crv", "secp256k1"))),
                Arguments.of("X25519", with(ed, it -> it.put("crv", "X25519"))),
                Arguments.of("Ed25519 too short", with(ed, it -> it.put("x", "AAAA"))),
                Arguments.of("name not text", with(rsa, it -> it.put("kid", 7))),
                Arguments.of("no kind", with(rsa, it -> it.remove("kty"))),
                Arguments.of("unknown kind", with(rsa, it -> it.put("kty", "XYZ"))),
                Arguments.of("member of wrong type", with(rsa, it -> it.put("n", List.of(1)))),
                Arguments.of("a secret", Map.of("kty", "oct", "kid", "k", "alg", "HS256", "k", "AAAA")),
                Arguments.of("private", with(ed, it -> it.put("d", ed.get("x")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keysThatAreLeftOut")
    @DisplayName("RFC 7517 §5: Abuse 54, 63: a weak, unknown or invalid key is left out, and the others still serve")
    void keysOfASetThatAreLeftOut(String why, Map<String, Object> members) {
        var good = Jwk.publicKey("good", EC).members();
        var keys = LocalKeys.read(JoseJson.write(Map.of("keys", List.of(members, "junk", good))))
                .orElseThrow();
        assertTrue(keys.find("k").isEmpty(), why);
        assertTrue(keys.find("good").isPresent());
    }

    @Test
    @DisplayName("RFC 7515 §4.1.4, RFC 7517 §4.5: a token without kid means the one key of its algorithm, named or not")
    void namelessToken() {
        var token = ForgedTokens.signed(Map.of("alg", "EdDSA"), CLAIMS, ED);
        assertValid(verify(token));
        var nameless = with(Jwk.publicKey("k", ED).members(), it -> it.remove("kid"));
        var one = LocalKeys.of(new JwkSet(List.of(new Jwk(nameless), Jwk.publicKey("ec", EC))));
        assertValid(new Verifier(EXPECTED, one, CLOCK, CRYPTO).verify(token));
        var other = Jwk.publicKey("k2", SigningKeyPair.generate(SigningAlgorithm.EDDSA));
        var two = LocalKeys.of(new JwkSet(List.of(new Jwk(nameless), other)));
        assertRefused(Reason.UNKNOWN_KEY, new Verifier(EXPECTED, two, CLOCK, CRYPTO).verify(token));
        assertRefused(
                Reason.BAD_SIGNATURE,
                new Verifier(EXPECTED, LocalKeys.of(new JwkSet(List.of(other))), CLOCK, CRYPTO).verify(token));
    }

    @Test
    @DisplayName("RFC 7517 §4.2: Two keys with one name: neither serves")
    void twoKeysWithOneName() {
        var set = new JwkSet(List.of(Jwk.publicKey("k", EC), Jwk.publicKey("k", ED), Jwk.publicKey("k2", ED)));
        assertTrue(LocalKeys.of(set).find("k").isEmpty());
        assertTrue(LocalKeys.of(set).find("k2").isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/oauth2/default", "https://id.example/oauth2/default/",
                        "https://id.example/oauth2/other",
                "https://ID.example/oauth2/default", "https://id.example/oauth2/defaul", ""
            })
    @DisplayName("RFC 7519 §4.1.1: Abuse 55: any other issuer is refused, be it one slash that differs")
    void otherIssuer(String issuer) {
        assertRefused(Reason.WRONG_ISSUER, verifyWithClaims(claims -> claims.put("iss", issuer)));
    }

    @Test
    @DisplayName("Abuse 55: no issuer, or one that is no text, is refused")
    void noIssuer() {
        assertRefused(Reason.WRONG_ISSUER, verifyWithClaims(claims -> claims.remove("iss")));
        assertRefused(Reason.WRONG_ISSUER, verifyWithClaims(claims -> claims.put("iss", List.of(ISSUER))));
    }

    @Test
    @DisplayName("Abuse 57: keys and addresses of keys in the header are not read: the attacker's key does not serve")
    void keysInTheHeader() {
        var attacker = SigningKeyPair.generate(SigningAlgorithm.EDDSA);
        var header = with(HEADER, it -> {
            it.put("jwk", Jwk.publicKey("ed", attacker).members());
            it.put("jku", "http://127.0.0.1:1/keys");
            it.put("x5u", "http://127.0.0.1:1/cert");
            it.put("x5c", List.of("AAAA"));
        });
        assertRefused(Reason.BAD_SIGNATURE, verify(ForgedTokens.signed(header, CLAIMS, attacker)));
        assertValid(verify(ForgedTokens.signed(header, CLAIMS, ED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../../dev/null", "' OR '1'='1", "", "ED", "\u0000", "rsa\u0000", "${jndi:ldap://x}"})
    @DisplayName("Abuse 57: a kid is compared and nothing else, whatever it looks like")
    void kidIsComparedOnly(String kid) {
        assertRefused(Reason.UNKNOWN_KEY, verifyWithHeader(header -> header.put("kid", kid)));
    }

    @Test
    @DisplayName(
            "Abuse 57: no kid, one that is no text, and one longer than any of ours, are refused without a look-up")
    void kidThatIsNone() {
        var verifier = new Verifier(
                EXPECTED,
                _ -> {
                    throw new AssertionError("looked up");
                },
                CLOCK,
                CRYPTO);
        for (Object kid : List.of(1, List.of(), "k".repeat(257))) {
            var header = with(HEADER, it -> it.put("kid", kid));
            assertRefused(Reason.UNKNOWN_KEY, verifier.verify(ForgedTokens.signed(header, CLAIMS, ED)));
        }
        var header = with(HEADER, it -> it.remove("kid"));
        assertRefused(Reason.UNKNOWN_KEY, verifier.verify(ForgedTokens.signed(header, CLAIMS, ED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crit", "b64", "zip"})
    @DisplayName("RFC 7515 §4.1.11, RFC 7797 §6: Abuse 57: crit, b64 and zip are refused, whatever they say")
    void headersWeDoNotUnderstand(String name) {
        for (Object value : List.of(List.of("exp"), List.of(), true, false, "DEF")) {
            assertRefused(Reason.UNSUPPORTED_HEADER, verifyWithHeader(header -> header.put(name, value)));
        }
    }

    @Test
    @DisplayName("Abuse 57: a token over the limit is refused unread, with a reason; one of just the limit is good")
    void oversizedTokens() {
        assertRefused(Reason.TOO_LARGE, verify("a".repeat(10 * 1024 * 1024)));
        int room = 1;
        String token = "";
        while (token.length() < Verifier.MAX_LENGTH - 4) {
            var filling = "x".repeat(room);
            token = ForgedTokens.signed(HEADER, with(CLAIMS, claims -> claims.put("filling", filling)), ED);
            room += Math.max(1, (Verifier.MAX_LENGTH - 4 - token.length()) / 2);
        }
        assertTrue(token.length() <= Verifier.MAX_LENGTH);
        assertValid(verify(token));
        assertRefused(Reason.TOO_LARGE, verify(token + "AAAA"));
    }

    @Test
    @DisplayName("Abuse 57: JSON nested a thousand deep is refused and does no harm")
    void deeplyNestedJson() {
        var deep = "{\"a\":" + "[".repeat(1500) + "]".repeat(1500) + "}";
        assertRefused(Reason.MALFORMED, verify(ForgedTokens.signed("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", deep, ED)));
    }

    @Test
    @DisplayName("RFC 8725 §3.11: Abuse 59: a token whose typ says it is another kind is refused")
    void otherKindsOfToken() {
        for (Object typ : List.of("logout+jwt", "dpop+jwt", "oauth-authz-req+jwt", "", 1)) {
            assertRefused(Reason.WRONG_TYPE, verifyWithHeader(header -> header.put("typ", typ)));
        }
        assertRefused(Reason.WRONG_TYPE, verifyWithHeader(header -> header.put("typ", null)));
        var token = ForgedTokens.signed(with(HEADER, it -> it.put("typ", "logout+jwt")), CLAIMS, ED);
        assertValid(verify(EXPECTED.withTypes("logout+jwt"), token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "Application/JWT"})
    @DisplayName("RFC 7515 §4.1.9: a typ is a media type: case does not matter, and application/ may be left out")
    void typesThatAreLetIn(String typ) {
        assertValid(verifyWithHeader(header -> header.put("typ", typ)));
    }

    @Test
    @DisplayName("Abuse 59: an ID token, which has no scopes, does not pass where scopes are required")
    void idTokenIsNoAccessToken() {
        var idToken = ForgedTokens.signed(HEADER, with(CLAIMS, claims -> claims.remove("scp")), ED);
        assertRefused(Reason.MISSING_CLAIM, verify(EXPECTED.withClaims("scp"), idToken));
        assertValid(verify(EXPECTED.withClaims("scp"), ForgedTokens.signed(HEADER, CLAIMS, ED)));
    }

    @Test
    @DisplayName("RFC 7519 §4.1.3: Abuse 60: a token for others is refused; we may be one of many")
    void audience() {
        assertValid(verifyWithClaims(claims -> claims.put("aud", List.of("api://other", AUDIENCE))));
        for (Object aud : List.of(
                "api://other", List.of("api://other"), List.of(), "", 1, AUDIENCE + "/", List.of(List.of(AUDIENCE)))) {
            assertRefused(Reason.WRONG_AUDIENCE, verifyWithClaims(claims -> claims.put("aud", aud)));
        }
        assertRefused(Reason.WRONG_AUDIENCE, verifyWithClaims(claims -> claims.remove("aud")));
    }

    @Test
    @DisplayName("Abuse 61: what is cheap to refuse is refused before any key is looked up")
    void cheapChecksComeFirst() {
        var verifier = new Verifier(
                EXPECTED,
                _ -> {
                    throw new AssertionError("looked up");
                },
                CLOCK,
                CRYPTO);
        for (String claim : List.of("iss", "aud", "exp")) {
            var token = ForgedTokens.signed(HEADER, with(CLAIMS, claims -> claims.remove(claim)), ED);
            assertInstanceOf(Refused.class, verifier.verify(token));
        }
    }

    @Test
    @DisplayName("Abuse 61: a retired key still serves while it is in the set; once it is out, its tokens are refused")
    void retiredAndRevokedKeys() {
        var token = Signers.of("ed", ED, CRYPTO).sign(CLAIMS).compact();
        var both = LocalKeys.of(new JwkSet(List.of(Jwk.publicKey("new", EC), Jwk.publicKey("ed", ED))));
        assertValid(new Verifier(EXPECTED, both, CLOCK, CRYPTO).verify(token));
        var newOnly = LocalKeys.of(new JwkSet(List.of(Jwk.publicKey("new", EC))));
        assertRefused(Reason.UNKNOWN_KEY, new Verifier(EXPECTED, newOnly, CLOCK, CRYPTO).verify(token));
    }

    static Stream<Arguments> signaturesForEveryMessage() {
        var order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        var numbers = List.of(BigInteger.ZERO, BigInteger.ONE, order, order.add(BigInteger.ONE));
        return numbers.stream().flatMap(r -> numbers.stream().map(s -> Arguments.of(r, s)));
    }

    @ParameterizedTest
    @MethodSource("signaturesForEveryMessage")
    @DisplayName("Abuse 63: an ECDSA signature of r = s = 0, or of the group's order, is good for nothing")
    void psychicSignatures(BigInteger r, BigInteger s) {
        var header = with(HEADER, it -> it.putAll(Map.of("kid", "ec", "alg", "ES256")));
        byte[] signature = new byte[64];
        System.arraycopy(octets(r), 0, signature, 0, 32);
        System.arraycopy(octets(s), 0, signature, 32, 32);
        var token = ForgedTokens.withSignature(header, CLAIMS, signature);
        assertRefused(Reason.BAD_SIGNATURE, verify(token));
        var jdk = new Verifier(EXPECTED, KEYS, CLOCK, CryptoProvider.jdk());
        assertRefused(Reason.BAD_SIGNATURE, jdk.verify(token));
    }

    private static byte[] octets(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] octets = new byte[32];
        int length = Math.min(32, signed.length);
        System.arraycopy(signed, signed.length - length, octets, 32 - length, length);
        return octets;
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA1_5", "RSA-OAEP-256", "dir"})
    @DisplayName(
            "Abuse 64: an encrypted token is no token of ours, so there is nothing to learn from how it is refused")
    void encrypted(String algorithm) {
        String header = Base64Url.encode(("{\"alg\":\"" + algorithm + "\",\"enc\":\"A128CBC-HS256\"}").getBytes());
        String part = Base64Url.encode(new byte[256]);
        assertRefused(Reason.MALFORMED, verify(String.join(".", header, part, part, part, part)));
    }

    @Test
    @DisplayName("RFC 7519 §4.1.4: a token is refused from its end on, with 60 seconds of leeway")
    void end() {
        assertValid(verifyWithClaims(claims -> claims.put("exp", NOW - 59)));
        assertRefused(Reason.EXPIRED, verifyWithClaims(claims -> claims.put("exp", NOW - 60)));
        assertValid(verifyWithClaims(claims -> claims.put("exp", NOW + 0.5)));
        assertRefused(Reason.EXPIRED, verifyWithClaims(claims -> claims.put("exp", -NOW)));
        assertRefused(Reason.MISSING_CLAIM, verifyWithClaims(claims -> claims.remove("exp")));
    }

    @ParameterizedTest
    @ValueSource(doubles = {9223372036854775807d, -9223372036854775808d, 1e300, Double.POSITIVE_INFINITY})
    @DisplayName("An end beyond all time is none: whoever reads it later need not fear it")
    void endBeyondTime(double end) {
        assertRefused(Reason.MALFORMED, verifyWithClaims(claims -> claims.put("exp", end)));
        assertRefused(Reason.MALFORMED, verifyWithClaims(claims -> claims.put("exp", Long.MAX_VALUE)));
        assertRefused(Reason.MALFORMED, verifyWithClaims(claims -> claims.put("nbf", end)));
    }

    @Test
    @DisplayName("RFC 7519 §4.1.5: a token is refused before its nbf or iat, with 60 seconds of leeway")
    void beginning() {
        for (String claim : List.of("nbf", "iat")) {
            assertValid(verifyWithClaims(claims -> claims.put(claim, NOW + 60)));
            assertRefused(Reason.NOT_YET_VALID, verifyWithClaims(claims -> claims.put(claim, NOW + 61)));
            assertValid(verifyWithClaims(claims -> claims.remove(claim)));
        }
    }

    @Test
    @DisplayName("The leeway can be made less")
    void leeway() {
        var strict = EXPECTED.withLeeway(Duration.ZERO);
        var token = ForgedTokens.signed(HEADER, with(CLAIMS, claims -> claims.put("exp", NOW)), ED);
        assertRefused(Reason.EXPIRED, verify(strict, token));
        assertThrows(IllegalArgumentException.class, () -> EXPECTED.withLeeway(Duration.ofSeconds(-1)));
    }

    @Test
    @DisplayName("A time that is no number, or too large for one, is malformed and does not wrap around")
    void timesThatAreNone() {
        var huge = BigInteger.TWO.pow(64).add(BigInteger.valueOf(NOW + 60));
        for (Object time : List.of("1800000060", true, List.of(), huge)) {
            assertRefused(Reason.MALFORMED, verifyWithClaims(claims -> claims.put("exp", time)));
            assertRefused(Reason.MALFORMED, verifyWithClaims(claims -> claims.put("nbf", time)));
        }
        assertRefused(Reason.MALFORMED, verifyWithClaims(claims -> claims.put("exp", null)));
    }

    @Test
    @DisplayName("A hint may be old: with maybeExpired the end is ignored, and nothing else is")
    void hintMayBeOld() {
        var hint = EXPECTED.maybeExpired(true);
        var old = with(CLAIMS, claims -> claims.put("exp", NOW - 100_000));
        assertValid(verify(hint, ForgedTokens.signed(HEADER, old, ED)));
        var other = with(old, claims -> claims.put("iss", "https://evil.example"));
        assertRefused(Reason.WRONG_ISSUER, verify(hint, ForgedTokens.signed(HEADER, other, ED)));
    }

    @Test
    @DisplayName("Keys that can't be had are told apart from a token that is bad")
    void keysUnavailable() {
        var verifier = new Verifier(
                EXPECTED,
                _ -> {
                    throw new KeySource.KeysUnavailable("down");
                },
                CLOCK,
                CRYPTO);
        assertRefused(Reason.KEYS_UNAVAILABLE, verifier.verify(ForgedTokens.signed(HEADER, CLAIMS, ED)));
    }

    @Test
    @DisplayName(
            "RFC 6750 §3: what a refusal quotes of a token can stand in a header: no quote, backslash or line break")
    void detailIsPrintable() {
        var nasty = "\"\\\r\nSet-Cookie: a=b\u0000\u00e9\ud83d\ude00".repeat(20);
        var verifications = List.of(
                verifyWithClaims(claims -> claims.put("iss", nasty)),
                verifyWithClaims(claims -> claims.put("aud", List.of(nasty))),
                verifyWithHeader(header -> header.put("alg", nasty)),
                verifyWithHeader(header -> header.put("typ", nasty)),
                verifyWithHeader(header -> header.put("kid", nasty.substring(0, 100))));
        for (var verification : verifications) {
            var detail = assertInstanceOf(Refused.class, verification).detail();
            assertTrue(detail.matches("[ !#-\\[\\]-~]{1,400}"), detail);
        }
    }

    @Test
    @DisplayName("A good token does not show itself in a log")
    void verifiedTokenDoesNotShowItself() {
        assertEquals(
                "VerifiedJwt[]",
                assertValid(verify(ForgedTokens.signed(HEADER, CLAIMS, ED))).toString());
    }
}
