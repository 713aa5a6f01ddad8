package dev.narthex.page;

import java.util.List;

/// The page that asks whether a device may be connected. `formToken` comes back as `token`, `key` as itself.
public record DeviceView(
        String formAction,
        String formToken,
        String key,
        AppView app,
        Who who,
        List<ScopeView> scopes,
        String requestId) {

    /// Who is asked.
    public record Who(String name, String login) {}

    public DeviceView {
        scopes = List.copyOf(scopes);
    }
}
