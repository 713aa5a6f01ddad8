package dev.narthex.servers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Keeps policies, and rules of a policy, in one gapless order from 1: who is put at a place moves the others on.
record Ranking<T>(Function<T, String> id, ToIntFunction<T> priority, BiFunction<T, Integer, T> withPriority) {

    List<T> ordered(List<T> all) {
        return all.stream().sorted(Comparator.comparingInt(priority)).toList();
    }

    /// Puts `one` at a place, or last; where it is there already, its former self goes, and without a place it stays.
    List<T> place(List<T> all, T one, Optional<Integer> place) {
        var others = new ArrayList<>(ordered(all));
        int before = position(others, one);
        if (before >= 0) others.remove(before);
        int last = others.size();
        int at = place.map(it -> it - 1).orElse(before >= 0 ? before : last);
        others.add(Math.clamp(at, 0, last), one);
        return numbered(others);
    }

    List<T> without(List<T> all, T one) {
        return numbered(ordered(all).stream()
                .filter(other -> !id.apply(other).equals(id.apply(one)))
                .toList());
    }

    /// The part of that id, with the priority it has in the list.
    Optional<T> find(List<T> all, String wanted) {
        return all.stream().filter(each -> id.apply(each).equals(wanted)).findFirst();
    }

    private int position(List<T> ordered, T one) {
        for (int i = 0; i < ordered.size(); i++) if (id.apply(ordered.get(i)).equals(id.apply(one))) return i;
        return -1;
    }

    private List<T> numbered(List<T> ordered) {
        var numbered = new ArrayList<T>(ordered.size());
        for (T each : ordered) numbered.add(withPriority.apply(each, numbered.size() + 1));
        return numbered;
    }
}
