package dev.narthex.page.console;

import dev.narthex.page.Field;
import java.util.List;
import java.util.Optional;

/// Groups, and a form that makes one.
///
/// @param form its fields, for those who may
public record GroupsView(Shell shell, List<Row> rows, Optional<String> next, List<Field> form) {

    public record Row(String path, String name, String description) {}

    public GroupsView {
        rows = List.copyOf(rows);
        form = List.copyOf(form);
    }
}
