package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.users.User;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.search.Condition;
import dev.narthex.users.search.Matching;
import dev.narthex.users.search.Property;
import dev.narthex.users.search.UserQuery;
import dev.narthex.users.search.UserQuery.Position;
import dev.narthex.users.search.UserQuery.Sort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Pages while people come and change.
final class UserPagingTest extends StoreContract {
    private static final String DEPARTMENT = "department";
    private static final Random RANDOM = new Random(11);
    private static int named;

    private static User person(String tag) {
        User user = user(tag + ++named + "@example.org");
        var profile = new HashMap<>(user.profile());
        profile.put("nickName", tag);
        if (RANDOM.nextInt(4) > 0) profile.put(DEPARTMENT, "d" + RANDOM.nextInt(6));
        return new User(user.id(), user.status(), profile, user.times(), 1);
    }

    private static String create(String tag) {
        User user = person(tag);
        storage.users().create(new NewUser(user, Optional.empty(), Set.of()));
        return user.id();
    }

    private static Optional<Matching> tagged(String tag) {
        var property = new Property.Profile("nickName", Attribute.Type.STRING, false);
        var condition = new Condition.Compare(property, Condition.Operator.EQ, tag);
        return Optional.of(new Matching(condition, Matching.Sense.MARKED, "oty1"));
    }

    private static List<Optional<Sort>> sorts() {
        var department = new Property.Profile(DEPARTMENT, Attribute.Type.STRING, false);
        return List.of(
                Optional.empty(),
                Optional.of(new Sort(department, false)),
                Optional.of(new Sort(department, true)),
                Optional.of(new Sort(Property.Time.CREATED, true)));
    }

    /// The ids in the order in which they came.
    private static List<String> walk(Optional<Matching> where, Optional<Sort> sort, int window, Runnable between) {
        var ids = new ArrayList<String>();
        Optional<Position> after = Optional.empty();
        do {
            var page = storage.userSearch(window).find(new UserQuery(where, true, sort, after, 7, NOW));
            page.users().forEach(user -> ids.add(user.id()));
            after = page.next();
            between.run();
        } while (after.isPresent());
        return ids;
    }

    @Test
    @DisplayName(
            "B3: whoever is there throughout is on the pages once, whoever else comes meanwhile, whatever the order")
    void newcomers() {
        var there = IntStream.range(0, 60).mapToObj(_ -> create("there")).toList();
        for (int window : List.of(3, 1_000)) {
            for (var sort : sorts()) {
                // Bounded: who always adds before the end never arrives there.
                var left = new int[] {40};
                var ids = walk(tagged("there"), sort, window, () -> {
                    if (left[0]-- > 0) create("there");
                });
                assertEquals(new HashSet<>(ids).size(), ids.size(), "nobody twice, by " + sort);
                assertTrue(new HashSet<>(ids).containsAll(there), "nobody missing, by " + sort);
            }
        }
    }

    @Test
    @DisplayName(
            "B3: the same while others write as fast as they can, and change those who are there in other respects")
    void crowd() {
        var there = IntStream.range(0, 40).mapToObj(_ -> create("crowd")).toList();
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> {
                for (int i = 0; i < 300 && !over.get(); i++) {
                    create("others");
                    var user = storage.users().byId(there.get(i % there.size())).orElseThrow();
                    var profile = new HashMap<>(user.profile());
                    profile.put("title", "t" + i);
                    storage.users().replace(user.with(profile, NOW.plusMillis(i)));
                }
                return true;
            });
            for (int round = 0; round < 3; round++) {
                for (var sort : sorts()) {
                    var ids = walk(tagged("crowd"), sort, round == 0 ? 5 : 1_000, () -> {});
                    assertEquals(there.size(), ids.size(), "by " + sort);
                    assertEquals(new HashSet<>(there), new HashSet<>(ids), "by " + sort);
                }
            }
            over.set(true);
        }
    }
}
