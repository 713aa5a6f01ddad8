package dev.narthex.expression.function;

import static dev.narthex.expression.function.Builtin.Arity.atLeast;
import static dev.narthex.expression.function.Builtin.Arity.exactly;

import java.util.ArrayList;
import java.util.List;

/// `Arrays.…`. Nothing is an empty list, and a text is a list with commas between the items.
final class ArrayFunctions {
    static final List<Builtin> ALL = List.of(
            new Builtin("Arrays.add", exactly(2), ArrayFunctions::add),
            new Builtin("Arrays.remove", exactly(2), ArrayFunctions::remove),
            new Builtin("Arrays.clear", exactly(1), _ -> List.of()),
            new Builtin("Arrays.get", exactly(2), in -> item(in.list(0), in.index(1))),
            new Builtin("Arrays.flatten", atLeast(1), ArrayFunctions::flatten),
            new Builtin(
                    "Arrays.contains",
                    exactly(2),
                    in -> in.list(0).stream().anyMatch(item -> Values.same(item, in.value(1)))),
            new Builtin("Arrays.size", exactly(1), in -> (long) in.list(0).size()),
            new Builtin("Arrays.isEmpty", exactly(1), in -> in.list(0).isEmpty()),
            new Builtin("Arrays.toCsvString", exactly(1), ArrayFunctions::toCsv));

    private ArrayFunctions() {}

    private static List<Object> add(Arguments in) {
        var items = new ArrayList<Object>(in.list(0));
        items.add(in.value(1));
        return items;
    }

    private static List<Object> remove(Arguments in) {
        var items = new ArrayList<Object>(in.list(0));
        items.removeIf(item -> Values.same(item, in.value(1)));
        return items;
    }

    /// Nothing, where there is no such item.
    private static Object item(List<?> items, int at) {
        return at >= 0 && at < items.size() ? items.get(at) : null;
    }

    private static List<Object> flatten(Arguments in) {
        var flat = new ArrayList<Object>();
        flatten(in.values(), flat, in.budget());
        return flat;
    }

    /// As deep as expressions can make lists, which has its bound.
    private static void flatten(List<?> items, List<Object> flat, Budget budget) {
        budget.spend(items.size());
        for (Object item : items) {
            if (item instanceof List<?> inner) flatten(inner, flat, budget);
            else if (item != null) flat.add(item);
        }
    }

    private static String toCsv(Arguments in) {
        if (in.absent(0)) return null;
        var texts = in.list(0).stream()
                .map(item -> item == null ? "" : Values.text(item))
                .toList();
        in.budget().write(texts.stream().mapToLong(text -> text.length() + 1).sum());
        return String.join(",", texts);
    }
}
