package dev.narthex.page.console;

import dev.narthex.page.Field;
import java.util.List;
import java.util.Optional;

/// A form about a person.
///
/// @param action where it goes
/// @param fields shown at once; `more` behind a fold
/// @param beginning how a newcomer gets a password; empty for somebody who is there
public record PersonForm(
        Shell shell,
        String submit,
        String action,
        String back,
        List<Field> fields,
        List<Field> more,
        Optional<Beginning> beginning) {

    /// @param chosen one of `link`, `password`, `later`
    public record Beginning(String chosen, Field password) {
        public boolean is(String way) {
            return chosen.equals(way);
        }
    }

    public PersonForm {
        fields = List.copyOf(fields);
        more = List.copyOf(more);
    }

    public boolean failed() {
        return wrong(fields)
                || wrong(more)
                || beginning.filter(it -> wrong(List.of(it.password()))).isPresent();
    }

    /// Whether the fold must be open.
    public boolean unfolded() {
        return wrong(more);
    }

    private static boolean wrong(List<Field> fields) {
        return fields.stream().anyMatch(field -> !field.faults().isEmpty());
    }
}
