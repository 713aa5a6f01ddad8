package dev.narthex.page.console;

import java.util.List;
import java.util.Optional;

/// What happened, the latest first.
///
/// @param who whose doing it was, if only one person's is shown
public record EventsView(Shell shell, Optional<String> who, List<Row> rows, Optional<String> next) {

    public record Row(String when, String what, String type, String who, String whom, String outcome, String from) {}

    public EventsView {
        rows = List.copyOf(rows);
    }
}
