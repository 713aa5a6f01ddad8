package dev.narthex.console;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kinds of apps that a form offers; whoever needs another combination uses the Apps API.
enum AppKind {
    SINGLE_PAGE(
            "Single-page app",
            "Code flow with PKCE, and refresh tokens",
            Map.of(
                    "application_type", "browser",
                    "grant_types", List.of("authorization_code", "refresh_token"),
                    "response_types", List.of("code")),
            "none"),
    IMPLICIT(
            "Single-page app with the implicit flow",
            "For apps that cannot use the code flow yet",
            Map.of(
                    "application_type", "browser",
                    "grant_types", List.of("implicit"),
                    "response_types", List.of("id_token", "token")),
            "none"),
    WEB(
            "Web app with a server",
            "Code flow, with a secret that the server keeps",
            Map.of(
                    "application_type", "web",
                    "grant_types", List.of("authorization_code", "refresh_token"),
                    "response_types", List.of("code")),
            "client_secret_basic"),
    NATIVE(
            "App on a phone or a desk",
            "Code flow with PKCE, and refresh tokens",
            Map.of(
                    "application_type", "native",
                    "grant_types", List.of("authorization_code", "refresh_token"),
                    "response_types", List.of("code")),
            "none"),
    SERVICE(
            "Service",
            "No person: client credentials, with a secret",
            Map.of(
                    "application_type", "service",
                    "grant_types", List.of("client_credentials"),
                    "response_types", List.of("token")),
            "client_secret_basic");

    private final String label;
    private final String hint;
    private final Map<String, Object> metadata;
    private final String method;

    AppKind(String label, String hint, Map<String, Object> metadata, String method) {
        this.label = label;
        this.hint = hint;
        this.metadata = metadata;
        this.method = method;
    }

    static Optional<AppKind> named(String name) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }

    /// In a word, whatever its settings are in detail.
    static String wordFor(App app) {
        boolean implicit = app.settings().oauth().grantTypes().contains("implicit");
        return switch (app.settings().type()) {
            case Type.BROWSER -> implicit ? IMPLICIT.label : SINGLE_PAGE.label;
            case Type.NATIVE -> NATIVE.label;
            case Type.WEB -> WEB.label;
            case Type.SERVICE -> SERVICE.label;
        };
    }

    String label() {
        return label;
    }

    String hint() {
        return hint;
    }

    /// As client metadata has it.
    Map<String, Object> metadata() {
        return metadata;
    }

    /// The `token_endpoint_auth_method`.
    String method() {
        return method;
    }
}
