package dev.narthex.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Keeps lists whose order counts, from 1 on.
final class Places {
    private Places() {}

    static <T> int of(List<T> all, T one, Function<T, String> id) {
        for (int i = 0; i < all.size(); i++) if (id.apply(all.get(i)).equals(id.apply(one))) return i + 1;
        throw new IllegalArgumentException("not in the list");
    }

    /// Puts `one` at a place, or last; where it is there already and no place is given, it stays.
    ///
    /// @param fixed how many at the end nothing is put behind
    static <T> List<T> put(List<T> all, T one, Function<T, String> id, Optional<Integer> place, int fixed) {
        var others = new ArrayList<T>();
        int before = -1;
        for (T each : all) {
            if (id.apply(each).equals(id.apply(one))) before = others.size();
            else others.add(each);
        }
        int last = Math.max(0, others.size() - fixed);
        int at = place.map(it -> Math.clamp(it - 1, 0, last)).orElse(before >= 0 ? before : last);
        others.add(at, one);
        return others;
    }
}
