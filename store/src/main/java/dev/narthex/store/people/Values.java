package dev.narthex.store.people;

import java.util.HashMap;
import java.util.Map;

/// The values of a statement that is put together: each gets a name of its own.
final class Values {
    private final Map<String, Object> bound = new HashMap<>();

    /// The place of the value in the statement.
    String bind(Object value) {
        String name = "v" + bound.size();
        bound.put(name, value);
        return ":" + name;
    }

    Map<String, Object> all() {
        return bound;
    }
}
