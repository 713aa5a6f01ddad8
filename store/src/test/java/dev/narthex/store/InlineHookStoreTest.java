package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.hooks.HookType;
import dev.narthex.hooks.InlineHook;
import dev.narthex.hooks.InlineHook.Authentication;
import dev.narthex.hooks.InlineHook.Channel;
import dev.narthex.hooks.InlineHook.Header;
import dev.narthex.hooks.InlineHookStore.Change;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class InlineHookStoreTest extends StoreContract {
    private static final Channel CHANNEL = new Channel(
            "https://old.example/check",
            List.of(new Header("X-A", "1"), new Header("X-B", "2")),
            Optional.of(new Authentication("Authorization", "sealed")));
    private static final Channel OTHER = new Channel("https://new.example", List.of(), Optional.empty());
    private static final int MANY = 1_000;

    private static InlineHook hook(String name, HookType type) {
        return new InlineHook(IDS.next("cal"), name, type, true, CHANNEL, new InlineHook.Times(NOW, NOW));
    }

    private static InlineHook made(Change change) {
        return assertInstanceOf(Change.Done.class, change).hook();
    }

    private static InlineHook made(String name, HookType type) {
        return made(storage.inlineHooks().create(hook(name, type), MANY));
    }

    private static long active() {
        return storage.inlineHooks().all().stream().filter(InlineHook::active).count();
    }

    @AfterEach
    void empty() {
        for (var hook : storage.inlineHooks().all()) {
            storage.inlineHooks().deactivate(hook.id(), NOW);
            assertTrue(storage.inlineHooks().delete(hook.id()));
        }
    }

    @Test
    void aHookIsAsItWasMade() {
        var hook = hook("Old", HookType.PASSWORD_IMPORT);
        assertEquals(new Change.Done(hook), storage.inlineHooks().create(hook, MANY));
        assertEquals(Optional.of(hook), storage.inlineHooks().byId(hook.id()));
        assertEquals(List.of(hook), storage.inlineHooks().all());
        assertTrue(heard().contains("hooks "));
    }

    @Test
    void aNewAddressLeavesAHookAsActiveAsItIs() {
        String id = made("Old", HookType.PRE_REGISTRATION).id();
        storage.inlineHooks().deactivate(id, NOW);
        var changed = made(storage.inlineHooks().replace(id, "New", OTHER, NOW.plusSeconds(1)));
        assertEquals("New", changed.name());
        assertEquals(OTHER, changed.channel());
        assertFalse(changed.active());
        assertEquals(NOW, changed.times().created());
        assertEquals(NOW.plusSeconds(1), changed.times().lastUpdated());
        assertEquals(Optional.of(changed), storage.inlineHooks().byId(id));
    }

    @Test
    void namesAreUnique() {
        made("One", HookType.PRE_REGISTRATION);
        String two = made("Two", HookType.PRE_REGISTRATION).id();
        assertEquals(
                new Change.NameTaken(), storage.inlineHooks().create(hook("One", HookType.PRE_REGISTRATION), MANY));
        assertEquals(new Change.NameTaken(), storage.inlineHooks().replace(two, "One", OTHER, NOW));
        assertInstanceOf(Change.Done.class, storage.inlineHooks().replace(two, "Two", OTHER, NOW));
    }

    @Test
    void thereAreNoMoreThanThereMayBe() {
        made("One", HookType.PRE_REGISTRATION);
        assertEquals(new Change.TooMany(), storage.inlineHooks().create(hook("Two", HookType.PRE_REGISTRATION), 1));
    }

    @Test
    void whatIsNotThereIsUnknown() {
        var hooks = storage.inlineHooks();
        assertEquals(new Change.Unknown(), hooks.replace("calNone", "x", OTHER, NOW));
        assertEquals(new Change.Unknown(), hooks.activate("calNone", NOW));
        assertEquals(new Change.Unknown(), hooks.deactivate("calNone", NOW));
        assertFalse(hooks.delete("calNone"));
    }

    @Test
    void anActiveHookIsNotDeleted() {
        String id = made("One", HookType.PRE_REGISTRATION).id();
        assertFalse(storage.inlineHooks().delete(id));
        assertTrue(storage.inlineHooks().byId(id).isPresent());
    }

    @Test
    @DisplayName("Of hooks that vouch for passwords one is active: of 32 that are activated at once, too")
    void oneVouches() throws Exception {
        assertTrue(made("First", HookType.PASSWORD_IMPORT).active());
        assertFalse(made("Second", HookType.PASSWORD_IMPORT).active());
        assertTrue(made("Other", HookType.PRE_REGISTRATION).active());
        storage.inlineHooks().all().forEach(hook -> storage.inlineHooks().deactivate(hook.id(), NOW));
        for (int i = 0; i < 30; i++) {
            storage.inlineHooks()
                    .deactivate(made("Racer " + i, HookType.PASSWORD_IMPORT).id(), NOW);
        }
        var ids = storage.inlineHooks().all().stream()
                .filter(hook -> hook.type() == HookType.PASSWORD_IMPORT)
                .map(InlineHook::id)
                .toList();
        assertEquals(32, ids.size());
        var changes = race((node, number) -> node.inlineHooks().activate(ids.get(number), NOW));
        assertEquals(1, changes.stream().filter(Change.Done.class::isInstance).count());
        assertEquals(
                31, changes.stream().filter(new Change.OtherActive()::equals).count());
        assertEquals(1, active());
    }

    @Test
    @DisplayName("Of hooks that vouch for passwords one is active: of 32 that are made at once, too")
    void oneIsMadeActive() throws Exception {
        var changes = race(
                (node, number) -> node.inlineHooks().create(hook("Racer " + number, HookType.PASSWORD_IMPORT), MANY));
        assertEquals(32, changes.stream().filter(Change.Done.class::isInstance).count());
        assertEquals(1, active());
    }
}
