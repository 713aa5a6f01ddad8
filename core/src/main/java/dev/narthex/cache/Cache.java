package dev.narthex.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Remembers a bounded number of values, and forgets each when the feed of changes says so.
///
/// What is returned was true less than a second ago, on every node: while the feed is not fresh, values are loaded
/// for each question and none is remembered. A value whose load overlapped a change is returned to its caller and not
/// remembered. Absence is not remembered either, so that strangers cannot fill the cache with names they made up.
public final class Cache<K, V> {
    private final Changes changes;
    private final Function<K, Optional<V>> load;
    private final com.github.benmanes.caffeine.cache.Cache<K, V> values;
    private final AtomicLong dropped = new AtomicLong();

    /// A cache of at most `entries` values, which it gets by `load`.
    public Cache(Changes changes, long entries, Function<K, Optional<V>> load) {
        this.changes = changes;
        this.load = load;
        this.values = Caffeine.newBuilder().maximumSize(entries).build();
        clearedBy(Changes.EVERYTHING);
    }

    /// A change of `topic` drops the value of the key that `keyOf` makes of the change's key.
    public Cache<K, V> droppedBy(String topic, Function<String, K> keyOf) {
        changes.onChange((changed, key) -> {
            if (changed.equals(topic)) {
                dropped.incrementAndGet();
                values.invalidate(keyOf.apply(key));
            }
        });
        return this;
    }

    /// A change of `topic` drops all values.
    public Cache<K, V> clearedBy(String topic) {
        changes.onChange((changed, _) -> {
            if (changed.equals(topic)) {
                dropped.incrementAndGet();
                values.invalidateAll();
            }
        });
        return this;
    }

    /// The value of `key`, remembered or loaded.
    public Optional<V> get(K key) {
        if (!changes.fresh()) {
            return load.apply(key);
        }
        V known = values.getIfPresent(key);
        return known != null ? Optional.of(known) : loaded(key);
    }

    /// Drops the value here, because this node knows better; other nodes keep theirs.
    public void forget(K key) {
        dropped.incrementAndGet();
        values.invalidate(key);
    }

    private Optional<V> loaded(K key) {
        long before = dropped.get();
        Optional<V> value = load.apply(key);
        value.ifPresent(found -> remember(key, found, before));
        return value;
    }

    /// A drop counts up before it drops. So either it drops what is put here, or the count has moved when it is
    /// compared.
    private void remember(K key, V value, long before) {
        values.put(key, value);
        if (dropped.get() != before) {
            values.invalidate(key);
        }
    }
}
