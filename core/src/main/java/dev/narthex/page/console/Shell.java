package dev.narthex.page.console;

import java.util.List;
import java.util.Optional;

/// What every page of the console has around it.
///
/// @param sections those that are open to the reader
/// @param person who is signed in
/// @param notice what was just done
/// @param token goes with each form
public record Shell(
        String title,
        Section section,
        List<Section> sections,
        String person,
        Optional<String> notice,
        String token,
        String requestId) {
    public Shell {
        sections = List.copyOf(sections);
    }
}
