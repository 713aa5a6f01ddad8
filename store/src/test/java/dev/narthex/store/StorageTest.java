package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.users.UserStore.NewUser;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageTest {
    @Test
    void aUrlIsCheckedWithoutOpeningAnything() {
        assertEquals(Optional.empty(), Storage.problemOf("sqlite:nowhere/narthex.db"));
        assertEquals(Optional.empty(), Storage.problemOf("postgresql://me:secret@db.invalid/narthex"));
        assertTrue(
                Storage.problemOf("mysql://me:secret@db/narthex").orElseThrow().startsWith("a database URL is"));
    }

    @Test
    void whatWasStoredIsThereAfterTheNextStart(@TempDir Path folder) {
        String url = "sqlite:" + folder.resolve("narthex.db");
        var user = StoreContract.user("ada@example.org");
        try (var storage = Storage.open(url, new Random(1))) {
            storage.users().create(new NewUser(user, Optional.empty(), Set.of()));
        }
        try (var storage = Storage.open(url, new Random(1))) {
            assertEquals(Optional.of(user), storage.users().byId(user.id()));
        }
    }
}
