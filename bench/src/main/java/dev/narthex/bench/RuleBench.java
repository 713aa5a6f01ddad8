package dev.narthex.bench;

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
import java.io.PrintStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// What rules of groups cost: people brought in without a rule and with one that holds for every second of them,
/// and a rule that begins when everybody is there. In this process, without HTTP and hashing; beside it, as the
/// measure, what it takes to write the people themselves.
final class RuleBench {
    private static final int PEOPLE = 20_000;
    private static final int BATCH = 1_000;
    private static final Wishes WISHES = new Wishes(false, false, false, true);

    private final Options options;
    private final Report report;
    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(InstantSource.system(), random);

    RuleBench(Options options, PrintStream out) {
        this.options = options;
        this.report = new Report(out);
    }

    private record Figures(double without, double with, double activation, double slowest) {}

    void run() throws Exception {
        var folder = Files.createTempDirectory("narthex-bench");
        try (var database = BenchDatabase.open(options.postgresql())) {
            Machine.describe(report, Runtime.getRuntime().availableProcessors(), database.name());
            measure(database.another(folder));
            var rounds = new ArrayList<Figures>();
            for (int i = 0; i < options.rounds(); i++) rounds.add(measure(database.another(folder)));
            report.line("");
            report.heading(PEOPLE + " people", options.rounds());
            row("brought in a second, no rule", "%.0f", rounds, Figures::without);
            row("brought in a second, one rule that holds for half", "%.0f", rounds, Figures::with);
            row("looked at a second when a rule begins", "%.0f", rounds, Figures::activation);
            row("**looked at ÷ brought in**", "%.2f", rounds, it -> it.activation() / it.without());
            row("the longest slice, ms", "%.0f", rounds, Figures::slowest);
        } finally {
            Folders.delete(folder);
        }
    }

    private void row(String name, String format, List<Figures> rounds, ToDoubleFunction<Figures> value) {
        report.runs(name, format, rounds.stream().map(value::applyAsDouble).toList());
    }

    private Figures measure(String url) {
        try (var storage = Storage.open(url, random)) {
            double without = bring(storage, "first");
            String rule = begin(storage);
            double slowest = 0;
            long looked = 0;
            long begun = System.nanoTime();
            boolean more = true;
            while (more) {
                long before = System.nanoTime();
                // Past the time that several nodes would need to hear of it.
                var slice = storage.groupRules().advance(Instant.now().plus(Duration.ofMinutes(1)));
                slowest = Math.max(slowest, (System.nanoTime() - before) / 1e6);
                more = slice.isPresent();
                looked += slice.map(it -> (long) it.looked()).orElse(0L);
            }
            double activation = looked / seconds(begun);
            double with = bring(storage, "second");
            storage.groupRules().deactivate(rule, Instant.now());
            return new Figures(without, with, activation, slowest);
        }
    }

    private String begin(Storage storage) {
        Instant now = Instant.now();
        var group = new Group(ids.next("00g"), "Sales", Optional.empty(), false, now, now);
        storage.groups().create(group);
        var condition = new Condition("user.department == \"Sales\"", Set.of(), Set.of());
        var rule = new GroupRule(ids.next("0pr"), "Sales", Status.INACTIVE, condition, List.of(group.id()), now, now);
        storage.groupRules().create(rule);
        storage.groupRules().activate(rule.id(), now);
        return rule.id();
    }

    /// How many a second.
    private double bring(Storage storage, String name) {
        storage.imports().begin(name, name, Instant.now());
        long begun = System.nanoTime();
        for (int from = 0; from < PEOPLE; from += BATCH) {
            var batch = new Batch(name, from, from + BATCH, people(from), List.of(), WISHES);
            storage.imports().land(batch, Instant.now()).orElseThrow();
        }
        return PEOPLE / seconds(begun);
    }

    private List<Newcomer> people(int from) {
        var people = new ArrayList<Newcomer>();
        for (int i = from; i < from + BATCH; i++) {
            Instant now = Instant.now();
            String id = ids.next("00u");
            String login = id + "@example.org";
            Map<String, Object> profile = Map.of(
                    "login",
                    login,
                    "email",
                    login,
                    "firstName",
                    "Ada",
                    "lastName",
                    "Byron",
                    "department",
                    i % 2 == 0 ? "Sales" : "Research");
            var times = new User.Times(now, now, now, Optional.of(now), Optional.empty(), Optional.empty());
            var user = new User(id, User.Status.ACTIVE, profile, times, 1);
            people.add(new Newcomer(new Place(i, 0), new NewUser(user, Optional.empty(), Set.of()), profile.keySet()));
        }
        return people;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
