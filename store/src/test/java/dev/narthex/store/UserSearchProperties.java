package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.narthex.id.Ids;
import dev.narthex.signin.AttemptStore.Limits;
import dev.narthex.store.database.PostgresForTests;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import dev.narthex.users.search.Condition;
import dev.narthex.users.search.Matching;
import dev.narthex.users.search.SearchLanguage;
import dev.narthex.users.search.SearchParser;
import dev.narthex.users.search.SearchParser.Parsed;
import dev.narthex.users.search.UserQuery;
import dev.narthex.users.search.UserQuery.Position;
import dev.narthex.users.search.UserQuery.Sort;
import java.io.IOException;
import java.nio.file.Files;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// A search finds whom a plain look at every user would find, in the same order, page by page, on both databases.
final class UserSearchProperties {
    private static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant NOW = BEGIN.plusSeconds(100_000);
    private static final String TYPE = "oty1";
    private static final UserSchema SCHEMA = UserSchema.initial(BEGIN)
            .with(
                    List.of(
                            new Attribute("age", false, Map.of("type", "number")),
                            new Attribute("vip", false, Map.of("type", "boolean")),
                            new Attribute("tags", false, Map.of("type", "array", "items", Map.of("type", "string")))),
                    List.of(),
                    BEGIN);
    private static final List<String> WORDS =
            List.of("ada", "Ada", "ÁDA", "adalbert", "Bob", "b", "Zoë", "日本", "😀x", "a_b", "100%", "x\"y");
    private static final List<Storage> NODES = new ArrayList<>();
    private static List<User> users;

    @BeforeContainer
    static void fill() throws IOException {
        NODES.add(Storage.open("sqlite:" + Files.createTempDirectory("narthex").resolve("narthex.db"), new Random(1)));
        NODES.add(Storage.open(PostgresForTests.freshDatabase(), new Random(2)));
        var random = new Random(7);
        var made = Stream.generate(() -> user(random)).limit(120).toList();
        for (Storage node : NODES) {
            made.forEach(user -> node.users().create(new NewUser(user, Optional.empty(), Set.of())));
            // Every ninth is locked, every seventh has changed since.
            for (int i = 0; i < made.size(); i += 9)
                node.attempts().admit(made.get(i).id(), "stranger", new Limits(1, Duration.ofDays(1)), NOW);
            for (int i = 0; i < made.size(); i += 7) node.users().replace(changed(made.get(i)));
        }
        users = NODES.getFirst().users().page(Optional.empty(), 1_000);
        assertEquals(users, NODES.get(1).users().page(Optional.empty(), 1_000));
    }

    @AfterContainer
    static void close() {
        NODES.forEach(Storage::close);
        NODES.clear();
    }

    private static final Ids IDS = new Ids(InstantSource.fixed(BEGIN), new Random(3));

