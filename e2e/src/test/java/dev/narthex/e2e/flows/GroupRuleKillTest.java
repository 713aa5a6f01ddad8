package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.e2e.Await;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.TestServer;
import dev.narthex.groups.Group;
import dev.narthex.groups.rules.GroupRule;
import dev.narthex.groups.rules.GroupRule.Condition;
import dev.narthex.groups.rules.GroupRule.Status;
import dev.narthex.id.Ids;
import dev.narthex.imports.ImportStore.Batch;
import dev.narthex.imports.ImportStore.Newcomer;
import dev.narthex.imports.ImportStore.Place;
import dev.narthex.imports.Wishes;
import dev.narthex.store.Storage;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.NewUser;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The program is killed in the middle of putting everybody where a rule wants them.
class GroupRuleKillTest {
    private static final int PEOPLE = 6_000;
    private static final int BATCH = 1_000;
    private static final Pattern COUNT = Pattern.compile("\"usersCount\":(\\d+)");
    private static final Wishes WISHES = new Wishes(false, false, false, true);
    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("Killed again and again while a rule begins, it leaves nobody out, and puts nobody on record twice")
    void killed(Databases.Kind kind) {
        String database = kind.fresh();
        String group = prepare(database);
        var data = Databases.folder();
        int port = TestServer.freePort();
        for (int enough : List.of(300, 900, 1_500)) {
            try (var narthex = NarthexProcess.serve(database, data, port)) {
                Await.within(Duration.ofSeconds(30), "people are placed", () -> placed(narthex) >= enough);
                narthex.kill();
            }
        }
        try (var narthex = NarthexProcess.serve(database, data, port)) {
            Await.within(Duration.ofSeconds(60), "all are placed", () -> placed(narthex) == PEOPLE / 2);
        }
        try (var storage = Storage.open(database, new SecureRandom())) {
            while (storage.groupRules().advance(Instant.now()).isPresent()) Thread.onSpinWait();
            var members = new ArrayList<String>();
            for (var page = storage.groups().members(group, Optional.empty(), BATCH);
                    !page.isEmpty();
                    page = storage.groups().members(group, Optional.of(page.getLast()), BATCH)) members.addAll(page);
            var recorded = TestServer.log(storage).stream()
                    .filter(event -> event.kind().type().equals("group.user_membership.add"))
                    .map(event -> event.details().targets().getFirst().id())
                    .sorted()
                    .toList();
            assertEquals(PEOPLE / 2, members.size());
            assertEquals(members, recorded);
        }
    }

    private static int placed(NarthexProcess narthex) {
        var browser = narthex.browser();
        var request = browser.request("/api/v1/groups?expand=stats&q=Sales")
                .header("Authorization", "SSWS " + TestServer.API_TOKEN);
        var found = COUNT.matcher(browser.send(request.GET()).body());
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private static String prepare(String database) {
        Instant before = Instant.now().minus(Duration.ofMinutes(5));
        try (var storage = Storage.open(database, new SecureRandom())) {
            storage.imports().begin("content", "people", before);
            for (int from = 0; from < PEOPLE; from += BATCH)
                storage.imports()
                        .land(new Batch("content", from, from + BATCH, people(from), List.of(), WISHES), before);
            var group = new Group(IDS.next("00g"), "Sales", Optional.empty(), false, before, before);
            storage.groups().create(group);
            var condition = new Condition("user.department == \"Sales\"", Set.of(), Set.of());
            var rule = new GroupRule(
                    IDS.next("0pr"), "Sales", Status.INACTIVE, condition, List.of(group.id()), before, before);
            storage.groupRules().create(rule);
            storage.groupRules().activate(rule.id(), before);
            return group.id();
        }
    }

    private static List<Newcomer> people(int from) {
        Instant now = Instant.now();
        var times = new User.Times(now, now, now, Optional.of(now), Optional.empty(), Optional.empty());
        var people = new ArrayList<Newcomer>();
        for (int i = from; i < from + BATCH; i++) {
            String id = IDS.next("00u");
            var profile = Map.<String, Object>of("login", id, "department", i % 2 == 0 ? "Sales" : "Research");
            var user = new User(id, User.Status.ACTIVE, profile, times, 1);
            people.add(new Newcomer(new Place(i, 0), new NewUser(user, Optional.empty(), Set.of()), profile.keySet()));
        }
        return people;
    }
}
