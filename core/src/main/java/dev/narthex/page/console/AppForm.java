package dev.narthex.page.console;

import dev.narthex.page.Field;
import java.util.List;

/// A form that makes or changes an app.
///
/// @param kinds what it can be; none for one that is there
/// @param returns where people may be sent back to, a line each
/// @param faults what is wrong with the whole
public record AppForm(
        Shell shell,
        String submit,
        String action,
        String back,
        Field label,
        List<Kind> kinds,
        List<Lines> returns,
        Ticks ticks,
        List<String> faults) {

    public record Kind(String value, String label, String hint, boolean chosen) {}

    public record Lines(String name, String label, String value, List<String> faults) {}

    public record Ticks(boolean consent, boolean everyone) {}

    public AppForm {
        kinds = List.copyOf(kinds);
        returns = List.copyOf(returns);
        faults = List.copyOf(faults);
    }

    public boolean failed() {
        return !faults.isEmpty()
                || !label.faults().isEmpty()
                || returns.stream().anyMatch(it -> !it.faults().isEmpty());
    }
}
