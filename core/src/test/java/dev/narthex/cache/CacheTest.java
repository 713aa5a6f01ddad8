package dev.narthex.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

final class CacheTest {
    private final Feed feed = new Feed();
    private final Map<String, String> table = new HashMap<>(Map.of("a", "one"));
    private final List<String> loads = new ArrayList<>();
    private Runnable duringLoad = () -> {};
    private final Cache<String, String> cache =
            new Cache<>(feed, 10, this::load).droppedBy("apps", key -> key).clearedBy("policies");

    @Test
    void aValueIsLoadedOnce() {
        assertEquals(Optional.of("one"), cache.get("a"));
        assertEquals(Optional.of("one"), cache.get("a"));
        assertEquals(List.of("a"), loads);
    }

    @Test
    void aChangeOfItsKeyDropsAValue() {
        cache.get("a");
        table.put("a", "two");
        feed.tell("apps", "a");
        assertEquals(Optional.of("two"), cache.get("a"));
    }

    @Test
    void aChangeOfAnotherKeyOrTopicKeepsAValue() {
        cache.get("a");
        feed.tell("apps", "b");
        feed.tell("users", "a");
        cache.get("a");
        assertEquals(List.of("a"), loads);
    }

    @Test
    void aChangeOfAClearingTopicDropsAllValues() {
        cache.get("a");
        feed.tell("policies", "whatever");
        cache.get("a");
        assertEquals(List.of("a", "a"), loads);
    }

    @Test
    void aLostFeedDropsAllValues() {
        cache.get("a");
        feed.tell(Changes.EVERYTHING, "");
        cache.get("a");
        assertEquals(List.of("a", "a"), loads);
    }

    @Test
    void aLoadThatRacedWithItsChangeIsNotRemembered() {
        duringLoad = () -> {
            table.put("a", "two");
            feed.tell("apps", "a");
        };
        assertEquals(Optional.of("one"), cache.get("a"), "read before the change");
        duringLoad = () -> {};
        assertEquals(Optional.of("two"), cache.get("a"));
    }

    @Test
    void absenceIsNotRemembered() {
        assertEquals(Optional.empty(), cache.get("b"));
        table.put("b", "made");
        assertEquals(Optional.of("made"), cache.get("b"));
    }

    @Test
    void nothingIsTakenFromTheCacheWhileTheFeedIsNotFresh() {
        cache.get("a");
        feed.fresh = false;
        table.put("a", "two");
        assertEquals(Optional.of("two"), cache.get("a"));
    }

    @Test
    void nothingIsRememberedWhileTheFeedIsNotFresh() {
        feed.fresh = false;
        cache.get("a");
        feed.fresh = true;
        cache.get("a");
        assertEquals(List.of("a", "a"), loads);
    }

    @Test
    void theNumberOfValuesIsBounded() {
        for (int i = 0; i < 5_000; i++) {
            table.put("k" + i, "v");
            cache.get("k" + i);
        }
        loads.clear();
        for (int i = 0; i < 5_000; i++) {
            cache.get("k" + i);
        }
        assertTrue(loads.size() > 4_000, "loaded again: " + loads.size());
    }

    private Optional<String> load(String key) {
        loads.add(key);
        Optional<String> found = Optional.ofNullable(table.get(key));
        duringLoad.run();
        return found;
    }

    private static final class Feed implements Changes {
        private final List<BiConsumer<String, String>> subscribers = new ArrayList<>();
        private boolean fresh = true;

        @Override
        public void onChange(BiConsumer<String, String> subscriber) {
            subscribers.add(subscriber);
        }

        @Override
        public boolean fresh() {
            return fresh;
        }

        void tell(String topic, String key) {
            subscribers.forEach(subscriber -> subscriber.accept(topic, key));
        }
    }
}
