package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.groups.Group;
import dev.narthex.groups.rules.GroupRule;
import dev.narthex.groups.rules.GroupRule.Condition;
import dev.narthex.groups.rules.GroupRule.Status;
import dev.narthex.store.database.PostgresForTests;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Change;
import dev.narthex.users.UserStore.NewUser;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Whatever happens to people, groups and rules, in whatever order, people are in the groups in which a model has
/// them that looks at everybody after each step.
final class GroupRuleProperties {
    private static final Instant LATER = StoreContract.NOW.plusSeconds(60);
    private static final List<Storage> NODES = new ArrayList<>();

    @BeforeContainer
    static void open() throws IOException {
        NODES.add(Storage.open("sqlite:" + Files.createTempDirectory("narthex").resolve("narthex.db"), new Random(1)));
        NODES.add(Storage.open(PostgresForTests.freshDatabase(), new Random(2)));
    }

    @AfterContainer
    static void close() {
        NODES.forEach(Storage::close);
        NODES.clear();
    }

    @Property(tries = 80)
    @Label("Memberships on SQLite are those of a naive model")
    void sqlite(@ForAll @Size(max = 40) List<@IntRange(min = 0, max = 999_999) Integer> steps) {
        new World(NODES.get(0)).live(steps);
    }

    @Property(tries = 25)
    @Label("Memberships on PostgreSQL are those of a naive model")
    void postgresql(@ForAll @Size(max = 40) List<@IntRange(min = 0, max = 999_999) Integer> steps) {
        new World(NODES.get(1)).live(steps);
    }

    /// What is said of a person here: their department, and whether they are at work.
    private static final class Person {
        final String id = StoreContract.IDS.next("00u");
        int department;
        User.Status status;
        final Set<Integer> byHand = new HashSet<>();
        final Map<Rule, Set<Integer>> given = new HashMap<>();

        Set<Integer> others() {
            var others = new HashSet<>(byHand);
            given.forEach((rule, groups) -> {
                if (rule.status != Status.ACTIVE) others.addAll(groups);
            });
            return others;
        }

        Set<Integer> all() {
            var all = new HashSet<>(byHand);
            given.values().forEach(all::addAll);
            return all;
        }
    }

    private static final class Rule {
        final String id = StoreContract.IDS.next("0pr");
        Status status = Status.INACTIVE;
        int kind;
        int about;
        Set<Integer> groups;
        Set<Integer> exceptGroups = Set.of();
        final Set<String> except = new HashSet<>();

        boolean holds(Person person, Set<Integer> in, World world) {
            if (except.contains(person.id) || exceptGroups.stream().anyMatch(in::contains)) return false;
            return switch (kind) {
                case 0 -> person.department == about;
                case 1 -> person.department != about;
                case 2 -> in.contains(about);
                case 3 -> !in.contains(about);
                case 4 -> in.stream().anyMatch(it -> world.names.get(it).startsWith(world.prefix + about));
                default -> person.department == about && !in.contains(about);
            };
        }

        String expression(World world) {
            String department = "user.department == '" + about + "'";
            String member = "isMemberOfGroup('" + world.groups.get(about) + "')";
            return switch (kind) {
                case 0 -> department;
                case 1 -> "user.department != '" + about + "'";
                case 2 -> member;
                case 3 -> "!" + member;
                case 4 -> "isMemberOfGroupNameStartsWith('" + world.prefix + about + "')";
                default -> department + " AND NOT " + member;
            };
        }

        boolean names(int group) {
            return groups.contains(group)
                    || exceptGroups.contains(group)
                    || about == group && (kind == 2 || kind == 3 || kind == 5);
        }
    }

    private static final class World {
        private static final int GROUPS = 4;
        final String prefix = StoreContract.IDS.next("xxx") + " ";
        final Storage storage;
        final Map<Integer, String> groups = new HashMap<>();
        final Map<Integer, String> names = new HashMap<>();
        final List<Person> people = new ArrayList<>();
        final List<Rule> rules = new ArrayList<>();
        private int time;

        World(Storage storage) {
            this.storage = storage;
            for (int i = 0; i < GROUPS; i++) {
                groups.put(i, StoreContract.IDS.next("00g"));
                names.put(i, prefix + i);
                storage.groups().create(group(i));
            }
        }

        void live(List<Integer> steps) {
            for (int step : steps) {
                happen(step % 12, new Random(step));
                while (storage.groupRules().advance(LATER).isPresent()) Thread.onSpinWait();
                lookAtEverybody();
                people.forEach(person -> assertEquals(
                        person.all().stream().map(groups::get).collect(Collectors.toSet()),
                        storage.groups().groupsOf(person.id).stream()
                                .map(Group::id)
                                .collect(Collectors.toSet())));
            }
            rules.forEach(rule -> storage.groupRules().delete(rule.id, false, now()));
            people.forEach(person -> storage.users().delete(person.id));
            while (storage.groupRules().advance(LATER).isPresent()) Thread.onSpinWait();
        }

        private void happen(int what, Random chance) {
            if (what < 2 || people.isEmpty()) comes(chance);
            else if (what < 4 || rules.isEmpty()) invent(chance);
            else if (what < 5) turn(one(rules, chance));
            else if (what < 6) discard(one(rules, chance), chance.nextBoolean());
            else if (what < 8) changes(one(people, chance), chance);
            else if (what < 9) add(one(people, chance), chance.nextInt(GROUPS));
            else if (what < 10) remove(one(people, chance), chance.nextInt(GROUPS));
            else if (what < 11) rename(chance.nextInt(GROUPS), chance.nextInt(GROUPS));
            else if (chance.nextInt(4) == 0) delete(chance.nextInt(GROUPS));
            else turn(one(rules, chance));
        }

