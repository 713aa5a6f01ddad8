package dev.narthex.page;

import java.util.List;
import java.util.Optional;

/// What a signed-in person sees of their own account. `formToken` goes with each of the forms.
public record AccountView(
        Who who,
        List<Fact> profile,
        List<Place> sessions,
        List<Consent> consents,
        Optional<String> notice,
        String formToken,
        String requestId) {

    /// @param mayChangePassword whether they may do so themselves
    public record Who(String name, String login, boolean mayChangePassword) {}

    public record Fact(String label, String value) {}

    /// A browser that is signed in.
    public record Place(String browser, String since, String lastUsed, boolean here) {}

    /// What an app may do.
    public record Consent(String clientId, String app, List<String> scopes, String since) {
        public Consent {
            scopes = List.copyOf(scopes);
        }
    }

    public AccountView {
        profile = List.copyOf(profile);
        sessions = List.copyOf(sessions);
        consents = List.copyOf(consents);
    }
}
