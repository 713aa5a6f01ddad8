package dev.narthex.store.database;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/// The transaction that a unit of work takes part in, together with others.
public final class Tx {
    private final Handle handle;
    private final RandomGenerator random;
    private final List<Change> changes = new ArrayList<>();

    Tx(Handle handle, RandomGenerator random) {
        this.handle = handle;
        this.random = random;
    }

    public Handle handle() {
        return handle;
    }

    /// Tells every node, once this transaction is committed, that what `topic` and `key` name has changed.
    public void changed(String topic, String key) {
        changes.add(new Change(random.nextLong(), topic, key));
    }

    List<Change> changes() {
        return changes;
    }
}
