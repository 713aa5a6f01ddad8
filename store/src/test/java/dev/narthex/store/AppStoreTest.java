package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.Branding;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.AppStore.Creation;
import dev.narthex.apps.AppStore.Replacement;
import dev.narthex.groups.Group;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AppStoreTest extends StoreContract {
    @Test
    void anAppIsFoundAgainAsItWasStored() {
        var branding = new Branding(
                Optional.of("https://app.example"), Optional.empty(), Optional.of("https://terms"), Optional.empty());
        var settings = new AppSettings(
                "Ünï \"quoted\"",
                AppSettings.Type.NATIVE,
                oauth(),
                branding,
                true,
                Map.of("visibility", Map.of("hide", List.of(1, "two", false))));
        var app = new App(IDS.next("0oa"), "my-client", false, settings, NOW, new App.Revision(1, NOW.plusMillis(1)));
        assertInstanceOf(Creation.Created.class, storage.apps().create(app));
        assertEquals(Optional.of(app), storage.apps().byId(app.id()));
        assertEquals(Optional.of(app), storage.apps().byClientId("my-client"));
        assertEquals(Optional.empty(), storage.apps().byClientId("MY-CLIENT"));
        assertTrue(heard().contains("app my-client"));
    }

    @Test
    void of32WhoTakeTheSameClientIdAtOnceOneGetsIt() throws Exception {
        var answers = race((node, _) -> node.apps().create(app("raced")));
        assertEquals(
                1, answers.stream().filter(Creation.Created.class::isInstance).count());
    }

    @Test
    void of32WhoReplaceTheSameVersionOneSucceeds() throws Exception {
        App app = stored("versions");
        var next = new App(app.id(), app.clientId(), false, app.settings(), NOW, new App.Revision(2, NOW));
        var answers = race((node, _) -> node.apps().replace(next));
        assertEquals(
                1,
                answers.stream().filter(Replacement.Replaced.class::isInstance).count());
        assertEquals(Optional.of(next), storage.apps().byClientId("versions"));
        assertInstanceOf(Replacement.Stale.class, storage.apps().replace(app("never stored")));
    }

    @Test
    void anAssignmentIsDirectOrByAGroup() {
        App app = stored("assigned");
        String user = storedUser("assigned@example.org").id();
        String group = storedGroup("Assigned");
        assertFalse(storage.apps().isAssigned(app.id(), user, Set.of(group)));
        assertFalse(storage.apps().isAssigned(app.id(), user, Set.of()));

        storage.apps().assignUser(app.id(), user);
        storage.apps().assignUser(app.id(), user);
        assertTrue(storage.apps().isAssigned(app.id(), user, Set.of()));
        assertTrue(heard().contains("assignment " + app.id()));
        assertTrue(storage.apps().unassignUser(app.id(), user));
        assertFalse(storage.apps().unassignUser(app.id(), user));

        storage.apps().assignGroup(app.id(), group);
        assertTrue(storage.apps().isAssigned(app.id(), user, Set.of("00gother", group)));
        assertFalse(storage.apps().isAssigned(app.id(), user, Set.of("00gother")));
        assertFalse(storage.apps().isAssigned("0oaother", user, Set.of(group)));
        assertTrue(storage.apps().unassignGroup(app.id(), group));
        assertFalse(storage.apps().isAssigned(app.id(), user, Set.of(group)));
    }

    @Test
    void assignmentsAreReadInPages() {
        App app = stored("pages");
        List<String> users = IntStream.range(0, 4)
                .mapToObj(i -> storedUser("assigned" + i).id())
                .sorted()
                .toList();
        users.forEach(user -> storage.apps().assignUser(app.id(), user));
        String group = storedGroup("In pages");
        storage.apps().assignGroup(app.id(), group);
        assertEquals(users.subList(0, 3), storage.apps().assignedUsers(app.id(), Optional.empty(), 3));
        assertEquals(users.subList(3, 4), storage.apps().assignedUsers(app.id(), Optional.of(users.get(2)), 3));
        assertEquals(List.of(group), storage.apps().assignedGroups(app.id(), Optional.empty(), 3));
    }

    @Test
    void aDeletedAppHasNoAssignments() {
        App app = stored("deleted");
        String user = storedUser("unassigned@example.org").id();
        storage.apps().assignUser(app.id(), user);
        assertTrue(storage.apps().delete(app.id()));
        assertFalse(storage.apps().isAssigned(app.id(), user, Set.of()));
        assertTrue(heard().containsAll(Set.of("app deleted", "assignment " + app.id())));
        assertFalse(storage.apps().delete(app.id()));
    }

    @Test
    void aDeletedUserOrGroupIsNoLongerAssigned() {
        App app = stored("left");
        String user = storedUser("leaver@example.org").id();
        String group = storedGroup("Leavers");
        storage.apps().assignUser(app.id(), user);
        storage.apps().assignGroup(app.id(), group);
        forgetWhatWasHeard();
        storage.users().delete(user);
        assertTrue(heard().contains("assignment " + app.id()));
        assertFalse(storage.apps().isAssigned(app.id(), user, Set.of()));
        forgetWhatWasHeard();
        storage.groups().delete(group, NOW);
        assertTrue(heard().contains("assignment " + app.id()));
        assertFalse(storage.apps().isAssigned(app.id(), user, Set.of(group)));
    }

    @Test
    void pagesFollowEachOtherInTheOrderOfIds() {
        IntStream.range(0, 5).forEach(i -> stored("page " + i));
        List<String> all = storage.apps().page(Optional.empty(), 1_000).stream()
                .map(App::id)
                .toList();
        assertEquals(all.stream().sorted().toList(), all);
        assertEquals(
                all.subList(2, 4),
                storage.apps().page(Optional.of(all.get(1)), 2).stream()
                        .map(App::id)
                        .toList());
    }

    private static App stored(String clientId) {
        App app = app(clientId);
        storage.apps().create(app);
        return app;
    }

    private static String storedGroup(String name) {
        var group = new Group(IDS.next("00g"), name, Optional.empty(), false, NOW, NOW);
        storage.groups().create(group);
        return group.id();
    }

    static App app(String clientId) {
        var settings = new AppSettings("App", AppSettings.Type.BROWSER, oauth(), Branding.NONE, false, Map.of());
        return new App(IDS.next("0oa"), clientId, true, settings, NOW, new App.Revision(1, NOW));
    }

    private static AppSettings.OAuth oauth() {
        return new AppSettings.OAuth(
                List.of("https://app.example/cb", "https://app.example/other"),
                List.of(),
                Set.of("token", "id_token"),
                Set.of("implicit"),
                ConsentMethod.REQUIRED,
                new ClientAuthentication("none", true));
    }
}
