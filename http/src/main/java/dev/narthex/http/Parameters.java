package dev.narthex.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Decoded parameters of a query or a form, in the order in which they came.
///
/// A parameter without a value counts as omitted (RFC 6749 §3.1), and a name that came twice is never silently
/// resolved: [#first] answers with the first, and [#repeated] names the culprits.
public final class Parameters {
    public static final Parameters NONE = new Parameters(new LinkedHashMap<>());

    private final SequencedMap<String, List<String>> values;

    private Parameters(SequencedMap<String, List<String>> values) {
        this.values = values;
    }

    public static Parameters of(SequencedMap<String, List<String>> values) {
        var copy = new LinkedHashMap<String, List<String>>();
        values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        return new Parameters(copy);
    }

    /// For values known beforehand, each name once.
    public static Parameters of(Map<String, String> values) {
        var all = new LinkedHashMap<String, List<String>>();
        values.forEach((name, value) -> all.put(name, List.of(value)));
        return new Parameters(all);
    }

    public Optional<String> first(String name) {
        var all = values.get(name);
        return all == null || all.getFirst().isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    public SequencedSet<String> names() {
        return values.sequencedKeySet();
    }

    /// Names that came more than once.
    public List<String> repeated() {
        var names = new ArrayList<String>();
        values.forEach((name, all) -> {
            if (all.size() > 1) names.add(name);
        });
        return names;
    }

    /// All but those of these names.
    public Parameters without(Collection<String> names) {
        var left = new LinkedHashMap<>(values);
        left.keySet().removeAll(names);
        return new Parameters(left);
    }

    /// With this value in place of whatever has the name.
    public Parameters with(String name, String value) {
        var more = new LinkedHashMap<>(values);
        more.put(name, List.of(value));
        return new Parameters(more);
    }

    /// These and the others; of a name that both have, the others' values alone.
    public Parameters overlaidBy(Parameters others) {
        var more = new LinkedHashMap<>(values);
        more.putAll(others.values);
        return new Parameters(more);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /// The first value of each name that has one.
    public SequencedMap<String, String> asMap() {
        var map = new LinkedHashMap<String, String>();
        for (String name : values.keySet()) first(name).ifPresent(value -> map.put(name, value));
        return map;
    }
}
