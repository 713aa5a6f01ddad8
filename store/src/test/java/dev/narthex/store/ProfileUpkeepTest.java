package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.users.User;
import dev.narthex.users.UserStore.Creation;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.UserStore.Replacement;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import dev.narthex.users.search.Condition;
import dev.narthex.users.search.Matching;
import dev.narthex.users.search.Property;
import dev.narthex.users.search.UserQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What the schema asks of all profiles: values that no two people share, and none of attributes that are gone.
final class ProfileUpkeepTest extends StoreContract {
    private static int named;

    /// An attribute of this name is in the schema.
    private static String added(boolean unique) {
        String name = "added" + ++named;
        change(List.of(new Attribute(name, false, Map.of("type", "string", "unique", unique))), List.of());
        return name;
    }

    private static void change(List<Attribute> changed, List<String> removed) {
        var schema = storage.userSchemas().read().orElseGet(() -> UserSchema.initial(NOW));
        assertTrue(storage.userSchemas().replace(schema.with(changed, removed, NOW)));
    }

    private static User person(Map<String, Object> more) {
        User user = user("person" + ++named + "@example.org");
        var profile = new HashMap<>(user.profile());
        profile.putAll(more);
        return new User(user.id(), user.status(), profile, user.times(), 1);
    }

    private static Creation create(Storage node, User user) {
        return node.users().create(new NewUser(user, Optional.empty(), Set.of()));
    }

    private static User created(Map<String, Object> more) {
        User user = person(more);
        assertInstanceOf(Creation.Created.class, create(storage, user));
        return user;
    }

    private static Replacement give(User user, String name, Object value) {
        var now = storage.users().byId(user.id()).orElseThrow();
        var profile = new HashMap<>(now.profile());
        if (value == null) profile.remove(name);
        else profile.put(name, value);
        return storage.users().replace(now.with(profile, NOW));
    }

    private static List<String> having(String name, String value) {
        var condition = new Condition.Compare(
                new Property.Profile(name, Attribute.Type.STRING, false), Condition.Operator.EQ, value);
        var query = new UserQuery(
                Optional.of(new Matching(condition, Matching.Sense.LOOSE, "oty1")),
                true,
                Optional.empty(),
                Optional.empty(),
                1_000,
                NOW);
        return storage.userSearch().find(query).users().stream().map(User::id).toList();
    }

    @Test
    @DisplayName("Okta, unique: of 32 who want one value at once on two nodes, one gets it")
    void race() throws Exception {
        String name = added(true);
        var answers = race((node, number) -> create(node, person(Map.of(name, number % 2 == 0 ? "Badge" : "bádge"))));
        assertEquals(
                1, answers.stream().filter(Creation.Created.class::isInstance).count());
        assertEquals(
                31,
                answers.stream()
                        .filter(new Creation.AttributeTaken(name)::equals)
                        .count());
        assertEquals(1, having(name, "badge").size());
    }

    @Test
    @DisplayName("Okta, unique: a value is free again when its person changes it, gives it up or goes")
    void freed() {
        String name = added(true);
        var ada = created(Map.of(name, "one"));
        var bob = created(Map.of(name, "two"));
        assertEquals(new Replacement.AttributeTaken(name), give(bob, name, "ONE"));
        assertEquals(
                "two", storage.users().byId(bob.id()).orElseThrow().profile().get(name));
        assertInstanceOf(Replacement.Replaced.class, give(ada, name, "three"));
        assertInstanceOf(Replacement.Replaced.class, give(bob, name, "one"));
        assertInstanceOf(Replacement.Replaced.class, give(bob, name, null));
        assertInstanceOf(Replacement.Replaced.class, give(ada, name, "one"));
        storage.users().delete(ada.id());
        created(Map.of(name, "one"));
    }

