package dev.narthex.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImportedHashTest {
    private static final String BCRYPT_SALT = "abcdefghijklmnopqrstuu";
    private static final String BCRYPT_VALUE = "7EJV7kdjBBQxyb0HjTh9KS7.Lah/6CG";

    /// A hash made elsewhere, as we read it, and the password it was made of.
    record Sample(String name, String password, ImportedHash hash) {
        @Override
        public String toString() {
            return name + " of " + password;
        }
    }

    static Stream<Sample> samples() {
        var made = HashesMadeElsewhere.read();
        return Stream.of(
                        made.all("text")
                                .map(s -> sample(s.get("name"), s, ImportedHash.ofText((String) s.get("hash")))),
                        made.all("members").map(s -> sample(s.get("hash"), s, ofMembers(s.get("hash")))),
                        made.all("aspNetIdentity")
                                .map(s -> sample("asp", s, ImportedHash.ofAspNetIdentity((String) s.get("hash")))),
                        made.all("keycloak").map(s -> sample("keycloak", s, keycloak(s))),
                        made.all("firebase").map(s -> sample("firebase", s, made.firebase(s))))
                .flatMap(samples -> samples);
    }

    private static Sample sample(Object name, Map<String, Object> from, ImportedHash hash) {
        return new Sample(name.toString(), (String) from.get("password"), hash);
    }

    @SuppressWarnings("unchecked")
    private static ImportedHash ofMembers(Object members) {
        return ImportedHash.ofMembers((Map<String, Object>) members);
    }

    private static ImportedHash keycloak(Map<String, Object> sample) {
        return ImportedHash.ofKeycloak((String) sample.get("credentialData"), (String) sample.get("secretData"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("a hash made by another tool matches its password and no other, also after being stored")
    void matchesItsPasswordOnly(Sample sample) {
        var stored = assertInstanceOf(ImportedHash.Accepted.class, sample.hash).password();
        var hash = PasswordHash.parse(stored.encoded()).orElseThrow();
        assertTrue(hash.matches(bytes(sample.password)));
        assertFalse(hash.matches(bytes(sample.password + "x")));
        assertFalse(hash.matches(bytes(sample.password.toUpperCase() + "-")));
        assertEquals(stored.encoded(), hash.encoded());
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("every stored form is read by the text import, too, as the same hash")
    void storedFormIsText(Sample sample) {
        var stored = assertInstanceOf(ImportedHash.Accepted.class, sample.hash).password();
        assertEquals(new ImportedHash.Accepted(stored), ImportedHash.ofText(stored.encoded()));
    }

    @Test
    @DisplayName("Firebase's own example: its salt, separator, key and hash match user1password")
    void firebaseExample() {
        var project = new ImportedHash.FirebaseProject(
                14,
                8,
                "Bw==",
                "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==");
        String hash = "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==";
        for (String written : List.of(hash, hash.replace('/', '_').replace('+', '-'))) {
            var read = ImportedHash.ofFirebase(project, "42xEC+ixf3L2lw==", written);
            var stored = assertInstanceOf(ImportedHash.Accepted.class, read).password();
            assertTrue(PasswordHash.parse(stored.encoded()).orElseThrow().matches(bytes("user1password")));
        }
        assertEquals("FirebaseProject[…]", project.toString());
    }

    // The members of a good hash, and what is changed in them: member, new value (none: taken away), member named.
    @ParameterizedTest
    @CsvSource({
        "BCRYPT, algorithm, bcrypt, algorithm",
        "BCRYPT, algorithm, , algorithm",
        "BCRYPT, workFactor, 3, workFactor",
        "BCRYPT, workFactor, 21, workFactor",
        "BCRYPT, workFactor, , workFactor",
        "BCRYPT, salt, abcdefghijklmnopqrstu, salt",
        "BCRYPT, salt, abcdefghijklmnopqrstu+, salt",
        "BCRYPT, salt, , salt",
        "BCRYPT, value, 7EJV7kdjBBQxyb0HjTh9KS7.Lah/6C, value",
        "BCRYPT, value, , value",
        "SHA-256, value, AAAA, value",
        "SHA-256, value, not Base64!, value",
        "SHA-256, value, , value",
        "SHA-256, salt, not Base64!, salt",
        "SHA-256, saltOrder, , saltOrder",
        "SHA-256, saltOrder, prefix, saltOrder",
        "SHA-256, saltOrder, MIDDLE, saltOrder",
        "PBKDF2, digestAlgorithm, SHA1_HMAC, digestAlgorithm",
        "PBKDF2, digestAlgorithm, , digestAlgorithm",
        "PBKDF2, iterationCount, 4095, iterationCount",
        "PBKDF2, iterationCount, 10000001, iterationCount",
        "PBKDF2, iterationCount, 99999999999999, iterationCount",
        "PBKDF2, iterationCount, , iterationCount",
        "PBKDF2, keySize, 31, value",
        "PBKDF2, keySize, 0, keySize",
        "PBKDF2, keySize, -32, keySize",
        "PBKDF2, salt, , salt",
    })
    @DisplayName("a good hash with one thing wrong is refused, and the member at fault is named")
    void namesTheMemberAtFault(String algorithm, String member, String value, String named) {
        var members = new HashMap<>(good(algorithm));
        assertInstanceOf(ImportedHash.Accepted.class, ImportedHash.ofMembers(members));
        members.remove(member);
        if (value != null) members.put(member, value.matches("-?[0-9]+") ? (Object) Long.valueOf(value) : value);
        var refused = assertInstanceOf(ImportedHash.Refused.class, ImportedHash.ofMembers(members));
        assertTrue(refused.problems().stream().anyMatch(p -> p.member().equals(named)), refused.toString());
    }

    @Test
    @DisplayName("a member of the wrong JSON type is refused, not guessed at")
    void wrongTypesAreRefused() {
        for (String algorithm : List.of("BCRYPT", "SHA-256", "PBKDF2")) {
            for (String member : good(algorithm).keySet()) {
                for (Object wrong : Arrays.asList(true, 1.5, List.of("x"), Map.of("a", 1), 7, "7")) {
                    var members = new HashMap<>(good(algorithm));
                    boolean number = members.put(member, wrong) instanceof Number;
                    if (number && wrong.equals(7)) continue;
                    assertInstanceOf(
                            ImportedHash.Refused.class, ImportedHash.ofMembers(members), algorithm + member + wrong);
                }
            }
        }
    }

    @Test
    @DisplayName("all faults are named at once")
    void allFaultsAtOnce() {
        var refused = assertInstanceOf(
                ImportedHash.Refused.class,
                ImportedHash.ofMembers(Map.of("algorithm", "BCRYPT", "workFactor", 1, "salt", "x", "value", "y")));
        assertEquals(
                List.of("workFactor", "salt", "value"),
                refused.problems().stream().map(ImportedHash.Problem::member).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "$2x$04$abcdefghijklmnopqrstuu7EJV7kdjBBQxyb0HjTh9KS7.Lah/6CG | algorithm",
                "$2b$31$abcdefghijklmnopqrstuu7EJV7kdjBBQxyb0HjTh9KS7.Lah/6CG | workFactor",
                "$6$salt$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjlO/O817G3uBnIFNjnQJuesI68OTLiBFdcbYEdFCoEOfaS35inz1 | algorithm",
                "$argon2id$v=20$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$RF21ruRIzbapVuPe0JqLjVpVDekEisqr | version",
                "$argon2id$v=19$m=4194304,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$RF21ruRIzbapVuPe0JqLjVpVDekEisqr | memory",
                "$argon2id$v=19$m=64,t=1,p=1,keyid=x$MDEyMzQ1Njc4OWFiY2RlZg$RF21ruRIzbapVuPe0JqLjVpVDekEisqr | encoding",
                "$scrypt$ln=20,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$RF21ruRIzbapVuPe0JqLjVpVDekEisqr | memory cost",
                "scrypt$1000$seasalt$8$1$RF21ruRIzbapVuPe0JqLjVpVDekEisqr | work factor",
                "{SSHA}qvTGHdzF6KLavt4PO0gs2a6pQ00= | hash",
                "{SASL}ada@example.org | algorithm",
                "!unusable | encoding",
                "secret in clear | encoding",
                "\"\" | encoding",
            })
    @DisplayName("a text that can't be taken is refused, and the part at fault is named")
    void namesThePartAtFault(String text, String named) {
        var refused = assertInstanceOf(ImportedHash.Refused.class, ImportedHash.ofText(text));
        assertEquals(named, refused.problems().getFirst().member(), refused.toString());
    }

    private static Map<String, Object> good(String algorithm) {
        return switch (algorithm) {
            case "BCRYPT" -> Map.of("algorithm", "BCRYPT", "workFactor", 4, "salt", BCRYPT_SALT, "value", BCRYPT_VALUE);
            case "SHA-256" ->
                Map.of("algorithm", "SHA-256", "salt", "MDEyMzQ1Njc=", "saltOrder", "PREFIX", "value", bytes32());
            default ->
                Map.of(
                        "algorithm",
                        "PBKDF2",
                        "digestAlgorithm",
                        "SHA256_HMAC",
                        "iterationCount",
                        4096,
                        "keySize",
                        32,
                        "salt",
                        "MDEyMzQ1Njc=",
                        "value",
                        bytes32());
        };
    }

    private static String bytes32() {
        return "A".repeat(43) + "=";
    }

    static byte[] bytes(String password) {
        return PasswordText.bytes(password).orElseThrow();
    }
}
