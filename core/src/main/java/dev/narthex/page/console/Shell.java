package dev.narthex.page.console;

import java.util.Optional;

/// What every page of the console has around it.
///
/// @param person who is signed in
/// @param notice what was just done
/// @param token goes with each form
public record Shell(
        String title, Section section, String person, Optional<String> notice, String token, String requestId) {}
