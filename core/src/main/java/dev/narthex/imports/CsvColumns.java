package dev.narthex.imports;

import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the first line of a CSV file calls its columns: attributes of the profile in any order, and `password`,
/// `passwordHash`, `passwordAspNetIdentity`, `passwordHook`, `status`, `groups` (separated by semicolons),
/// `emailVerified`. Large and small letters are the same, unless that would mix up two attributes.
final class CsvColumns {
    private static final List<String> OWN = List.of(
            "password", "passwordHash", "passwordAspNetIdentity", "passwordHook", "status", "groups", "emailVerified");

    private final UserSchema schema;
    private final List<String> names = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private CsvColumns(UserSchema schema, List<String> heading) {
        this.schema = schema;
        var known = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        Stream.concat(OWN.stream(), schema.attributes().keySet().stream()).forEach(name -> known.put(name, name));
        for (String column : heading) add(column.strip(), known);
        if (new HashSet<>(names).size() < names.size()) faults.add("a column comes twice");
    }

    static CsvColumns of(UserSchema schema, List<String> heading) {
        return new CsvColumns(schema, heading);
    }

    private void add(String column, Map<String, String> known) {
        boolean exact = schema.attribute(column).isPresent();
        String name = exact ? column : known.get(column);
        if (name == null) faults.add("there is no attribute '" + shortened(column) + "'");
        else names.add(name);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /// Why the file can't be read.
    Optional<String> fault() {
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of("its first line must name the columns, separated by commas: "
                        + String.join("; ", faults.subList(0, Math.min(faults.size(), 5))));
    }

    int size() {
        return names.size();
    }

    /// @param cells as many as there are columns
    Row row(List<String> cells) {
        var row = new Row.Builder();
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) add(row, names.get(i), cells.get(i));
        }
        return row.build();
    }

    private void add(Row.Builder row, String name, String cell) {
        switch (name) {
            case "password" -> row.password("value", cell);
            case "passwordHash" -> row.password("encoded", cell);
            case "passwordAspNetIdentity" -> row.password("aspNetIdentity", cell);
            case "passwordHook" -> row.password("hook", Map.of("type", cell));
            case "status" -> row.with("status", cell);
            case "groups" -> row.with("groups", parts(cell));
            case "emailVerified" -> row.with("emailVerified", value(Attribute.Type.BOOLEAN, cell));
            default -> row.attribute(name, value(schema.attributes().get(name), cell));
        }
    }

    private static Object value(Attribute attribute, String cell) {
        if (attribute.type() != Attribute.Type.ARRAY) return value(attribute.type(), cell);
        return parts(cell).stream()
                .map(part -> value(attribute.elements(), part))
                .toList();
    }

    /// What is not of the type stays a text, and is refused as one.
    private static Object value(Attribute.Type type, String cell) {
        try {
            return switch (type) {
                case INTEGER -> (Object) Long.valueOf(cell);
                case NUMBER -> finite(cell);
                case BOOLEAN -> flag(cell);
                case STRING, ARRAY -> cell;
            };
        } catch (NumberFormatException _) {
            return cell;
        }
    }

    private static Object finite(String cell) {
        double number = Double.parseDouble(cell);
        return Double.isFinite(number) ? number : cell;
    }

    private static Object flag(String cell) {
        if (cell.equalsIgnoreCase("true")) return true;
        return cell.equalsIgnoreCase("false") ? false : cell;
    }

    private static List<String> parts(String cell) {
        return Arrays.stream(cell.split(";"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
