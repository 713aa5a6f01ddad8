package dev.narthex.store.database;

/// One thing that has changed. `id` tells it from every other change, on every node.
record Change(long id, String topic, String key) {}
