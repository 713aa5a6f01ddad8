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
import dev.narthex.users.search.Property;
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
import net.jqwik.api.Assume;
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
                            new Attribute("size", false, Map.of("type", "string", "enum", List.of("S", "m", "Zoë"))),
                            new Attribute("levels", false, Map.of("type", "array", "items", Map.of("type", "integer"))),
                            new Attribute("tags", false, Map.of("type", "array", "items", Map.of("type", "string")))),
                    List.of(),
                    BEGIN);
    private static final List<String> WORDS = List.of(
            "ada",
            "Ada",
            "ÁDA",
            "adalbert",
            "Bob",
            "b",
            "Zoë",
            "Zoe\u0308",
            "zoe",
            "日本",
            "😀x",
            "a_b",
            "100%",
            "x\"y",
            "İzmir",
            "izmir",
            "straße",
            " ada",
            "ａda",
            "\u0301");
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
        // Some attributes hold nothing that can be found.
        if (random.nextBoolean()) profile.put("department", random.nextInt(8) == 0 ? " " : word(random));
        if (random.nextBoolean()) profile.put("age", random.nextInt(5) - 2 + (random.nextBoolean() ? 0.5 : 0));
        if (random.nextBoolean()) profile.put("vip", random.nextBoolean());
        if (random.nextBoolean()) profile.put("tags", List.of(word(random), word(random)));
        if (random.nextBoolean()) profile.put("levels", List.of(random.nextInt(5), random.nextInt(5)));
        if (random.nextInt(3) > 0) profile.put("size", List.of("S", "m", "Zoë").get(random.nextInt(3)));
        var times = new User.Times(
                BEGIN.plusSeconds(random.nextInt(5)),
                BEGIN.plusSeconds(random.nextInt(5)),
                BEGIN.plusSeconds(random.nextInt(2)),
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
        // What is as short is neither nested deeper than the parser reads, nor has too many comparisons.
        Assume.that(asked.text().length() < 700);
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

    @net.jqwik.api.Property(tries = 150)
    @Label("A filter compares exactly what it may compare, and somebody who types a name needs neither case nor marks")
    void filtersAndTyping(
            @ForAll("words") String word,
            @ForAll("filtered") String name,
            @ForAll @IntRange(min = 1, max = 50) int limit,
            @ForAll @IntRange(min = 1, max = 60) int window) {
        var parsed = SearchParser.parse("profile." + name + " eq " + quoted(word), new SearchLanguage(SCHEMA, false));
        var filter = new Matching(assertInstanceOf(Parsed.Read.class, parsed).condition(), Matching.Sense.EXACT, TYPE);
        var begins = new Condition.Compare(
                new Property.Profile(name, Attribute.Type.STRING, false), Condition.Operator.SW, word);
        var typed = new Matching(begins, Matching.Sense.LOOSE, TYPE);
        for (Storage node : NODES) {
            assertEquals(
                    ids(user ->
                            word.equals(user.profile().get(name)) && !fold(word).isEmpty()),
                    walk(node, filter, limit, window),
                    word);
            assertEquals(
                    ids(user -> user.profile().get(name) instanceof String text
                            && !fold(text).isEmpty()
                            && fold(text).startsWith(fold(word))),
                    walk(node, typed, limit, window),
                    word);
        }
    }

    private static List<String> ids(Predicate<User> meant) {
        return users.stream().filter(meant).map(User::id).toList();
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(WORDS);
    }

    @Provide
    Arbitrary<String> filtered() {
        return Arbitraries.of("login", "email", "firstName", "lastName");
    }

    private static List<String> walk(Storage node, Matching where, int limit, int window) {
        return walk(node, where, Optional.empty(), limit, window, true);
    }

    private static List<String> walk(
            Storage node, Condition condition, Optional<Sort> sort, int limit, int window, boolean leavers) {
        var matching = new Matching(condition, Matching.Sense.MARKED, TYPE);
        return walk(node, matching, sort, limit, window, leavers);
    }

    private static List<String> walk(
            Storage node, Matching where, Optional<Sort> sort, int limit, int window, boolean leavers) {
        var ids = new ArrayList<String>();
        Optional<Position> after = Optional.empty();
        do {
            var query = new UserQuery(Optional.of(where), leavers, sort, after, limit, NOW);
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
            case "statusChanged" -> user.times().statusChanged();
            case "profile.vip" -> user.profile().get("vip") instanceof Boolean flag ? flag.toString() : null;
            case "status" -> user.status().name();
            case "created" -> user.times().created();
            case "lastUpdated" -> user.times().lastUpdated();
            case "activated" -> user.times().activated().orElse(null);
            case "profile.age" -> (Comparable<?>) user.profile().get("age");
            default ->
                user.profile().get(sortBy.substring(8)) instanceof String text
                                && !fold(text).isEmpty()
                        ? fold(text)
                        : null;
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
                "profile.size",
                "profile.vip",
                "statusChanged",
                "profile.age");
    }

    @Provide
    Arbitrary<Asked> conditions() {
        return Arbitraries.lazyOf(
                () -> texts(),
                () -> levels(),
                () -> times(),
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
        var names = Arbitraries.of("login", "email", "firstName", "lastName", "department", "size", "tags");
        var operators = Arbitraries.of("eq", "sw", "co", "gt", "ge", "lt", "le");
        return Combinators.combine(names, operators, Arbitraries.of(WORDS))
                .as((name, operator, word) -> new Asked(
                        "profile." + name + " " + operator + " " + quoted(word),
                        user -> texts(user.profile().get(name)).anyMatch(value -> holds(operator, value, word))));
    }

    private static Stream<String> texts(Object value) {
        if (value instanceof List<?> list) return list.stream().map(String.class::cast);
        return value instanceof String text ? Stream.of(text) : Stream.empty();
    }

    /// Marks count where texts are equal or parts of each other, and not where they are put in order; of a text without
    /// a letter there is nothing to find.
    private static boolean holds(String operator, String value, String sought) {
        if (fold(value).isEmpty()) return false;
        return switch (operator) {
            case "eq" -> lower(value).equals(lower(sought));
            case "sw" -> lower(value).startsWith(lower(sought)) && fold(value).startsWith(fold(sought));
            case "co" -> lower(value).contains(lower(sought)) && fold(value).contains(fold(sought));
            default -> ordered(operator, bytes(fold(value), fold(sought)));
        };
    }

    private static String lower(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
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

    private Arbitrary<Asked> levels() {
        return Combinators.combine(
                        Arbitraries.of("eq", "gt", "ge", "lt", "le"),
                        Arbitraries.integers().between(-1, 5))
                .as((operator, number) -> new Asked(
                        "profile.levels " + operator + " " + number,
                        user -> user.profile().get("levels") instanceof List<?> levels
                                && levels.stream()
                                        .anyMatch(level -> ordered(operator, Integer.compare((int) level, number)))));
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
        var statuses = Combinators.combine(
                        Arbitraries.of(Status.values()), Arbitraries.of("eq", "gt", "ge", "lt", "le"))
                .as((status, operator) -> new Asked(
                        "status " + operator + " \"" + status.name().toLowerCase(Locale.ROOT) + '"',
                        user -> ordered(operator, user.standing(NOW).name().compareTo(status.name()))));
        var present = Arbitraries.of("department", "email", "age", "tags", "size")
                .map(name -> new Asked(
                        "profile." + name + " pr",
                        user -> isThere(user.profile().get(name))));
        var vip = Arbitraries.of(true, false)
                .map(flag -> new Asked(
                        "profile.vip eq " + flag,
                        user -> flag.equals(user.profile().get("vip"))));
        var ids = Arbitraries.of(0, 60, 119)
                .map(i -> new Asked(
                        "id eq \"" + users.get(i).id() + '"',
                        user -> user.id().equals(users.get(i).id())));
        var type = Arbitraries.of(TYPE, "oty2").map(id -> new Asked("type.id eq \"" + id + '"', _ -> id.equals(TYPE)));
        return Arbitraries.oneOf(statuses, present, vip, ids, type);
    }

    private static boolean isThere(Object value) {
        if (value instanceof List<?> list) return list.stream().anyMatch(UserSearchProperties::isThere);
        return value instanceof String text ? !fold(text).isEmpty() : value != null;
    }

    private Arbitrary<Asked> times() {
        return Combinators.combine(
                        Arbitraries.of("created", "lastUpdated", "statusChanged", "activated"),
                        Arbitraries.of("eq", "gt", "ge", "lt", "le"),
                        Arbitraries.integers().between(0, 10))
                .as((name, operator, seconds) -> new Asked(
                        name + " " + operator + " \"" + BEGIN.plusSeconds(seconds) + '"',
                        user -> key(user, name) instanceof Instant time
                                && ordered(operator, time.compareTo(BEGIN.plusSeconds(seconds)))));
    }
}
