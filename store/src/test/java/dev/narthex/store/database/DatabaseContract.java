package dev.narthex.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What reading and writing promise, whatever the database.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseContract {
    Database database;

    abstract DatabaseUrl url();

    @BeforeAll
    void open() {
        database = Database.open(url(), new Random(1));
        database.write(tx -> tx.handle().execute("CREATE TABLE notes (id BIGINT PRIMARY KEY, text TEXT NOT NULL)"));
    }

    @BeforeEach
    void empty() {
        database.write(tx -> tx.handle().execute("DELETE FROM notes"));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void whatWasWrittenIsReadByTheNextReader() {
        for (int id = 0; id < 200; id++) {
            note(id);
            assertEquals(id + 1, count());
        }
    }

    @Test
    void aStatementWorksAgainAfterItFailedAndKeepsNothingOfBefore() {
        note(1);
        assertThrows(
                JdbiException.class,
                () -> database.write(tx -> {
                    assertThrows(JdbiException.class, () -> insert(tx, 1, "again"));
                    return insert(tx, 1, "once more");
                }));
        database.write(tx -> insert(tx, 2, "two"));
        assertThrows(JdbiException.class, () -> database.write(tx -> insert(tx, 3, null)));
        database.write(tx -> insert(tx, 3, "three"));
        assertEquals(3, count());
    }

    private static int insert(Tx tx, long id, String text) {
        return tx.handle().execute("INSERT INTO notes (id, text) VALUES (?, ?)", id, text);
    }

    @Test
    void aStatementMayBeAskedAgainWhileItsAnswerIsRead() {
        for (int id = 0; id < 3; id++) note(id);
        String sql = "SELECT id FROM notes ORDER BY id";
        var pairs = database.<List<String>>read(handle -> {
            var found = new ArrayList<String>();
            for (long outer : handle.createQuery(sql).mapTo(Long.class)) {
                for (long inner : handle.createQuery(sql).mapTo(Long.class)) found.add(outer + " " + inner);
            }
            return found;
        });
        assertEquals(List.of("0 0", "0 1", "0 2", "1 0", "1 1", "1 2", "2 0", "2 1", "2 2"), pairs);
    }

    @Test
    void anAnswerThatWasNotReadToItsEndHoldsNothingUp() {
        for (int id = 0; id < 50; id++) {
            note(id);
            assertEquals(
                    id,
                    database.<Long>read(handle -> handle.createQuery("SELECT id FROM notes ORDER BY id DESC")
                            .mapTo(Long.class)
                            .findFirst()
                            .orElseThrow()));
        }
    }

    @Test
    void callersWhoWaitShareATransaction() throws Exception {
        Set<Tx> transactions = ConcurrentHashMap.newKeySet();
        var results = atOnce(
                32,
                id -> database.write(tx -> {
                    transactions.add(tx);
                    return insert(tx, id);
                }));
        assertEquals(32, results.size());
        assertEquals(32, count());
        assertEquals(1, transactions.size());
    }

    @Test
    void commitsThatServeSeveralBeginApart() throws Exception {
        Map<Tx, Integer> units = new ConcurrentHashMap<>();
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> caller = () -> {
                for (int i = 0; i < 50; i++) database.write(tx -> units.merge(tx, 1, Integer::sum));
                return null;
            };
            threads.invokeAll(Collections.nCopies(8, caller));
        }
        long elapsed = System.nanoTime() - begun;
        assertEquals(400, units.values().stream().mapToInt(Integer::intValue).sum());
        long shared = units.values().stream().filter(count -> count > 1).count();
        assertTrue(shared <= elapsed / Writer.APART + 2, shared + " commits in " + elapsed + " ns");
    }

    @Test
    void aUnitThatThrowsTakesNoOtherWithIt() throws Exception {
        var mistake = new IllegalStateException("number 7 is wrong");
        var results = atOnce(
                32,
                id -> database.write(tx -> {
                    insert(tx, id);
                    if (id == 7) {
                        throw mistake;
                    }
                    return id;
                }));
        assertSame(
                mistake,
                assertThrows(ExecutionException.class, results.get(7)::get).getCause());
        results.remove(7);
        for (Future<Integer> other : results) {
            other.get();
        }
        assertEquals(31, count(), "and the one that threw left nothing behind");
    }

    @Test
    void aStatementThatFailsTakesNoOtherWithIt() throws Exception {
        note(7);
        var results = atOnce(16, id -> database.write(tx -> insert(tx, id)));
        assertThrows(ExecutionException.class, results.get(7)::get);
        assertEquals(16, count());
    }

    @Test
    void aUnitThatHidesAFailedStatementTakesNoOtherWithIt() throws Exception {
        note(7);
        var results = atOnce(
                16,
                id -> database.write(tx -> {
                    try {
                        return insert(tx, id);
                    } catch (JdbiException _) {
                        return -1;
                    }
                }));
        results.remove(7);
        for (Future<Integer> other : results) {
            assertEquals(1, other.get());
        }
        assertEquals(16, count());
    }

    @Test
    void anErrorOfAUnitReachesItsCaller() {
        assertThrows(
                StackOverflowError.class,
                () -> database.write(tx -> {
                    throw new StackOverflowError();
                }));
        note(1);
        assertEquals(1, count());
    }

    @Test
    void aWriteInsideAWriteIsRefused() {
        assertThrows(
                IllegalStateException.class,
                () -> database.write(tx -> {
                    note(1);
                    return null;
                }));
    }

    @Test
    void aChangeIsToldBeforeItsWriteReturns() {
        List<String> heard = new ArrayList<>();
        database.changes().onChange((topic, key) -> heard.add(topic + " " + key));
        database.write(tx -> {
            tx.changed("apps", "0oa1");
            return insert(tx, 1);
        });
        assertEquals(List.of("apps 0oa1"), List.copyOf(heard));
    }

    @Test
    void aChangeThatWasRolledBackIsNotTold() {
        List<String> heard = new ArrayList<>();
        database.changes().onChange((topic, _) -> heard.add(topic));
        assertThrows(
                IllegalStateException.class,
                () -> database.write(tx -> {
                    tx.changed("rolled-back", "");
                    throw new IllegalStateException();
                }));
        note(1);
        assertEquals(List.of(), heard);
    }

    @Test
    void aSubscriberThatThrowsHarmsNoWriter() {
        var once = new CountDownLatch(1);
        database.changes().onChange((topic, _) -> {
            if (topic.equals("harm")) {
                once.countDown();
                throw new IllegalStateException("thrown by a subscriber, for the test");
            }
        });
        database.write(tx -> {
            tx.changed("harm", "");
            return insert(tx, 1);
        });
        assertEquals(0, once.getCount());
        assertEquals(1, count());
    }

    @Test
    void closingWritesWhatWaitsAndRefusesTheRest() throws Exception {
        var other = new Writer(jdbi(), new LocalFeed(), new Random(2));
        List<Future<Integer>> results = new ArrayList<>();
        whileHeld(other::write, threads -> {
            for (int id = 0; id < 20; id++) {
                int number = id;
                results.add(threads.submit(() -> other.write(tx -> insert(tx, number))));
            }
            until(() -> other.waiting() == 20);
            threads.submit(other::close);
            until(() -> other.waiting() == 21);
        });
        for (Future<Integer> result : results) {
            assertEquals(1, result.get());
        }
        assertEquals(20, count());
        assertThrows(Unavailable.class, () -> other.write(tx -> insert(tx, 99)));
    }

    @Test
    void whenTooManyWaitTheNextIsToldSo() throws Exception {
        try (var other = new Writer(jdbi(), new LocalFeed(), new Random(2))) {
            whileHeld(other::write, threads -> {
                for (int i = 0; i < Writer.WAITING; i++) {
                    threads.submit(() -> other.write(_ -> 0));
                }
                until(() -> other.waiting() == Writer.WAITING);
                assertThrows(Unavailable.class, () -> other.write(_ -> 0));
            });
            assertEquals(0, other.<Integer>write(_ -> 0));
        }
    }

    abstract Jdbi jdbi();

    final void note(int id) {
        database.write(tx -> insert(tx, id));
    }

    final int count() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM notes")
                .map((row, _) -> row.getInt(1))
                .one());
    }

    static int insert(Tx tx, int id) {
        return tx.handle().execute("INSERT INTO notes (id, text) VALUES (?, ?)", id, "note " + id);
    }

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain");
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    static int await(CountDownLatch gate) {
        try {
            gate.await();
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    interface Numbered {
        int with(int id) throws Exception;
    }

    interface Scene {
        void play(ExecutorService threads) throws Exception;
    }

    /// Starts as many callers, and lets the writer go when all of them wait for it.
    private List<Future<Integer>> atOnce(int callers, Numbered call) throws Exception {
        List<Future<Integer>> results = new ArrayList<>();
        whileHeld(database::write, threads -> {
            for (int id = 0; id < callers; id++) {
                int number = id;
                Callable<Integer> one = () -> call.with(number);
                results.add(threads.submit(one));
            }
            until(() -> database.waiting() == callers);
        });
        return results;
    }

    /// Plays a scene while the writer is held up by a unit of its own.
    private static void whileHeld(Consumer<Function<Tx, Integer>> writer, Scene scene) throws Exception {
        var held = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> writer.accept(_ -> {
                held.countDown();
                return await(gate);
            }));
            try {
                assertTrue(held.await(10, TimeUnit.SECONDS));
                scene.play(threads);
            } finally {
                gate.countDown();
            }
        }
    }
}
