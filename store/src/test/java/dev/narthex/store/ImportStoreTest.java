package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.groups.Group;
import dev.narthex.imports.ImportStore;
import dev.narthex.imports.ImportStore.Batch;
import dev.narthex.imports.ImportStore.Landed;
import dev.narthex.imports.ImportStore.Newcomer;
import dev.narthex.imports.ImportStore.Place;
import dev.narthex.imports.ImportStore.Refusal;
import dev.narthex.imports.Wishes;
import dev.narthex.password.StoredPassword;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ImportStoreTest extends StoreContract {
    private static final Wishes CREATE = new Wishes(false, false, false, true);
    private static final Wishes UPDATE = new Wishes(false, true, false, true);
    private static final Wishes DRY = new Wishes(true, false, false, true);

    private ImportStore imports;
    private String name;

    @BeforeEach
    void begin() {
        imports = storage.imports();
        name = IDS.next("imp");
        imports.begin(name, "people.csv", NOW);
    }

    private Batch batch(long from, Wishes wishes, NewUser... users) {
        var people = new ArrayList<Newcomer>();
        for (var user : users) people.add(newcomer(from + people.size() + 1, user));
        return new Batch(name, from, from + users.length, people, List.of(), wishes);
    }

    private static Newcomer newcomer(long row, NewUser user) {
        return new Newcomer(new Place(row, 0), user, user.user().profile().keySet());
    }

    private static NewUser newcomer(String login) {
        return new NewUser(user(login), Optional.empty(), Set.of());
    }

    private static List<Long> rows(Landed landed) {
        return landed.refused().stream().map(each -> each.place().row()).toList();
    }

    @Test
    @DisplayName("Abuse 112: a login that somebody has, or that came before in the same batch, is refused by its row")
    void duplicates() {
        String taken = storedUser(IDS.next("tak")).login();
        String twice = IDS.next("twi");
        var landed = imports.land(
                        batch(0, CREATE, newcomer(twice), newcomer(taken), newcomer(twice.toUpperCase())), NOW)
                .orElseThrow();
        assertEquals(1, landed.created());
        assertEquals(List.of(2L, 3L), rows(landed));
        assertEquals(
                new ImportStore.Count(3, 1, 0, 2), imports.begin(name, "", NOW).count());
    }

    @Test
    @DisplayName("Of all who land the same rows at once, one does")
    void once() throws Exception {
        String login = IDS.next("one");
        var answers = race((node, _) -> node.imports().land(batch(0, CREATE, newcomer(login)), NOW));
        assertEquals(1, answers.stream().filter(Optional::isPresent).count());
        assertEquals(1, imports.begin(name, "", NOW).count().created());
    }

    @Test
    @DisplayName("No row lands once the import has ended")
    void ended() {
        imports.finish(name, NOW);
        String login = IDS.next("lat");
        assertTrue(imports.land(batch(0, CREATE, newcomer(login)), NOW).isEmpty());
        assertTrue(storage.users().byLogin(Login.of(login)).isEmpty());
    }

    @Test
    @DisplayName("A batch of many lands whole: profiles, what they are found by, passwords, groups")
    void whole() {
        var group = new Group(IDS.next("00g"), IDS.next("grp"), Optional.empty(), false, NOW, NOW);
        storage.groups().create(group);
        var users = new NewUser[50];
        for (int i = 0; i < users.length; i++) {
            users[i] = new NewUser(user(IDS.next("man")), Optional.of(StoredPassword.HOOK), Set.of(group.id()));
        }
        assertEquals(
                50, imports.land(batch(0, CREATE, users), NOW).orElseThrow().created());
        assertEquals(
                50, storage.groups().members(group.id(), Optional.empty(), 100).size());
        var last = users[49].user();
        assertEquals(
                last.profile(),
                storage.users().byLogin(Login.of(last.login())).orElseThrow().profile());
        assertTrue(storage.users().password(last.id()).orElseThrow().byHook());
    }

    @Test
    @DisplayName("Asked to update, it changes who is there, adds groups, and tells of it; and makes who is not")
    void update() {
        var known = storedUser(IDS.next("kno"));
        var group = new Group(IDS.next("00g"), IDS.next("grp"), Optional.empty(), false, NOW, NOW);
        storage.groups().create(group);
        var row = new User(
                IDS.next("00u"),
                User.Status.ACTIVE,
                Map.of("login", known.login(), "firstName", "Augusta"),
                known.times(),
                1);
        var landed = imports.land(
                        batch(
                                0,
                                UPDATE,
                                new NewUser(row, Optional.empty(), Set.of(group.id())),
                                newcomer(IDS.next("new"))),
                        NOW.plusSeconds(1))
                .orElseThrow();
        assertEquals(new Landed(1, 1, List.of()), landed);
        var now = storage.users().byId(known.id()).orElseThrow();
        assertEquals(Optional.of("Augusta"), now.attribute("firstName"));
        assertEquals(known.attribute("lastName"), now.attribute("lastName"));
        assertEquals(
                List.of(group.id()),
                storage.groups().groupsOf(known.id()).stream().map(Group::id).toList());
        assertTrue(heard().contains("user " + known.id()));
    }

    @Test
    @DisplayName("A dry run makes nobody, and says who would be in the way")
    void look() {
        String taken = storedUser(IDS.next("tak")).login();
        String fresh = IDS.next("fre");
        var people = batch(0, DRY, newcomer(taken), newcomer(fresh));
        for (var landed : List.of(
                imports.look(people.people(), DRY), imports.land(people, NOW).orElseThrow())) {
            assertEquals(1, landed.created());
            assertEquals(List.of(1L), rows(landed));
        }
        assertTrue(storage.users().byLogin(Login.of(fresh)).isEmpty());
        assertEquals(2, imports.begin(name, "", NOW).count().rows());
    }

    @Test
    @DisplayName("Rows that were refused before count, too")
    void refusedBefore() {
        var refusal = new Refusal(new Place(1, 2), "x", List.of("no"));
        imports.land(new Batch(name, 0, 1, List.of(), List.of(refusal), CREATE), NOW);
        assertEquals(
                new ImportStore.Count(1, 0, 0, 1), imports.begin(name, "", NOW).count());
    }

    @Test
    @DisplayName(
            "A value that no two people share is taken by one row; the others are refused, updates and dry runs, too")
    void unique() {
        String name = IDS.next("att");
        var schema = storage.userSchemas().read().orElseGet(() -> UserSchema.initial(NOW));
        var badge = new Attribute(name, false, Map.of("type", "string", "unique", true));
        assertTrue(storage.userSchemas().replace(schema.with(List.of(badge), List.of(), NOW)));
        var one = with(name, "7", IDS.next("one"));
        var other = with(name, "7", IDS.next("two"));
        assertEquals(
                List.of(2L),
                rows(imports.land(batch(0, CREATE, one, other), NOW).orElseThrow()));
        assertEquals(List.of(1L), rows(imports.look(batch(0, DRY, other).people(), DRY)));
        var known = storedUser(IDS.next("kno"));
        var same = batch(2, UPDATE, with(name, "8", one.user().login()), with(name, "8", known.login()));
        var landed = imports.land(same, NOW.plusSeconds(1)).orElseThrow();
        assertEquals(1, landed.updated());
        assertEquals(
                List.of(name + ": somebody has it already"),
                landed.refused().getFirst().reasons());
    }

    private static NewUser with(String name, String value, String login) {
        var user = user(login);
        var profile = new HashMap<>(user.profile());
        profile.put(name, value);
        return new NewUser(new User(user.id(), user.status(), profile, user.times(), 1), Optional.empty(), Set.of());
    }
}
