package dev.narthex.clients;

import dev.narthex.apps.App;
import dev.narthex.apps.metadata.ClientMembers;
import dev.narthex.policy.Issuers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A client as dynamic registration writes it.
public final class ClientJson {
    private static final List<String> OF_APPS = List.of("issuer_mode", "wildcard_redirect", "idp_initiated_login");

    private final Issuers issuers;
    private final ClientSecrets secrets;

    public ClientJson(Issuers issuers, ClientSecrets secrets) {
        this.issuers = issuers;
        this.secrets = secrets;
    }

    /// Without its secret.
    Map<String, Object> of(App app) {
        return json(app, Optional.empty());
    }

    /// With its secret: once, when it was made.
    Map<String, Object> withSecret(App app) {
        return json(app, secrets.current(app.settings()));
    }

    private Map<String, Object> json(App app, Optional<String> secret) {
        var authentication = app.settings().authentication();
        var json = new LinkedHashMap<String, Object>();
        json.put("client_id", app.clientId());
        secret.ifPresent(text -> json.put("client_secret", text));
        json.put("client_id_issued_at", app.created().getEpochSecond());
        // RFC 7591 §3.2.1: required beside a secret; 0 says that it does not expire.
        if (authentication.bySecret()) json.put("client_secret_expires_at", 0);
        json.put("client_name", app.label());
        json.putAll(ClientMembers.of(app));
        json.put("token_endpoint_auth_method", authentication.method());
        json.keySet().removeAll(OF_APPS);
        return json;
    }

    /// Adds how the client manages its registration.
    // RFC 7592 §3: both members, in each answer to the client itself.
    Map<String, Object> managed(Map<String, Object> json, App app, String token) {
        json.put("registration_client_uri", issuers.baseUrl() + "/oauth2/v1/clients/" + app.clientId());
        json.put("registration_access_token", token);
        return json;
    }
}
