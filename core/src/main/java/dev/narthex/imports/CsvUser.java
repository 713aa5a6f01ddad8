package dev.narthex.imports;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A line of a CSV file whose first line names the columns: attributes of the profile, and `password`, `passwordHash`,
/// `passwordHook`, `status`, `groups` (separated by semicolons), `emailVerified`.
final class CsvUser {
    private CsvUser() {}

    static Row row(Map<String, String> cells) {
        var row = new Row.Builder();
        cells.forEach((name, cell) -> {
            if (!cell.isEmpty()) add(row, name, cell);
        });
        return row.build();
    }

    private static void add(Row.Builder row, String name, String cell) {
        switch (name) {
            case "password" -> row.password("value", cell);
            case "passwordHash" -> row.password("encoded", cell);
            case "passwordHook" -> row.password("hook", Map.of("type", cell));
            case "status" -> row.with("status", cell);
            case "groups" -> row.with("groups", groups(cell));
            case "emailVerified" -> row.with("emailVerified", "true".equalsIgnoreCase(cell));
            default -> row.attribute(name, cell);
        }
    }

    private static List<String> groups(String cell) {
        return Stream.of(cell.split(";"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
