package dev.narthex.page;

import java.util.Optional;

/// What the page shows on which a person who is signed in says as whom to go on. `returnTo` comes back as the form's
/// `fromURI`, `formToken` as `token`.
public record ChooseAccountView(
        String formAction,
        String formToken,
        String returnTo,
        String personName,
        String personLogin,
        Optional<AppView> app,
        String requestId) {}
