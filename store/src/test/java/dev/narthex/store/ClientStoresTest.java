package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.apps.AppGroup;
import dev.narthex.apps.AppSearch;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppUser;
import dev.narthex.consent.Grant;
import dev.narthex.crypt.SecretHash;
import dev.narthex.groups.Group;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What is kept about apps: searches, assignments, and the tokens of registrations.
final class ClientStoresTest extends StoreContract {

    private static App app(String label, boolean active) {
        var oauth = new AppSettings.OAuth(
                List.of(),
                List.of(),
                Set.of("token"),
                Set.of("client_credentials"),
                AppSettings.ConsentMethod.TRUSTED,
                new AppSettings.ClientAuthentication("none", false));
        var settings =
                new AppSettings(label, AppSettings.Type.SERVICE, oauth, AppSettings.Branding.NONE, false, Map.of());
        String id = IDS.next("0oa");
        var app = new App(id, id, active, settings, NOW, new App.Revision(1, NOW));
        storage.apps().create(app);
        return app;
    }

    private static Group group(String name) {
        var group = new Group(IDS.next("00g"), name, Optional.empty(), false, NOW, NOW);
        storage.groups().create(group);
        return group;
    }

    private static AppUser direct(String userId) {
        return new AppUser(userId, true, Optional.of("name of " + userId), Map.of("n", 1), NOW, NOW.plusSeconds(1));
    }

    private static List<String> found(AppSearch asked) {
        return storage.apps().search(asked, Optional.empty(), 100).stream()
                .map(App::label)
                .sorted()
                .toList();
    }

    @Test
    void appsAreFoundByTheBeginningOfTheirLabelInWhateverCaseAndByWhetherTheyAreActive() {
        app("Čaj one", true);
        app("čAJ two", false);
        app("another čaj", true);
        assertEquals(List.of("Čaj one", "čAJ two"), found(AppSearch.ALL.beginning("čaj")));
        assertEquals(List.of("čAJ two"), found(AppSearch.ALL.beginning("čaj").thatIs(false)));
        assertEquals(List.of(), found(AppSearch.ALL.beginning("100%")));
    }

    @Test
    void aSearchReadsOnBeyondManyAppsThatDoNotMatch() {
        for (int i = 0; i < 450; i++) app("bulk " + i, true);
        app("rare", true);
        assertEquals(List.of("rare"), found(AppSearch.ALL.beginning("rare")));
        var first = storage.apps().search(AppSearch.ALL.beginning("bulk"), Optional.empty(), 300);
        var rest = storage.apps()
                .search(
                        AppSearch.ALL.beginning("bulk"),
                        Optional.of(first.getLast().id()),
                        300);
        assertEquals(300, first.size());
        assertEquals(150, rest.size());
    }

    @Test
    void appsAreFoundByWhoIsAssigned() {
        var one = app("assigned", true);
        app("not assigned", true);
        var user = storedUser("finder@example.org");
        var group = group("Finders");
        assertEquals(List.of(), found(AppSearch.ALL.assignedTo(Optional.of(user.id()), Set.of())));
        storage.assignments().assign(one.id(), direct(user.id()));
        assertEquals(List.of("assigned"), found(AppSearch.ALL.assignedTo(Optional.of(user.id()), Set.of())));
        assertEquals(List.of(), found(AppSearch.ALL.assignedTo(Optional.empty(), Set.of(group.id()))));
        storage.assignments().assign(one.id(), new AppGroup(group.id(), 0, Map.of(), NOW));
        assertEquals(List.of("assigned"), found(AppSearch.ALL.assignedTo(Optional.empty(), Set.of(group.id()))));
    }

    @Test
    void anAssignmentIsMadeOnceAndChangedLater() {
        var app = app("users", true);
        var user = storedUser("direct@example.org");
        assertFalse(storage.assignments().update(app.id(), direct(user.id())));
        assertEquals(Optional.empty(), storage.assignments().user(app.id(), user.id()));
        assertTrue(storage.assignments().assign(app.id(), direct(user.id())));
        assertFalse(storage.assignments().assign(app.id(), direct(user.id())));
        assertEquals(Optional.of(direct(user.id())), storage.assignments().user(app.id(), user.id()));
        var changed = new AppUser(user.id(), true, Optional.empty(), Map.of(), NOW, NOW);
        assertTrue(storage.assignments().update(app.id(), changed));
        assertEquals(Optional.of(changed), storage.assignments().user(app.id(), user.id()));
        assertTrue(heard().contains("assignment " + app.id()));
    }

