package dev.narthex.store.database;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// The feed of a database that belongs to this process alone: what changes, changes here.
final class LocalFeed extends Feed {
    @Override
    void record(Handle handle, List<Change> changes) {}

    @Override
    public boolean fresh() {
        return true;
    }
}
