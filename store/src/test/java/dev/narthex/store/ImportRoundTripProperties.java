package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.narthex.groups.Group;
import dev.narthex.id.Ids;
import dev.narthex.imports.Content;
import dev.narthex.imports.ExportStore.Exported;
import dev.narthex.imports.Format;
import dev.narthex.imports.GroupNames;
import dev.narthex.imports.ImportStore.Count;
import dev.narthex.imports.ImportStore.Refusal;
import dev.narthex.imports.Opening;
import dev.narthex.imports.RowReader;
import dev.narthex.imports.UserExport;
import dev.narthex.imports.UserImport;
import dev.narthex.imports.UserImport.Outcome;
import dev.narthex.imports.Wishes;
import dev.narthex.password.Argon2Cost;
import dev.narthex.password.HashGate;
import dev.narthex.password.Passwords;
import dev.narthex.password.StoredPassword;
import dev.narthex.store.database.PostgresForTests;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Who is exported from one database and imported into another is the same there: attributes, status, groups, password.
final class ImportRoundTripProperties {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Ids IDS = new Ids(CLOCK, new Random(5));
    private static final UserSchema SCHEMA = UserSchema.initial(NOW)
            .with(
                    List.of(
                            new Attribute("age", false, Map.of("type", "integer")),
                            new Attribute("height", false, Map.of("type", "number")),
                            new Attribute("vip", false, Map.of("type", "boolean")),
                            new Attribute("tags", false, Map.of("type", "array", "items", Map.of("type", "string")))),
                    List.of(),
                    NOW);
    private static final List<StoredPassword> PASSWORDS = List.of(
            StoredPassword.HOOK,
            new StoredPassword("$2b$04$......................LAtw7/ohmmBAhnXqmkuIz83Rl5Qdjhm"),
            new StoredPassword("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    private static final List<Storage> NODES = new ArrayList<>();
    private static final HashGate GATE = HashGate.forProcessors(2);
    private static int round;

    @BeforeContainer
    static void open() throws IOException {
        for (int i = 0; i < 2; i++) {
            var folder = Files.createTempDirectory("narthex");
            NODES.add(Storage.open("sqlite:" + folder.resolve("narthex.db"), new Random(i)));
        }
        for (int i = 0; i < 2; i++) NODES.add(Storage.open(PostgresForTests.freshDatabase(), new Random(i)));
    }

    @AfterContainer
    static void close() {
        NODES.forEach(Storage::close);
        NODES.clear();
        GATE.close();
    }

    /// A person without id and login.
    record Draft(
            Map<String, Object> profile,
            Status status,
            Optional<StoredPassword> password,
            Set<String> groups,
            boolean verified) {}

    @Property(tries = 25)
    @Label("Import, then export, gives the same users on both databases")
    void roundTrip(@ForAll("people") List<Draft> people) throws IOException {
        round++;
        // Out of each kind of database into both.
        for (int from : List.of(0, 2)) {
            for (int to : List.of(1, 3)) {
                fill(NODES.get(from), people, to);
                bring(export(NODES.get(from)), NODES.get(to));
                assertEquals(people.size(), standing(NODES.get(to)).size());
                assertEquals(standing(NODES.get(from)), standing(NODES.get(to)));
                empty(NODES.get(from));
                empty(NODES.get(to));
            }
        }
    }

    private static void fill(Storage storage, List<Draft> people, int salt) {
        for (int i = 0; i < people.size(); i++) {
            var draft = people.get(i);
            var profile = new HashMap<>(draft.profile());
            profile.put("login", "u" + round + "-" + i + "-" + salt + "@example.org");
            var times = new User.Times(NOW, NOW, NOW, Optional.empty(), Optional.empty(), Optional.empty());
            var user = new User(IDS.next("00u"), draft.status(), profile, times, 1)
                    .provenBy(User.Credentials.NONE.withEmailVerified(draft.verified()));
            var groups =
                    draft.groups().stream().map(name -> group(storage, name)).collect(Collectors.toSet());
            storage.users().create(new NewUser(user, draft.password(), groups));
        }
    }

    private static String group(Storage storage, String name) {
        return storage.groups().byName(name).map(Group::id).orElseGet(() -> {
            String id = IDS.next("00g");
            storage.groups().create(new Group(id, name, Optional.empty(), false, NOW, NOW));
            return id;
        });
    }

    private static void empty(Storage storage) {
        storage.users()
                .page(Optional.empty(), 1_000)
                .forEach(user -> storage.users().delete(user.id()));
    }

    private static byte[] export(Storage storage) throws IOException {
        var out = new ByteArrayOutputStream();
        new UserExport(storage.exports(), true).write(out, _ -> {});
        return out.toByteArray();
    }

    private static void bring(byte[] file, Storage storage) {
        var wishes = new Wishes(false, false, true, true);
        var passwords = new Passwords(new Argon2Cost(8, 1, 1), GATE, new SecureRandom());
        var names = new GroupNames(storage.groups(), IDS, CLOCK, wishes);
        var reader = new RowReader(new RowReader.Means(passwords, IDS, CLOCK), SCHEMA, names, wishes);
        var opening =
                Format.JSONL.open(new Content(IDS.next("imp"), file.length, new ByteArrayInputStream(file)), SCHEMA);
        var source = assertInstanceOf(Opening.Opened.class, opening).source();
        var refused = new ArrayList<Refusal>();
        var outcome = new UserImport(reader, storage.imports(), CLOCK, wishes, 3)
                .run(source, "", new UserImport.Listener() {
                    @Override
                    public void refused(Refusal refusal) {
                        refused.add(refusal);
                    }

                    @Override
                    public boolean landed(Count count, double progress) {
                        return true;
                    }
                });
        assertEquals(List.of(), refused);
        assertInstanceOf(Outcome.Finished.class, outcome);
    }

    /// What has to be the same of everybody.
    private record Standing(
            Map<String, Object> profile,
            Status status,
            boolean verified,
            Optional<StoredPassword> password,
            Set<String> groups) {
        static Standing of(Exported each) {
            return new Standing(
                    each.user().profile(),
                    each.user().status(),
                    each.user().credentials().emailVerified(),
                    each.password(),
                    Set.copyOf(each.groups()));
        }
    }

    private static Set<Standing> standing(Storage storage) {
        return storage.exports().page(Optional.empty(), 1_000).stream()
                .map(Standing::of)
                .collect(Collectors.toSet());
    }

    @Provide
    Arbitrary<List<Draft>> people() {
        var draft = Combinators.combine(
                        profiles(),
                        statuses(),
                        Arbitraries.of("Readers", "Writers; all", "\"Q\"", "日本")
                                .set()
                                .ofMaxSize(3),
                        Arbitraries.of(true, false))
                .as((profile, status, groups, verified) ->
                        new Draft(profile, status.get1(), status.get2(), groups, verified));
        return draft.list().ofMaxSize(8);
    }

    private static Arbitrary<Tuple.Tuple2<Status, Optional<StoredPassword>>> statuses() {
        Arbitrary<Optional<StoredPassword>> some = Arbitraries.of(PASSWORDS).map(Optional::of);
        Arbitrary<Optional<StoredPassword>> none = Arbitraries.just(Optional.empty());
        var any = Arbitraries.oneOf(some, none);
        return Arbitraries.of(
                        Status.STAGED,
                        Status.PROVISIONED,
                        Status.ACTIVE,
                        Status.RECOVERY,
                        Status.PASSWORD_EXPIRED,
                        Status.SUSPENDED,
                        Status.DEPROVISIONED)
                .flatMap(status -> (status == Status.ACTIVE || status == Status.PASSWORD_EXPIRED ? some : any)
                        .map(password -> Tuple.of(status, password)));
    }

    private static Arbitrary<Map<String, Object>> profiles() {
        var text = Arbitraries.strings()
                .withChars("aé\"\\,;=\n\t 日\uD83D\uDE00")
                .ofMinLength(1)
                .ofMaxLength(10)
                .filter(it -> it.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE))
                .filter(it -> !it.isBlank());
        var custom = IntStream.range(0, 8)
                .mapToObj(i ->
                        Map.<String, Object>of("age", i * 1_000_000_000L - 3, "height", i / 3.0, "vip", i % 2 == 0))
                .toList();
        return Combinators.combine(text, text, text.list().ofMaxSize(3), Arbitraries.of(custom))
                .as((first, last, tags, more) -> {
                    var profile = new HashMap<String, Object>(more);
                    profile.putAll(Map.of("firstName", first, "lastName", last, "email", "a@example.org"));
                    profile.put("tags", tags);
                    return profile;
                });
    }
}
