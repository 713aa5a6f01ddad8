package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.groups.Group;
import dev.narthex.groups.rules.GroupRule;
import dev.narthex.groups.rules.GroupRule.Condition;
import dev.narthex.groups.rules.GroupRule.Status;
import dev.narthex.groups.rules.GroupRuleStore.Creation;
import dev.narthex.groups.rules.GroupRuleStore.Replacement;
import dev.narthex.groups.rules.GroupRuleStore.Turn;
import dev.narthex.imports.ImportStore.Batch;
import dev.narthex.imports.ImportStore.Newcomer;
import dev.narthex.imports.ImportStore.Place;
import dev.narthex.imports.Wishes;
import dev.narthex.log.LogStore;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Change;
import dev.narthex.users.UserStore.NewUser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GroupRuleStoreTest extends StoreContract {
    /// When whatever has begun may go on, on any number of nodes.
    private static final Instant LATER = NOW.plusSeconds(60);

    private final List<String> made = new ArrayList<>();

    @AfterEach
    void endAll() {
        made.forEach(id -> storage.groupRules().delete(id, false, NOW));
        goOn();
    }

    @Test
    void aRuleIsFoundAgainAsItWasStored() {
        var except = Set.of(storedUser(unique("excepted")).id());
        var group = group();
        var condition = new Condition("user.department == \"Sales\"", except, Set.of(group().id()));
        var rule = new GroupRule(
                IDS.next("0pr"),
                unique("rule"),
                Status.INACTIVE,
                condition,
                List.of(group.id()),
                NOW,
                NOW.plusMillis(1));
        assertInstanceOf(Creation.Created.class, storage.groupRules().create(rule));
        made.add(rule.id());
        assertEquals(Optional.of(rule), storage.groupRules().byId(rule.id()));
        assertTrue(storage.groupRules().all().contains(rule));
        assertInstanceOf(Creation.NameTaken.class, storage.groupRules().create(rule));
    }

    @Test
    void onlyAnInactiveRuleIsReplaced() {
        var rule = rule("true", group());
        var next = new GroupRule(
                rule.id(), unique("other"), Status.INACTIVE, condition("false"), rule.groupIds(), NOW, LATER);
        assertInstanceOf(Replacement.Replaced.class, storage.groupRules().replace(next));
        assertEquals(Optional.of(next), storage.groupRules().byId(rule.id()));
        activate(rule);
        assertInstanceOf(Replacement.NotInactive.class, storage.groupRules().replace(next));
        storage.groupRules().deactivate(rule.id(), NOW);
        var second = rule("true", group());
        var greedy = new GroupRule(
                second.id(), next.name(), Status.INACTIVE, condition("true"), second.groupIds(), NOW, NOW);
        assertInstanceOf(Replacement.NameTaken.class, storage.groupRules().replace(greedy));
        var nobody = new GroupRule("0prnobody", "x", Status.INACTIVE, condition("true"), List.of(), NOW, NOW);
        assertInstanceOf(Replacement.Gone.class, storage.groupRules().replace(nobody));
    }

    @Test
    void membershipsFollowThePersonInTheSameTransaction() {
        var group = group();
        var rule = activated("user.department == 'Sales'", group);
        var seller = newcomer("Sales", User.Status.ACTIVE);
        assertEquals(Set.of(group.id()), groupsOf(seller));
        assertTrue(heard().contains("user " + seller.id()));
        assertEquals(List.of("group.user_membership.add " + seller.id() + " by " + rule.id()), logged(seller));
        seller = moved(seller, "Research");
        assertEquals(Set.of(), groupsOf(seller));
        assertEquals(
                "group.user_membership.remove " + seller.id() + " by " + rule.id(),
                logged(seller).getLast());
        seller = moved(seller, "Sales");
        assertEquals(Set.of(group.id()), groupsOf(seller));
        assertEquals(
                seller.times().lastUpdated(),
                storage.groups().byId(group.id()).orElseThrow().lastMembershipUpdated());
    }

    @Test
    void whoHasNotBegunOrHasLeftStaysAsTheyAre() {
        var group = group();
        activated("user.department == 'Sales'", group);
        var person = newcomer("Sales", User.Status.STAGED);
        assertEquals(Set.of(), groupsOf(person));
        person = in(person, User.Status.ACTIVE);
        assertEquals(Set.of(group.id()), groupsOf(person));
        person = moved(in(person, User.Status.DEPROVISIONED), "Research");
        assertEquals(Set.of(group.id()), groupsOf(person));
        assertEquals(Set.of(), groupsOf(in(person, User.Status.ACTIVE)));
    }

    @Test
    void anImportPutsPeopleWhereRulesWantThem() {
        var group = group();
        activated("user.department == 'Imported'", group);
        var users = IntStream.range(0, 5)
                .mapToObj(i -> person(i % 2 == 0 ? "Imported" : "Research", User.Status.ACTIVE))
                .toList();
        var newcomers = users.stream()
                .map(user -> new NewUser(user, Optional.empty(), Set.of()))
                .map(user -> new Newcomer(new Place(1, 0), user, Set.of()))
                .toList();
        String content = unique("content");
        storage.imports().begin(content, "people.csv", NOW);
        storage.imports()
                .land(new Batch(content, 0, 5, newcomers, List.of(), new Wishes(false, false, false, true)), NOW);
        assertEquals(
                3, storage.groups().members(group.id(), Optional.empty(), 10).size());
    }

    @Test
    void activationReachesEverybodyInSlices() {
        var people = IntStream.range(0, 600)
                .mapToObj(i -> newcomer(i % 2 == 0 ? "Many" : "Few", User.Status.ACTIVE))
                .toList();
        var group = group();
        var rule = rule("user.department == 'Many'", group);
        activate(rule);
        int slices = 0;
        while (storage.groupRules().advance(LATER).isPresent()) slices++;
        assertTrue(slices > 2, slices + " slices");
        assertEquals(
                300,
                storage.groups().members(group.id(), Optional.empty(), 1_000).size());
        assertTrue(groupsOf(people.getFirst()).contains(group.id()));
        storage.groupRules().delete(rule.id(), true, NOW);
        goOn();
        assertEquals(List.of(), storage.groups().members(group.id(), Optional.empty(), 10));
        assertEquals(2, logged(people.getFirst()).size());
    }

    @Test
    void severalNodesShareARunAndNobodyIsMissed() throws Exception {
        IntStream.range(0, 700).forEach(_ -> newcomer("Shared", User.Status.ACTIVE));
        var group = group();
        activate(rule("user.department == 'Shared'", group));
        race((node, _) -> {
            while (node.groupRules().advance(LATER).isPresent()) Thread.onSpinWait();
            return null;
        });
        goOn();
        var members = storage.groups().members(group.id(), Optional.empty(), 1_000);
        assertEquals(700, members.size());
        var added = log().stream()
                .filter(line -> line.startsWith("group.user_membership.add "))
                .filter(line -> members.contains(line.split(" ")[1]))
                .count();
        assertEquals(700, added, "each on record once");
    }

    @Test
    void peopleWhoChangeDuringARunEndUpWhereTheyBelong() throws Exception {
        var people = IntStream.range(0, 400)
                .mapToObj(_ -> newcomer("Before", User.Status.ACTIVE))
                .toList();
        var before = group();
        var after = group();
        var first = rule("user.department == 'Before'", before);
        var second = rule("user.department == 'After'", after);
        activate(first);
        activate(second);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> run = threads.submit(this::goOn);
            for (int i = 0; i < people.size(); i += 2) moved(people.get(i), "After");
            run.get();
        }
        goOn();
        for (int i = 0; i < people.size(); i++)
            assertEquals(Set.of(i % 2 == 0 ? after.id() : before.id()), groupsOf(people.get(i)), "person " + i);
    }

    @Test
    void whatIsGivenByHandNoRuleTakesAway() {
        var group = group();
        activated("user.department == 'Sales'", group);
        var byHand = newcomer("Sales", User.Status.ACTIVE);
        storage.groups().addMember(group.id(), byHand.id(), NOW);
        assertEquals(Set.of(group.id()), groupsOf(moved(byHand, "Research")));
        var atFirst = newcomer("Research", User.Status.ACTIVE, group.id());
        assertEquals(Set.of(group.id()), groupsOf(moved(moved(atFirst, "Sales"), "Research")));
    }

    @Test
    void whomSomebodyTakesOutARuleLetsBe() {
        var group = group();
        var other = group();
        var rule = activated("user.department == 'Sales'", group, other);
        var person = newcomer("Sales", User.Status.ACTIVE);
        assertTrue(storage.groups().removeMember(group.id(), person.id(), NOW));
        assertEquals(Set.of(), groupsOf(person), "the rule does not concern them any more, anywhere");
        assertEquals(Set.of(person.id()), excepted(rule));
        assertEquals(Set.of(), groupsOf(moved(person, "Sales")));
        storage.users().delete(person.id());
        assertEquals(Set.of(), excepted(rule), "who is gone is not named for ever");
    }

    @Test
    void aGroupThatTwoRulesGiveEndsWithTheSecond() {
        var group = group();
        var first = activated("user.department == 'Sales'", group);
        activated("user.firstName == 'Ada'", group);
        var person = newcomer("Sales", User.Status.ACTIVE);
        assertEquals(Set.of(group.id()), groupsOf(moved(person, "Research")));
        storage.groupRules().delete(first.id(), true, NOW);
        goOn();
        assertEquals(Set.of(group.id()), groupsOf(person));
        assertEquals(1, logged(person).size());
    }

    @Test
    void aRuleThatRestsKeepsWhatItGaveAndOneThatIsDeletedLeavesItBehind() {
        var group = group();
        var rule = activated("user.department == 'Sales'", group);
        var person = newcomer("Sales", User.Status.ACTIVE);
        var turn = storage.groupRules().deactivate(rule.id(), NOW);
        assertEquals(
                Status.INACTIVE,
                assertInstanceOf(Turn.Turned.class, turn).rule().status());
        person = moved(person, "Research");
        assertEquals(Set.of(group.id()), groupsOf(person));
        activate(rule);
        goOn();
        assertEquals(Set.of(), groupsOf(person), "what it gave before and would not give now");
        person = moved(person, "Sales");
        assertTrue(storage.groupRules().delete(rule.id(), false, NOW).isPresent());
        assertEquals(Optional.empty(), storage.groupRules().byId(rule.id()));
        goOn();
        assertEquals(Set.of(group.id()), groupsOf(moved(person, "Research")), "from now on as if by hand");
    }

    @Test
    void aRuleThatLosesAGroupIsInvalid() {
        var target = group();
        var other = group();
        var asked = group();
        var byTarget = activated("true", target, other);
        var byQuestion = rule("isMemberOfGroup('" + asked.id() + "')", other);
        var person = newcomer("Anywhere", User.Status.ACTIVE);
        storage.groups().delete(target.id(), NOW);
        storage.groups().delete(asked.id(), NOW);
        assertEquals(
                Status.INVALID,
                storage.groupRules().byId(byTarget.id()).orElseThrow().status());
        assertEquals(
                Status.INVALID,
                storage.groupRules().byId(byQuestion.id()).orElseThrow().status());
        assertInstanceOf(Turn.Invalid.class, storage.groupRules().activate(byTarget.id(), NOW));
        assertInstanceOf(Turn.Invalid.class, storage.groupRules().deactivate(byQuestion.id(), NOW));
        assertInstanceOf(Turn.Gone.class, storage.groupRules().activate("0prnobody", NOW));
        assertEquals(Set.of(other.id()), groupsOf(person));
        assertEquals(Set.of(), groupsOf(newcomer("Anywhere", User.Status.ACTIVE)), "it does nothing any more");
    }

    @Test
    void rulesFollowEachOtherAndNamesThatChange() {
        var sales = group();
        var staff = group();
        var guests = group();
        activated("user.department == 'Sales'", sales);
        activated("isMemberOfGroupName('" + sales.name() + "')", staff);
        activated("NOT isMemberOfGroup('" + staff.id() + "')", guests);
        var person = newcomer("Sales", User.Status.ACTIVE);
        assertEquals(Set.of(sales.id(), staff.id()), groupsOf(person));
        assertEquals(Set.of(guests.id()), groupsOf(newcomer("Research", User.Status.ACTIVE)));
        var byHand = newcomer("Research", User.Status.ACTIVE);
        storage.groups().addMember(sales.id(), byHand.id(), NOW);
        assertEquals(Set.of(sales.id(), staff.id()), groupsOf(byHand));
        storage.groups().removeMember(sales.id(), byHand.id(), NOW);
        assertEquals(Set.of(guests.id()), groupsOf(byHand));
        storage.groups().replace(new Group(sales.id(), unique("renamed"), Optional.empty(), false, NOW, NOW));
        goOn();
        assertEquals(Set.of(sales.id(), guests.id()), groupsOf(person));
    }

    private GroupRule activated(String expression, Group... groups) {
        var rule = rule(expression, groups);
        activate(rule);
        goOn();
        return rule;
    }

    private static void activate(GroupRule rule) {
        assertInstanceOf(Turn.Turned.class, storage.groupRules().activate(rule.id(), NOW));
    }

    private GroupRule rule(String expression, Group... groups) {
        var ids = Set.of(groups).stream().map(Group::id).toList();
        var rule =
                new GroupRule(IDS.next("0pr"), unique("rule"), Status.INACTIVE, condition(expression), ids, NOW, NOW);
        storage.groupRules().create(rule);
        made.add(rule.id());
        return rule;
    }

    private static Condition condition(String expression) {
        return new Condition(expression, Set.of(), Set.of());
    }

    private void goOn() {
        while (storage.groupRules().advance(LATER).isPresent()) Thread.onSpinWait();
    }

    private static Set<String> excepted(GroupRule rule) {
        return storage.groupRules().byId(rule.id()).orElseThrow().condition().exceptUsers();
    }

    private static String unique(String text) {
        return text + " " + IDS.next("xxx");
    }

    private static Group group() {
        var group = new Group(IDS.next("00g"), unique("Group"), Optional.empty(), false, NOW, NOW);
        storage.groups().create(group);
        return group;
    }

    private static Set<String> groupsOf(User user) {
        return Set.copyOf(
                storage.groups().groupsOf(user.id()).stream().map(Group::id).toList());
    }

    private static User person(String department, User.Status status) {
        var user = user(unique("person"));
        var profile = new HashMap<>(user.profile());
        profile.put("department", department);
        return new User(user.id(), status, profile, user.times(), 1);
    }

    private static User newcomer(String department, User.Status status, String... groupIds) {
        var user = person(department, status);
        storage.users().create(new NewUser(user, Optional.empty(), Set.of(groupIds)));
        return user;
    }

    private static User moved(User before, String department) {
        var user = storage.users().byId(before.id()).orElseThrow();
        var profile = new HashMap<>(user.profile());
        profile.put("department", department);
        return changed(user.with(profile, NOW.plusSeconds(user.version())));
    }

    private static User in(User before, User.Status status) {
        return changed(storage.users().byId(before.id()).orElseThrow().in(status, NOW.plusSeconds(before.version())));
    }

    private static User changed(User next) {
        storage.users().change(Change.of(next));
        return next;
    }

    /// What rules did to a person, as it is on record.
    private static List<String> logged(User user) {
        return log().stream()
                .filter(line -> line.contains(" " + user.id() + " "))
                .toList();
    }

    private static List<String> log() {
        var page = new LogStore.Page(Optional.empty(), 100_000, true);
        var always = Instant.parse("9999-01-01T00:00:00Z");
        return storage
                .log()
                .read(new LogStore.Query(Instant.EPOCH, always, Optional.empty(), Optional.empty(), page))
                .stream()
                .filter(event -> event.details().debug().containsKey("triggeredByGroupRuleId"))
                .map(event -> event.kind().type() + " "
                        + event.details().targets().getFirst().id() + " by "
                        + event.details().debug().get("triggeredByGroupRuleId"))
                .toList();
    }
}
