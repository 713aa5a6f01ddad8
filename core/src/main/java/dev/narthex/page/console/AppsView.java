package dev.narthex.page.console;

import java.util.List;
import java.util.Optional;

/// A page of apps.
public record AppsView(Shell shell, List<Row> rows, Optional<String> next) {

    public record Row(String path, String label, String clientId, String kind, Pill pill) {}

    public AppsView {
        rows = List.copyOf(rows);
    }
}
