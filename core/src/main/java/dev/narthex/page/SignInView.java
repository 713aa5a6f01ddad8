package dev.narthex.page;

import java.util.List;
import java.util.Optional;

/// What the sign-in page shows. `returnTo` comes back as the form's `fromURI`, `formToken` as `token`; `error` is one
/// sentence for the person and never tells whether the user exists.
public record SignInView(
        String formAction,
        String formToken,
        String returnTo,
        String username,
        boolean keepSignedIn,
        Optional<String> error,
        Optional<AppView> app,
        List<Action> links,
        String requestId) {
    public SignInView {
        links = List.copyOf(links);
    }
}
