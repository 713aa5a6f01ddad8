package dev.narthex.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Version;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedVectorsTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 4, 1, 1, 77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
        "password, NaCl, 10, 8, 16, fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
        "pleaseletmein, SodiumChloride, 14, 8, 1, 7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
    })
    @DisplayName("RFC 7914 §12: the test vectors of scrypt")
    void scrypt(String password, String salt, int logN, int blockSize, int parallelism, String hash) {
        var cost = new ScryptHash.Cost(logN, blockSize, parallelism);
        var scrypt = new ScryptHash(cost, salt.getBytes(UTF_8), bytes(hash));
        assertTrue(scrypt.matches(password.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "SHA1, password, salt, 1, 0c60c80f961f0e71f3a9b524af6012062fe037a6",
        "SHA1, password, salt, 4096, 4b007901b765489abead49d926f721d065a429c1",
        "SHA1, passwordPASSWORDpassword, saltSALTsaltSALTsaltSALTsaltSALTsalt, 4096, 3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038",
        "SHA256, passwd, salt, 1, 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
        "SHA256, Password, NaCl, 80000, 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
        "SHA512, password, salt, 4096, d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5",
    })
    @DisplayName("RFC 6070 §2, RFC 7914 §11: the test vectors of PBKDF2, and one for SHA-512")
    void pbkdf2(Digest digest, String password, String salt, int iterations, String hash) {
        var pbkdf2 = new Pbkdf2Hash(digest, iterations, salt.getBytes(UTF_8), bytes(hash));
        assertTrue(pbkdf2.matches(password.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "U*U, $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "U*U*, $2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK",
        "U*U*U, $2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
    })
    @DisplayName("the test vectors that the bcrypt of Openwall is published with")
    void bcrypt(String password, String hash) {
        assertTrue(PasswordHash.parse(hash).orElseThrow().matches(password.getBytes(UTF_8)));
    }

    @Test
    @DisplayName("the example in the reference implementation of Argon2")
    void argon2Example() {
        String hash = "$argon2i$v=19$m=65536,t=2,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b+dWRWJTmaaJObG";
        assertTrue(PasswordHash.parse(hash).orElseThrow().matches("password".getBytes(UTF_8)));
    }

    // With secret and associated data, which we do not use: so this asks the libraries themselves.
    @Test
    @DisplayName("RFC 9106 §5.3: the test vector of Argon2id, by the native library and by Bouncy Castle")
    void argon2id() {
        byte[] expected = bytes("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(filled(16, 2))
                .withSecret(filled(8, 3))
                .withAdditional(filled(12, 4))
                .build());
        var hash = new byte[32];
        generator.generateBytes(filled(32, 1), hash);
        assertArrayEquals(expected, hash);
        assertArrayEquals(
                expected,
                Argon2Factory.createAdvanced(Argon2Factory.Argon2Types.ARGON2id)
                        .rawHashAdvanced(
                                3,
                                32,
                                4,
                                filled(32, 1),
                                filled(16, 2),
                                filled(8, 3),
                                filled(12, 4),
                                32,
                                Argon2Version.V13));
    }

    @Test
    @DisplayName("the native library works here, and both engines give the same bytes for every type, version and cost")
    void enginesAgree() {
        assertInstanceOf(Argon2Engine.Native.class, Argon2Engine.fastest());
        var random = new Random(9106);
        for (var type : Argon2Hash.Type.values()) {
            for (int version : new int[] {16, 19}) {
                for (var cost :
                        new Argon2Cost[] {Argon2Cost.HOUSE, new Argon2Cost(8, 1, 1), new Argon2Cost(70, 3, 4)}) {
                    var password = new byte[random.nextInt(1, 1024)];
                    var salt = new byte[random.nextInt(8, 64)];
                    random.nextBytes(password);
                    random.nextBytes(salt);
                    var recipe = new Argon2Hash.Recipe(type, version, cost, salt);
                    int length = random.nextInt(16, 128);
                    byte[] before = password.clone();
                    byte[] natively = new Argon2Engine.Native().derive(recipe, password, length);
                    assertArrayEquals(before, password, "the password is left as it was");
                    assertArrayEquals(natively, new Argon2Engine.Java().derive(recipe, password, length));
                }
            }
        }
    }

    private static byte[] filled(int length, int value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
