package dev.narthex.page.console;

import java.util.Optional;

/// Asks whether something is to be done, and says what follows from it.
///
/// @param back where the reader goes who changes their mind
/// @param link how the person gets the link that goes with it, if one does: by mail if they have an address
public record ConfirmView(
        Shell shell,
        String about,
        String text,
        String button,
        String action,
        String back,
        boolean grave,
        Optional<Way> link) {

    /// @param address where a mail would go; empty if nowhere
    public record Way(Optional<String> address) {}
}