    @Test
    void of32WhoAssignTheSameUserAtOnceOneDoes() throws Exception {
        var app = app("raced", true);
        var user = storedUser("raced@example.org");
        var answers = race((node, _) -> node.assignments().assign(app.id(), direct(user.id())));
        assertEquals(1, answers.stream().filter(it -> it).count());
    }

    @Test
    void membersOfAssignedGroupsAreAssignedEachOnce() {
        var app = app("groups", true);
        var both = storedUser("both@example.org");
        var member = storedUser("member@example.org");
        var one = group("One of app");
        var two = group("Two of app");
        for (var user : List.of(both, member)) {
            storage.groups().addMember(one.id(), user.id(), NOW);
            storage.groups().addMember(two.id(), user.id(), NOW);
        }
        var assigned = new AppGroup(one.id(), 3, Map.of("a", "b"), NOW);
        storage.assignments().assign(app.id(), assigned);
        storage.assignments().assign(app.id(), new AppGroup(two.id(), 4, Map.of(), NOW));
        storage.assignments().assign(app.id(), direct(both.id()));
        var users = storage.assignments().users(app.id(), Optional.empty(), 10);
        assertEquals(
                List.of(both.id(), member.id()).stream().sorted().toList(),
                users.stream().map(AppUser::userId).toList());
        assertTrue(storage.assignments().user(app.id(), both.id()).orElseThrow().direct());
        assertFalse(
                storage.assignments().user(app.id(), member.id()).orElseThrow().direct());
        assertEquals(
                1, storage.assignments().users(app.id(), Optional.empty(), 1).size());
        assertEquals(
                1,
                storage.assignments()
                        .users(app.id(), Optional.of(users.getFirst().userId()), 10)
                        .size());
        assertEquals(Optional.of(assigned), storage.assignments().group(app.id(), one.id()));
        assertEquals(
                2, storage.assignments().groups(app.id(), Optional.empty(), 10).size());
        storage.assignments().assign(app.id(), new AppGroup(one.id(), 5, Map.of(), NOW));
        assertEquals(
                5, storage.assignments().group(app.id(), one.id()).orElseThrow().priority());
    }

    @Test
    void anAssignmentOfWhichNothingIsKeptHasTheTimeOfItsApp() {
        var app = app("plain", true);
        var user = storedUser("plain@example.org");
        storage.apps().assignUser(app.id(), user.id());
        var expected = new AppUser(user.id(), true, Optional.empty(), Map.of(), NOW, NOW);
        assertEquals(Optional.of(expected), storage.assignments().user(app.id(), user.id()));
    }

    @Test
    @DisplayName("Abuse 71: with an app go the consents to it, on all nodes, so that a later client of its id has none")
    void consentsGoWithTheApp() {
        var app = app("left behind", true);
        var user = storedUser("granted@example.org");
        storage.grants().grant(List.of(new Grant(IDS.next("oag"), user.id(), app.clientId(), "default", "pets", NOW)));
        forgetWhatWasHeard();
        assertTrue(storage.apps().delete(app.id()));
        assertEquals(List.of(), storage.grants().granted(user.id()));
        assertTrue(heard().contains("* "), heard().toString());
    }

    @Test
    @DisplayName("RFC 7592 §2.2: a registration's token is replaced once, however many try; the one before is void")
    void registrationTokens() throws Exception {
        var app = app("registered", true);
        var first = SecretHash.of("first");
        storage.registrations().keep(app.id(), first);
        assertEquals(Optional.of(app.id()), storage.registrations().appOf(first));
        assertEquals(Optional.empty(), storage.registrations().appOf(SecretHash.of("other")));
        var answers = race((node, i) -> node.registrations().rotate(first, SecretHash.of("next " + i)));
        assertEquals(1, answers.stream().filter(it -> it).count());
        assertEquals(Optional.empty(), storage.registrations().appOf(first));
        var next = SecretHash.of("next " + answers.indexOf(true));
        assertEquals(Optional.of(app.id()), storage.registrations().appOf(next));
        storage.registrations().keep(app.id(), SecretHash.of("another"));
        assertEquals(Optional.empty(), storage.registrations().appOf(next));
        storage.apps().delete(app.id());
        assertEquals(Optional.empty(), storage.registrations().appOf(SecretHash.of("another")));
    }
}