        private static <T> T one(List<T> all, Random chance) {
            return all.get(chance.nextInt(all.size()));
        }

        private Instant now() {
            return StoreContract.NOW.plusMillis(time++);
        }

        private void comes(Random chance) {
            var person = new Person();
            person.department = chance.nextInt(3);
            person.status = status(chance);
            int group = chance.nextInt(2 * GROUPS);
            if (groups.containsKey(group)) person.byHand.add(group);
            people.add(person);
            var first = StoreContract.user(person.id);
            var user = new User(person.id, person.status, profile(person), first.times(), 1);
            var ids = person.byHand.stream().map(groups::get).collect(Collectors.toSet());
            storage.users().create(new NewUser(user, Optional.empty(), ids));
        }

        private static User.Status status(Random chance) {
            return one(
                    List.of(User.Status.ACTIVE, User.Status.ACTIVE, User.Status.STAGED, User.Status.DEPROVISIONED),
                    chance);
        }

        private static Map<String, Object> profile(Person person) {
            return Map.of("login", person.id, "department", "" + person.department);
        }

        private void changes(Person person, Random chance) {
            if (chance.nextBoolean()) person.department = chance.nextInt(3);
            else person.status = status(chance);
            var user = storage.users().byId(person.id).orElseThrow();
            storage.users()
                    .change(Change.of(
                            new User(person.id, person.status, profile(person), user.times(), user.version() + 1)));
        }

        private void invent(Random chance) {
            var rule = new Rule();
            rule.kind = chance.nextInt(6);
            var there = List.copyOf(groups.keySet());
            if (there.isEmpty()) return;
            rule.about = rule.kind < 2 ? chance.nextInt(3) : one(there, chance);
            rule.groups = pair(there, chance);
            if (chance.nextInt(4) == 0) rule.exceptGroups = Set.of(one(there, chance));
            rules.add(rule);
            storage.groupRules()
                    .create(new GroupRule(
                            rule.id,
                            prefix + rule.id,
                            Status.INACTIVE,
                            new Condition(rule.expression(this), Set.of(), ids(rule.exceptGroups)),
                            List.copyOf(ids(rule.groups)),
                            now(),
                            now()));
            turn(rule);
        }

        private static Set<Integer> pair(List<Integer> there, Random chance) {
            var pair = new HashSet<Integer>();
            pair.add(one(there, chance));
            if (chance.nextBoolean()) pair.add(one(there, chance));
            return pair;
        }

        private Set<String> ids(Set<Integer> numbers) {
            return numbers.stream().map(groups::get).collect(Collectors.toSet());
        }

        private void turn(Rule rule) {
            if (rule.status == Status.ACTIVE) storage.groupRules().deactivate(rule.id, now());
            else storage.groupRules().activate(rule.id, now());
            if (rule.status != Status.INVALID)
                rule.status = rule.status == Status.ACTIVE ? Status.INACTIVE : Status.ACTIVE;
        }

        private void discard(Rule rule, boolean memberships) {
            storage.groupRules().delete(rule.id, memberships, now());
            rules.remove(rule);
            people.forEach(person -> {
                var kept = person.given.remove(rule);
                if (kept != null && !memberships) person.byHand.addAll(kept);
            });
        }

        private void add(Person person, int group) {
            if (!groups.containsKey(group)) return;
            storage.groups().addMember(groups.get(group), person.id, now());
            person.byHand.add(group);
        }

        private void remove(Person person, int group) {
            if (!groups.containsKey(group)) return;
            storage.groups().removeMember(groups.get(group), person.id, now());
            person.byHand.remove(group);
            person.given.forEach((rule, given) -> {
                if (given.remove(group)) rule.except.add(person.id);
            });
        }

        private void rename(int group, int other) {
            if (!groups.containsKey(group)) return;
            names.put(group, prefix + other + " " + time);
            storage.groups().replace(group(group));
        }

        private void delete(int group) {
            if (!groups.containsKey(group)) return;
            storage.groups().delete(groups.remove(group), now());
            for (Rule rule : rules) if (rule.names(group)) rule.status = Status.INVALID;
            for (Person person : people) {
                person.byHand.remove(group);
                person.given.values().forEach(given -> given.remove(group));
            }
        }

        private Group group(int number) {
            return new Group(groups.get(number), names.get(number), Optional.empty(), false, now(), now());
        }

        private void lookAtEverybody() {
            for (Person person : people) {
                if (person.status != User.Status.ACTIVE) continue;
                var holding = holding(person);
                for (Rule rule : rules) {
                    if (rule.status != Status.ACTIVE) continue;
                    person.given.put(rule, holding.contains(rule) ? new HashSet<>(rule.groups) : new HashSet<>());
                }
            }
        }

        /// Everything is asked again with what it gave, until nothing changes; what does not come to rest gives
        /// nothing.
        private Set<Rule> holding(Person person) {
            Set<Rule> before = plain(person);
            for (int round = 1; ; round++) {
                var in = new HashSet<>(person.others());
                before.forEach(rule -> in.addAll(rule.groups));
                var now = new HashSet<Rule>();
                for (Rule rule : rules) if (rule.status == Status.ACTIVE && rule.holds(person, in, this)) now.add(rule);
                if (now.equals(before)) return now;
                if (round == 16) now.retainAll(before);
                if (round == 16) return now;
                before = now;
            }
        }

        private Set<Rule> plain(Person person) {
            return rules.stream()
                    .filter(rule -> rule.status == Status.ACTIVE && rule.kind < 2 && rule.exceptGroups.isEmpty())
                    .filter(rule -> rule.holds(person, Set.of(), this))
                    .collect(Collectors.toSet());
        }
    }
}
