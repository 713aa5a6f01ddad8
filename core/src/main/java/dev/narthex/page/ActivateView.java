package dev.narthex.page;

import java.util.Optional;

/// The page that asks for the code of a device. `userCode` is what the form begins with; `formToken` comes back as
/// `token`.
public record ActivateView(
        String formAction, String formToken, String userCode, Optional<String> error, String requestId) {}
