package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore.Creation;
import dev.narthex.groups.GroupStore.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GroupStoreTest extends StoreContract {
    @Test
    void aGroupIsFoundAgainAsItWasStored() {
        var group = new Group(IDS.next("00g"), "Crew", Optional.of("All hands"), true, NOW, NOW.plusMillis(1));
        assertInstanceOf(Creation.Created.class, storage.groups().create(group));
        assertEquals(Optional.of(group), storage.groups().byId(group.id()));
        assertEquals(Optional.of(group), storage.groups().byName("Crew"));
        assertEquals(Optional.empty(), storage.groups().byName("crew"));
        assertTrue(heard().contains("group " + group.id()));
    }

    @Test
    void of32WhoTakeTheSameNameAtOnceOneGetsIt() throws Exception {
        var answers = race((node, _) -> node.groups().create(group("Raced")));
        assertEquals(
                1, answers.stream().filter(Creation.Created.class::isInstance).count());
        assertEquals(
                31,
                answers.stream().filter(Creation.NameTaken.class::isInstance).count());
    }

    @Test
    void aGroupIsReplacedIfItIsThere() {
        Group group = stored("Old name");
        var renamed = new Group(group.id(), "New name", Optional.of("why"), false, NOW, NOW.plusSeconds(1));
        assertInstanceOf(Replacement.Replaced.class, storage.groups().replace(renamed));
        assertEquals(Optional.of(renamed), storage.groups().byId(group.id()));
        assertInstanceOf(Replacement.Gone.class, storage.groups().replace(group("Nobody's")));
        var greedy = new Group(stored("Other").id(), "New name", Optional.empty(), false, NOW, NOW);
        assertInstanceOf(Replacement.NameTaken.class, storage.groups().replace(greedy));
    }

    @Test
    void of32WhoTakeTheSameNewNameOneGetsIt() throws Exception {
        List<Group> groups =
                IntStream.range(0, 32).mapToObj(i -> stored("Racer " + i)).toList();
        var answers = race((node, number) -> node.groups()
                .replace(new Group(groups.get(number).id(), "The one", Optional.empty(), false, NOW, NOW)));
        assertEquals(
                1,
                answers.stream().filter(Replacement.Replaced.class::isInstance).count());
        assertEquals(
                31,
                answers.stream().filter(Replacement.NameTaken.class::isInstance).count());
    }

    @Test
    void membersComeAndGo() {
        Group group = stored("Members");
        String user = storedUser("member@example.org").id();
        assertTrue(storage.groups().addMember(group.id(), user, NOW.plusSeconds(1)));
        assertFalse(storage.groups().addMember(group.id(), user, NOW.plusSeconds(2)));
        var after = storage.groups().byId(group.id()).orElseThrow();
        assertEquals(NOW.plusSeconds(1), after.lastMembershipUpdated());
        assertEquals(List.of(after), storage.groups().groupsOf(user));
        assertEquals(List.of(user), storage.groups().members(group.id(), Optional.empty(), 10));
        assertTrue(heard().contains("user " + user));
        assertTrue(storage.groups().removeMember(group.id(), user, NOW));
        assertFalse(storage.groups().removeMember(group.id(), user, NOW));
        assertEquals(List.of(), storage.groups().groupsOf(user));
    }

    @Test
    void membersAreReadInPages() {
        Group group = stored("Pages");
        List<String> users = IntStream.range(0, 5)
                .mapToObj(i -> storedUser("paged" + i).id())
                .sorted()
                .toList();
        users.forEach(user -> storage.groups().addMember(group.id(), user, NOW));
        assertEquals(users.subList(0, 2), storage.groups().members(group.id(), Optional.empty(), 2));
        assertEquals(users.subList(2, 5), storage.groups().members(group.id(), Optional.of(users.get(1)), 10));
    }

    @Test
    void aDeletedGroupHasNoMembers() {
        Group group = stored("Deleted");
        String user = storedUser("left@example.org").id();
        storage.groups().addMember(group.id(), user, NOW);
        assertTrue(storage.groups().delete(group.id(), NOW));
        assertEquals(List.of(), storage.groups().groupsOf(user));
        assertTrue(heard().contains("group " + group.id()));
        assertFalse(storage.groups().delete(group.id(), NOW));
    }

    @Test
    void pagesFollowEachOtherInTheOrderOfIds() {
        IntStream.range(0, 5).forEach(i -> stored("Page " + i));
        List<Group> all = storage.groups().page(Optional.empty(), 1_000);
        assertEquals(
                all.stream().map(Group::id).sorted().toList(),
                all.stream().map(Group::id).toList());
        assertEquals(all.subList(0, 2), storage.groups().page(Optional.empty(), 2));
        assertEquals(
                all.subList(2, 4), storage.groups().page(Optional.of(all.get(1).id()), 2));
    }

    private static Group group(String name) {
        return new Group(IDS.next("00g"), name, Optional.empty(), false, NOW, NOW);
    }

    private static Group stored(String name) {
        Group group = group(name);
        storage.groups().create(group);
        return group;
    }
}
