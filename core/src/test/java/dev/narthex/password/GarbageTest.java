package dev.narthex.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What comes in an import was written by strangers: each reader answers, whatever it is given.
class GarbageTest {
    private static final int ROUNDS = 10_000;
    private static final String LETTERS = "$$$$,,==:{}.+/-_!0123456789abcdefmprstvABCSHAMD5 \0é\uD83D\uDE00";

    private final Random random = new Random(20261122);
    private final List<String> seeds = seeds();

    private static List<String> seeds() {
        var made = HashesMadeElsewhere.read();
        var seeds = new ArrayList<String>();
        made.all("text").forEach(s -> seeds.add((String) s.get("hash")));
        made.all("aspNetIdentity").forEach(s -> seeds.add((String) s.get("hash")));
        made.all("keycloak").forEach(s -> seeds.add((String) s.get("credentialData")));
        made.all("keycloak").forEach(s -> seeds.add((String) s.get("secretData")));
        for (String seed : List.copyOf(seeds)) {
            if (ImportedHash.ofText(seed) instanceof ImportedHash.Accepted(var password)) seeds.add(password.encoded());
        }
        return seeds;
    }

    @Test
    @DisplayName("no text makes a reader throw; what is accepted can be stored and read back")
    void textsNeverThrow() {
        int accepted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String text = garbage();
            accepted += holds(text, ImportedHash.ofText(text)) ? 1 : 0;
            holds(text, ImportedHash.ofAspNetIdentity(text));
            holds(text, ImportedHash.ofKeycloak(text, garbage()));
            holds(text, ImportedHash.ofFirebase(project(), garbage(), text));
            StoredPassword.parse(text).ifPresent(stored -> assertEquals(text, stored.encoded()));
        }
        assertTrue(accepted > ROUNDS / 100, "the garbage is too far from hashes to test anything: " + accepted);
    }

    @Test
    @DisplayName("no members make the reader throw")
    void membersNeverThrow() {
        int accepted = 0;
        var good = HashesMadeElsewhere.read().all("members").toList();
        for (int i = 0; i < ROUNDS; i++) {
            @SuppressWarnings("unchecked")
            var members = new HashMap<>((Map<String, Object>) pick(good).get("hash"));
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                members.put(pick(List.copyOf(members.keySet())), value(members));
            }
            accepted += holds(members.toString(), ImportedHash.ofMembers(members)) ? 1 : 0;
        }
        assertTrue(accepted > ROUNDS / 10 && accepted < ROUNDS, "" + accepted);
    }

    @Test
    @DisplayName("a text that is no stored password makes none, in the constructor neither")
    void noStoredPasswordOfGarbage() {
        for (String text :
                List.of("", "$", "$$", "$argon2id", "$2b$", "$digest$v=2$h=md5,o=prefix$$", "{SHA}x", "pw")) {
            assertTrue(StoredPassword.parse(text).isEmpty(), text);
            assertThrows(IllegalArgumentException.class, () -> new StoredPassword(text));
        }
    }

    private static boolean holds(String text, ImportedHash read) {
        return switch (read) {
            case ImportedHash.Accepted(var password) -> {
                assertEquals(password, StoredPassword.parse(password.encoded()).orElseThrow());
                yield true;
            }
            case ImportedHash.Refused(var problems) -> {
                assertFalse(problems.isEmpty(), text);
                yield false;
            }
        };
    }

    private Object value(Map<String, Object> members) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(-5, 10_000);
            case 1 -> random.nextLong();
            case 2 -> random.nextDouble();
            case 3 -> Arrays.asList(null, garbage());
            case 4 -> pick(List.copyOf(members.values()));
            default -> garbage();
        };
    }

    private ImportedHash.FirebaseProject project() {
        return new ImportedHash.FirebaseProject(random.nextInt(-1, 30), random.nextInt(-1, 20), garbage(), garbage());
    }

    /// A hash with a few letters put in, taken out or exchanged, and now and then nothing like one.
    private String garbage() {
        var text = new StringBuilder(random.nextInt(20) == 0 ? "" : pick(seeds));
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(4));
            text.replace(at, to, random.nextBoolean() ? "" : "" + LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