    @Test
    @DisplayName("Okta, unique: a value that a refused newcomer wanted stays free")
    void refused() {
        String name = added(true);
        var ada = created(Map.of());
        var twin = person(Map.of(name, "one", "login", ada.login()));
        assertInstanceOf(Creation.LoginTaken.class, create(storage, twin));
        var stale = new User(ada.id(), ada.status(), person(Map.of(name, "one")).profile(), ada.times(), 9);
        assertInstanceOf(Replacement.Stale.class, storage.users().replace(stale));
        created(Map.of(name, "one"));
    }

    @Test
    @DisplayName("Okta, unique: others may share what an attribute that is not unique any more holds")
    void notUnique() {
        String name = added(true);
        created(Map.of(name, "one"));
        change(List.of(new Attribute(name, false, Map.of("type", "string", "unique", false))), List.of());
        created(Map.of(name, "one"));
        assertEquals(2, having(name, "one").size());
    }

    @Test
    @DisplayName("Okta: an attribute that is removed leaves all profiles, and may begin anew with nothing")
    void removed() {
        String name = added(true);
        var ada = created(Map.of(name, "one"));
        var blank = created(Map.of(name, " "));
        var other = created(Map.of("nickName", "Countess"));
        var others = storage.users().byId(other.id());
        // Gone before the walk comes by.
        var bob = created(Map.of(name, "two"));
        change(List.of(), List.of(name));
        assertEquals(Set.of(name), storage.profileUpkeep().leaving());
        assertInstanceOf(Replacement.Replaced.class, give(bob, name, null));
        while (storage.profileUpkeep().advance()) Thread.onSpinWait();
        assertEquals(Set.of(), storage.profileUpkeep().leaving());
        for (User user : List.of(ada, blank, bob)) {
            var now = storage.users().byId(user.id()).orElseThrow();
            assertFalse(now.profile().containsKey(name));
            assertEquals(user.times().lastUpdated(), now.times().lastUpdated());
        }
        assertTrue(heard().contains("user " + ada.id()));
        assertEquals(others, storage.users().byId(other.id()), "who had nothing of it is not touched");
        change(List.of(new Attribute(name, false, Map.of("type", "string", "unique", true))), List.of());
        assertEquals(List.of(), having(name, "one"));
        for (String value : List.of("one", "two")) created(Map.of(name, value));
    }

    @Test
    @DisplayName(
            "Okta: whoever changes a person while an attribute is taken out loses nothing, and brings nothing back")
    void meanwhile() throws Exception {
        String name = added(false);
        var people = java.util.stream.Stream.generate(() -> created(Map.of(name, "one")))
                .limit(30)
                .toList();
        change(List.of(), List.of(name));
        race((node, number) -> {
            if (number < 2) {
                while (node.profileUpkeep().advance()) Thread.onSpinWait();
                return true;
            }
            var user = people.get(number - 2);
            Replacement answer;
            do {
                var now = node.users().byId(user.id()).orElseThrow();
                var profile = new HashMap<>(now.profile());
                profile.put("nickName", "n" + number);
                answer = node.users().replace(now.with(profile, NOW));
            } while (answer instanceof Replacement.Stale);
            return true;
        });
        while (storage.profileUpkeep().advance()) Thread.onSpinWait();
        for (int i = 0; i < people.size(); i++) {
            var profile = storage.users().byId(people.get(i).id()).orElseThrow().profile();
            assertEquals("n" + (i + 2), profile.get("nickName"));
            assertFalse(profile.containsKey(name));
        }
    }

    @Test
    @DisplayName("People of an older version, of whom searches know nothing, are found after the upkeep has come by")
    void older() throws Exception {
        String name = added(false);
        var ada = created(Map.of(name, "Old", "nickName", "Countess"));
        raw("DELETE FROM user_attributes", "INSERT INTO profile_upkeep (task, after_id) VALUES ('rows', '')");
        assertEquals(List.of(), having(name, "old"));
        assertEquals(Set.of(), storage.profileUpkeep().leaving());
        while (storage.profileUpkeep().advance()) Thread.onSpinWait();
        assertEquals(List.of(ada.id()), having(name, "old"));
        assertTrue(having("nickName", "countess").contains(ada.id()));
    }
}
