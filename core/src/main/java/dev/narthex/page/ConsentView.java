package dev.narthex.page;

import java.util.List;

/// What the consent page shows. `returnTo` comes back as the form's `fromURI`, `formToken` as `token`.
public record ConsentView(
        String formAction,
        String formToken,
        String returnTo,
        AppView app,
        String personName,
        String personLogin,
        List<ScopeView> scopes,
        String requestId) {

    public ConsentView {
        scopes = List.copyOf(scopes);
    }
}