    private static User user(Random random) {
        var profile = new HashMap<String, Object>();
        profile.put("login", random.nextInt(1_000_000) + word(random));
        if (random.nextInt(4) > 0) profile.put("email", word(random) + "@example.org");
        profile.put("firstName", word(random));
        if (random.nextBoolean()) profile.put("department", word(random));
        if (random.nextBoolean()) profile.put("age", random.nextInt(5) - 2 + (random.nextBoolean() ? 0.5 : 0));
        if (random.nextBoolean()) profile.put("vip", random.nextBoolean());
        if (random.nextBoolean()) profile.put("tags", List.of(word(random), word(random)));
        var times = new User.Times(
                BEGIN.plusSeconds(random.nextInt(5)),
                BEGIN.plusSeconds(random.nextInt(5)),
                BEGIN,
                random.nextBoolean() ? Optional.of(BEGIN.plusSeconds(random.nextInt(3))) : Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var statuses = List.of(Status.ACTIVE, Status.STAGED, Status.SUSPENDED, Status.DEPROVISIONED);
        return new User(IDS.next("00u"), statuses.get(random.nextInt(4)), profile, times, 1);
    }

    private static User changed(User user) {
        var profile = new HashMap<>(user.profile());
        profile.put("department", "Bob");
        profile.remove("age");
        return user.with(profile, BEGIN.plusSeconds(9));
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    /// A condition in its text, and what it means in other words than the product's.
    record Asked(String text, Predicate<User> meant) {}

    @net.jqwik.api.Property(tries = 400)
    @Label("A search answers as a plain filter of all users does, on both databases, whatever the page")
    void sameAsNaive(
            @ForAll("conditions") Asked asked,
            @ForAll("sorts") String sortBy,
            @ForAll boolean descending,
            @ForAll boolean leavers,
            @ForAll @IntRange(min = 1, max = 50) int limit,
            @ForAll @IntRange(min = 1, max = 60) int window) {
        var language = new SearchLanguage(SCHEMA, true);
        var parsed = assertInstanceOf(Parsed.Read.class, SearchParser.parse(asked.text(), language), asked.text());
        var sort = sortBy.isEmpty()
                ? Optional.<Sort>empty()
                : Optional.of(new Sort(language.sortable(sortBy).orElseThrow(), descending));
        var expected = users.stream()
                .filter(asked.meant())
                .filter(user -> leavers || user.status() != Status.DEPROVISIONED)
                .sorted(order(sortBy, descending))
                .map(User::id)
                .toList();
        for (Storage node : NODES) {
            assertEquals(
                    expected,
                    walk(node, parsed.condition(), sort, limit, window, leavers),
                    asked.text() + " by " + sortBy);
        }
    }

    private static List<String> walk(
            Storage node, Condition condition, Optional<Sort> sort, int limit, int window, boolean leavers) {
        var ids = new ArrayList<String>();
        Optional<Position> after = Optional.empty();
        do {
            var query =
                    new UserQuery(Optional.of(new Matching(condition, false, TYPE)), leavers, sort, after, limit, NOW);
            var page = node.userSearch(window).find(query);
            page.users().forEach(user -> ids.add(user.id()));
            after = page.next();
        } while (after.isPresent());
        return ids;
    }

    private static Comparator<User> order(String sortBy, boolean descending) {
        Comparator<User> byId = Comparator.comparing(User::id);
        if (sortBy.isEmpty()) return byId;
        if (sortBy.equals("id")) return descending ? byId.reversed() : byId;
        Comparator<User> byKey = Comparator.comparing(user -> key(user, sortBy), UserSearchProperties::compare);
        var order = byKey.thenComparing(byId);
        if (descending) order = order.reversed();
        var all = order;
        return (one, other) -> {
            boolean without = key(one, sortBy) == null;
            if (without != (key(other, sortBy) == null)) return without ? 1 : -1;
            return all.compare(one, other);
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Comparable one, Comparable other) {
        if (one == null) return 0;
        if (one instanceof String text) return bytes(text, (String) (Object) other);
        return one.compareTo(other);
    }

    private static int bytes(String one, String other) {
        return Arrays.compareUnsigned(
                one.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                other.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Comparable<?> key(User user, String sortBy) {
        return switch (sortBy) {
            case "status" -> user.status().name();
            case "created" -> user.times().created();
            case "lastUpdated" -> user.times().lastUpdated();
            case "activated" -> user.times().activated().orElse(null);
            case "profile.age" -> (Comparable<?>) user.profile().get("age");
            default -> user.profile().get(sortBy.substring(8)) instanceof String text ? fold(text) : null;
        };
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{Mn}", "")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    @Provide
    Arbitrary<String> sorts() {
        return Arbitraries.of(
                "",
                "id",
                "status",
                "created",
                "lastUpdated",
                "activated",
                "profile.login",
                "profile.email",
                "profile.firstName",
                "profile.lastName",
                "profile.department",
                "profile.age");
    }

    @Provide
    Arbitrary<Asked> conditions() {
        return Arbitraries.lazyOf(
                () -> texts(),
                () -> tags(),
                () -> numbers(),
                () -> plain(),
                () -> joined(" and "),
                () -> joined(" or "));
    }

    private Arbitrary<Asked> joined(String word) {
        return Combinators.combine(conditions(), conditions())
                .as((one, other) -> new Asked(
                        "(" + one.text() + ")" + word + "(" + other.text() + ")",
                        word.contains("and")
                                ? one.meant().and(other.meant())
                                : one.meant().or(other.meant())));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private Arbitrary<Asked> texts() {
        var names = Arbitraries.of("login", "email", "firstName", "lastName", "department");
        var operators = Arbitraries.of("eq", "sw", "co", "gt", "ge", "lt", "le");
        return Combinators.combine(names, operators, Arbitraries.of(WORDS))
                .as((name, operator, word) -> new Asked(
                        "profile." + name + " " + operator + " " + quoted(word),
                        user -> user.profile().get(name) instanceof String value
                                && holds(operator, fold(value), fold(word))));
    }

    private static boolean holds(String operator, String value, String sought) {
        return switch (operator) {
            case "eq" -> value.equals(sought);
            case "sw" -> value.startsWith(sought);
            case "co" -> value.contains(sought);
            default -> ordered(operator, bytes(value, sought));
        };
    }

    private static boolean ordered(String operator, int order) {
        return switch (operator) {
            case "eq" -> order == 0;
            case "gt" -> order > 0;
            case "ge" -> order >= 0;
            case "lt" -> order < 0;
            default -> order <= 0;
        };
    }

    private Arbitrary<Asked> tags() {
        return Arbitraries.of(WORDS)
                .map(word -> new Asked(
                        "profile.tags eq " + quoted(word),
                        user -> user.profile().get("tags") instanceof List<?> tags
                                && tags.stream()
                                        .anyMatch(tag -> fold((String) tag).equals(fold(word)))));
    }

    private Arbitrary<Asked> numbers() {
        return Combinators.combine(
                        Arbitraries.of("eq", "gt", "ge", "lt", "le"), Arbitraries.of(-2.0, -0.5, 0.0, 0.5, 1.0, 2.5))
                .as((operator, number) -> new Asked(
                        "profile.age " + operator + " " + number,
                        user -> user.profile().get("age") instanceof Number age
                                && ordered(operator, Double.compare(age.doubleValue(), number))));
    }

    private Arbitrary<Asked> plain() {
        var statuses = Arbitraries.of(Status.values())
                .map(status -> new Asked(
                        "status eq \"" + status.name().toLowerCase(Locale.ROOT) + '"',
                        user -> user.standing(NOW) == status));
        var created = Combinators.combine(
                        Arbitraries.of("eq", "gt", "ge", "lt", "le"),
                        Arbitraries.integers().between(0, 5))
                .as((operator, seconds) -> new Asked(
                        "created " + operator + " \"" + BEGIN.plusSeconds(seconds) + '"',
                        user -> ordered(operator, user.times().created().compareTo(BEGIN.plusSeconds(seconds)))));
        var present = Arbitraries.of("department", "email", "age", "tags")
                .map(name -> new Asked(
                        "profile." + name + " pr", user -> user.profile().get(name) != null));
        var vip = Arbitraries.of(true, false)
                .map(flag -> new Asked(
                        "profile.vip eq " + flag,
                        user -> flag.equals(user.profile().get("vip"))));
        var ids = Arbitraries.of(0, 60, 119)
                .map(i -> new Asked(
                        "id eq \"" + users.get(i).id() + '"',
                        user -> user.id().equals(users.get(i).id())));
        var type = Arbitraries.of(TYPE, "oty2").map(id -> new Asked("type.id eq \"" + id + '"', _ -> id.equals(TYPE)));
        return Arbitraries.oneOf(statuses, created, present, vip, ids, type);
    }
}
