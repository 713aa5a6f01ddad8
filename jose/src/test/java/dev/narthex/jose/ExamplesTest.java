package dev.narthex.jose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples that the specifications print.
class ExamplesTest {
    private static final String PAYLOAD =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private static final String RSA_N =
            "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4"
                    + "QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBY"
                    + "UsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmo"
                    + "udF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";

    private static final String RS256_SIGNATURE =
            "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujG"
                    + "bds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K"
                    + "0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6"
                    + "LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    private static final String THUMBPRINT_N =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWK"
                    + "RXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMic"
                    + "AtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3"
                    + "XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

    private static final VerificationKey RSA = read(Map.of("kty", "RSA", "kid", "1", "n", RSA_N, "e", "AQAB"));
    private static final VerificationKey EC = read(Map.of(
            "kty", "EC",
            "kid", "1",
            "crv", "P-256",
            "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
    private static final Map<String, Object> ED25519 =
            Map.of("kty", "OKP", "kid", "1", "crv", "Ed25519", "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");

    static Stream<CryptoProvider> providers() {
        return Stream.of(CryptoProvider.jdk(), CryptoProvider.load());
    }

    private static VerificationKey read(Map<String, Object> members) {
        return VerificationKey.read(members).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("providers")
    @DisplayName("RFC 7515 §A.2: the example with RSA is good, and with one letter changed it is not")
    void exampleWithRsa(CryptoProvider crypto) {
        var token = "eyJhbGciOiJSUzI1NiJ9." + PAYLOAD + "." + RS256_SIGNATURE;
        assertTrue(UnverifiedJwt.read(token).orElseThrow().isSignedBy(RSA, crypto));
        assertFalse(UnverifiedJwt.read(token.replace(".cC4h", ".cC4i"))
                .orElseThrow()
                .isSignedBy(RSA, crypto));
    }

    @ParameterizedTest
    @MethodSource("providers")
    @DisplayName("RFC 7515 §A.3: the example with P-256 is good, and with one letter changed it is not")
    void exampleWithEc(CryptoProvider crypto) {
        var token = "eyJhbGciOiJFUzI1NiJ9." + PAYLOAD
                + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        assertTrue(UnverifiedJwt.read(token).orElseThrow().isSignedBy(EC, crypto));
        assertFalse(UnverifiedJwt.read(token.replace(".DtEh", ".DtEi"))
                .orElseThrow()
                .isSignedBy(EC, crypto));
    }

    @Test
    @DisplayName("RFC 7517 §A.1: of the example's two keys, the one for encryption is left out")
    void exampleOfKeySet() {
        var set = """
                {"keys":[
                 {"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                  "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"},
                 {"kty":"RSA","n":"%s","e":"AQAB","alg":"RS256","kid":"2011-04-29"}]}
                """.formatted(THUMBPRINT_N);
        var keys = LocalKeys.read(set.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertTrue(keys.find("1").isEmpty());
        assertEquals(
                SigningAlgorithm.RS256, keys.find("2011-04-29").orElseThrow().algorithm());
        // RFC 7517 §4.2
        var forSignatures = set.replace("\"enc\"", "\"sig\"").getBytes(StandardCharsets.UTF_8);
        assertTrue(LocalKeys.read(forSignatures).orElseThrow().find("1").isPresent());
    }

    @Test
    @DisplayName("RFC 7638 §3.1: the thumbprint of the example")
    void exampleOfThumbprint() {
        var key = read(Map.of("kty", "RSA", "kid", "2011-04-29", "alg", "RS256", "e", "AQAB", "n", THUMBPRINT_N));
        assertEquals("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", Jwk.thumbprint(key.key()));
    }

    @Test
    @DisplayName("RFC 8037 §A.3: the thumbprint of the example with Ed25519")
    void exampleOfThumbprintWithEd25519() {
        assertEquals(
                "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                Jwk.thumbprint(read(ED25519).key()));
    }

    @ParameterizedTest
    @MethodSource("providers")
    @DisplayName("RFC 8037 §A.4, §A.5: the example with Ed25519 is signed and checked")
    void exampleWithEd25519(CryptoProvider crypto) throws Exception {
        var input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(StandardCharsets.US_ASCII);
        var expected = Base64Url.decode(
                        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")
                .orElseThrow();
        var d = Base64Url.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").orElseThrow();
        var signature = crypto.signature(SigningAlgorithm.EDDSA);
        signature.initSign(KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, d)));
        signature.update(input);
        assertArrayEquals(expected, signature.sign());

        var check = crypto.signature(SigningAlgorithm.EDDSA);
        check.initVerify(read(ED25519).key());
        check.update(input);
        assertTrue(check.verify(expected));
    }
}
