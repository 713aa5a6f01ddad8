package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.keys.KeyStore.Rotation;
import dev.narthex.keys.SigningKey;
import dev.narthex.keys.SigningKey.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeyStoreTest extends StoreContract {
    @Test
    void aKeyIsReadAsItWasStored() {
        storage.keys().install("read", List.of(key("read", "k1", Status.ACTIVE)));
        SigningKey found = storage.keys().keysOf("read").getFirst();
        assertEquals("k1", found.kid());
        assertEquals("read", found.serverId());
        assertEquals(Status.ACTIVE, found.status());
        assertEquals(SigningAlgorithm.ES256, found.material().algorithm());
        assertArrayEquals(new byte[] {1, 2, 3}, found.material().spki());
        assertArrayEquals(new byte[] {0, -1, 4}, found.material().sealed());
        assertEquals(NOW, found.times().created());
        assertEquals(Optional.empty(), found.times().retired());
        assertTrue(heard().contains("keys read"));
    }

    @Test
    void of32WhoInstallAtOnceAllGetTheSameKeys() throws Exception {
        var answers = race((node, number) -> kids(node.keys()
                .install(
                        "raced",
                        List.of(
                                key("raced", "active" + number, Status.ACTIVE),
                                key("raced", "next" + number, Status.NEXT)))));
        assertEquals(1, answers.stream().distinct().count());
        List<String> kids = answers.getFirst();
        assertEquals(2, kids.size());
        assertEquals(kids.get(0).replace("active", ""), kids.get(1).replace("next", ""), "both of one installer");
    }

    @Test
    void rotationMovesEachKeyOn() {
        install("rotated");
        var answer = storage.keys().rotate("rotated", "rotated-a", key("rotated", "rotated-c", Status.NEXT), NOW);
        assertInstanceOf(Rotation.Rotated.class, answer);
        assertEquals(List.of("rotated-b ACTIVE", "rotated-c NEXT", "rotated-a EXPIRED"), statuses("rotated"));
        assertEquals(
                Optional.of(NOW),
                storage.keys().keysOf("rotated").getLast().times().retired());
        assertTrue(heard().contains("keys rotated"));
    }

    @Test
    void of32WhoRotateTheSameKeyOneDoes() throws Exception {
        install("spun");
        var answers = race((node, number) ->
                node.keys().rotate("spun", "spun-a", key("spun", "spun-n" + number, Status.NEXT), NOW));
        assertEquals(
                1, answers.stream().filter(Rotation.Rotated.class::isInstance).count());
        assertEquals(3, storage.keys().keysOf("spun").size());
    }

    @Test
    void theLatestRetiredComesFirstAmongTheRetired() {
        install("order");
        storage.keys().rotate("order", "order-a", key("order", "order-c", Status.NEXT), NOW);
        storage.keys().rotate("order", "order-b", key("order", "order-d", Status.NEXT), NOW.plusSeconds(1));
        assertEquals(
                List.of("order-c ACTIVE", "order-d NEXT", "order-b EXPIRED", "order-a EXPIRED"), statuses("order"));
    }

    @Test
    void aNewAlgorithmRetiresTheActiveKeyAndDropsTheNext() {
        install("changed");
        storage.keys()
                .replaceAll(
                        "changed",
                        List.of(key("changed", "new-a", Status.ACTIVE), key("changed", "new-n", Status.NEXT)),
                        NOW);
        assertEquals(List.of("new-a ACTIVE", "new-n NEXT", "changed-a EXPIRED"), statuses("changed"));
    }

    @Test
    void keysRetiredLongAgoAreDropped() {
        install("dropped");
        storage.keys().rotate("dropped", "dropped-a", key("dropped", "dropped-c", Status.NEXT), NOW.minusSeconds(900));
        storage.keys().dropRetiredBefore(NOW.minusSeconds(901));
        assertEquals(3, storage.keys().keysOf("dropped").size());
        forgetWhatWasHeard();
        storage.keys().dropRetiredBefore(NOW.minusSeconds(899));
        assertEquals(List.of("dropped-b ACTIVE", "dropped-c NEXT"), statuses("dropped"));
        assertTrue(heard().contains("keys dropped"));
    }

    private static void install(String server) {
        storage.keys()
                .install(
                        server,
                        List.of(key(server, server + "-a", Status.ACTIVE), key(server, server + "-b", Status.NEXT)));
    }

    private static List<String> statuses(String server) {
        return storage.keys().keysOf(server).stream()
                .map(key -> key.kid() + " " + key.status())
                .toList();
    }

    private static List<String> kids(List<SigningKey> keys) {
        return keys.stream().map(SigningKey::kid).toList();
    }

    private static SigningKey key(String server, String kid, Status status) {
        var material = new SigningKey.Material(SigningAlgorithm.ES256, new byte[] {1, 2, 3}, new byte[] {0, -1, 4});
        return new SigningKey(
                kid, server, status, material, new SigningKey.Times(NOW, Optional.empty(), Optional.empty()));
    }
}
