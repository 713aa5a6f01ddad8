package dev.narthex.store;

import dev.narthex.id.Ids;
import dev.narthex.store.database.DatabaseUrl;
import dev.narthex.store.database.Dialect;
import dev.narthex.store.database.PostgresForTests;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What every contract of a store is held on: each test runs on SQLite and on PostgreSQL, in a database of the class's
/// own. On PostgreSQL two nodes share it.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(60)
abstract class StoreContract {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123Z");
    static final Ids IDS = new Ids(InstantSource.fixed(NOW), new Random(42));

    private static final int RACERS = 32;
    private static final List<Storage> NODES = new ArrayList<>();
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    static Storage storage;
    private static String url;

    @Parameter
    Dialect dialect;

    /// Opens the database of the test class once for each dialect.
    @BeforeParameterizedClassInvocation
    static void open(Dialect dialect) throws IOException {
        switch (dialect) {
            case SQLITE -> open("sqlite:" + Files.createTempDirectory("narthex").resolve("narthex.db"));
            case POSTGRESQL -> {
                String url = PostgresForTests.freshDatabase();
                open(url);
                open(url);
            }
        }
        storage = NODES.getFirst();
        storage.changes().onChange((topic, key) -> HEARD.add(topic + " " + key));
    }

    @AfterParameterizedClassInvocation
    static void close() {
        NODES.forEach(Storage::close);
        NODES.clear();
    }

    @BeforeEach
    void forgetWhatWasHeard() {
        HEARD.clear();
    }

    /// Does to the database what no store does.
    static void raw(String... statements) {
        var place = DatabaseUrl.parse(url);
        try (var connection = switch (place) {
                    case DatabaseUrl.Sqlite(var file) -> DriverManager.getConnection("jdbc:sqlite:" + file);
                    case DatabaseUrl.Postgresql(var jdbc, var user, var password) ->
                        DriverManager.getConnection(jdbc, user, password);
                };
                var sql = connection.createStatement()) {
            for (String statement : statements) sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void open(String url) {
        StoreContract.url = url;
        NODES.add(Storage.open(url, new Random(NODES.size())));
    }

    /// What was told since the test began, each change once.
    static Set<String> heard() {
        return Set.copyOf(HEARD);
    }

    interface Racer<T> {
        T run(Storage node, int number) throws Exception;
    }

    /// Lets 32 threads loose at once, spread over all nodes, and collects what each was answered.
    static <T> List<T> race(Racer<T> racer) throws Exception {
        var start = new CountDownLatch(1);
        List<Future<T>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < RACERS; i++) {
                int number = i;
                answers.add(threads.submit(() -> {
                    start.await();
                    return racer.run(NODES.get(number % NODES.size()), number);
                }));
            }
            start.countDown();
        }
        List<T> collected = new ArrayList<>();
        for (Future<T> answer : answers) {
            collected.add(answer.get());
        }
        return collected;
    }

    static User user(String login) {
        var profile = Map.<String, Object>of("login", login, "firstName", "Ada", "lastName", "Lovelace");
        var times = new User.Times(NOW, NOW, NOW, Optional.of(NOW), Optional.empty(), Optional.empty());
        return new User(IDS.next("00u"), User.Status.ACTIVE, profile, times, 1);
    }

    static User storedUser(String login) {
        User user = user(login);
        storage.users().create(new UserStore.NewUser(user, Optional.empty(), Set.of()));
        return user;
    }
}
