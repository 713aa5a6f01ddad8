package dev.narthex.store.database;

import dev.narthex.cache.Changes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries changes from the writer to those who remember things.
abstract sealed class Feed implements Changes, AutoCloseable permits LocalFeed, SharedFeed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final List<BiConsumer<String, String>> subscribers = new CopyOnWriteArrayList<>();

    @Override
    public final void onChange(BiConsumer<String, String> subscriber) {
        subscribers.add(subscriber);
    }

    /// Writes `changes` down for other nodes, as the last thing in their transaction.
    abstract void record(Handle handle, List<Change> changes);

    /// Tells the subscribers of this node; called after the commit and before any writer hears of it.
    void tell(List<Change> changes) {
        changes.forEach(change -> subscribers.forEach(subscriber -> tell(subscriber, change)));
    }

    @Override
    public void close() {}

    // A subscriber's mistake must not undo a commit in the eyes of those who wait for it.
    private static void tell(BiConsumer<String, String> subscriber, Change change) {
        try {
            subscriber.accept(change.topic(), change.key());
        } catch (RuntimeException e) {
            LOG.error("a subscriber threw when told of {}", change.topic(), e);
        }
    }
}
