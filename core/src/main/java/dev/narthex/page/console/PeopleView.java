package dev.narthex.page.console;

import java.util.List;
import java.util.Optional;

/// A page of people, and what was sought.
///
/// @param next the address of the next page
/// @param mayAdd whether the reader may add people
public record PeopleView(
        Shell shell, Sought sought, List<Row> rows, Optional<String> next, boolean first, boolean mayAdd) {

    /// @param statuses what the list can be narrowed to
    public record Sought(String words, String status, List<Choice> statuses) {
        public Sought {
            statuses = List.copyOf(statuses);
        }
    }

    public record Row(String id, String name, String login, Pill pill, String lastSignIn) {}

    public PeopleView {
        rows = List.copyOf(rows);
    }

    public record Choice(String value, String label) {}
}
