package dev.narthex.clients;

import dev.narthex.apps.App;
import dev.narthex.apps.metadata.ClientMembers;
import dev.narthex.okta.Wire;
import dev.narthex.policy.Issuers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// An app as the Apps API writes it.
public final class AppJson {
    private final Issuers issuers;
    private final ClientSecrets secrets;
    private final Supplier<String> kid;

    /// @param kid names the key that signs tokens of the org server now
    public AppJson(Issuers issuers, ClientSecrets secrets, Supplier<String> kid) {
        this.issuers = issuers;
        this.secrets = secrets;
        this.kid = kid;
    }

    /// Without its secret.
    public Map<String, Object> of(App app) {
        return json(app, Optional.empty());
    }

    /// With the secret, for an administrator who looks at this one app.
    Map<String, Object> withSecret(App app) {
        return json(app, secrets.current(app.settings()));
    }

    private Map<String, Object> json(App app, Optional<String> secret) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", app.id());
        json.put("name", AppReader.NAME);
        json.put("label", app.label());
        json.put("status", app.active() ? "ACTIVE" : "INACTIVE");
        json.put("created", Wire.time(app.created()));
        json.put("lastUpdated", Wire.time(app.revision().lastUpdated()));
        json.put("signOnMode", AppReader.MODE);
        json.put("features", List.of());
        json.put("accessibility", accessibility(app));
        json.put("visibility", visibility(app));
        json.put("credentials", credentials(app, secret));
        json.put("settings", settings(app));
        json.put("profile", kept(app, "profile"));
        json.put("_links", links(app));
        return json;
    }

    private static Map<String, Object> accessibility(App app) {
        var json = new LinkedHashMap<String, Object>();
        json.put("selfService", false);
        json.put("errorRedirectUrl", kept(app, "accessibility").get("errorRedirectUrl"));
        json.put("loginRedirectUrl", kept(app, "accessibility").get("loginRedirectUrl"));
        return json;
    }

    private static Map<String, Object> visibility(App app) {
        var kept = kept(app, "visibility");
        var json = new LinkedHashMap<String, Object>();
        json.put("autoLaunch", flag(kept, "autoLaunch", false));
        json.put("autoSubmitToolbar", flag(kept, "autoSubmitToolbar", false));
        json.put("hide", Map.of("iOS", flag(kept, "iOS", true), "web", flag(kept, "web", true)));
        json.put("appLinks", Map.of("oidc_client_link", true));
        return json;
    }

    private static Object flag(Map<?, ?> kept, String name, boolean usual) {
        return kept.get(name) instanceof Boolean flag ? flag : usual;
    }

    private Map<String, Object> credentials(App app, Optional<String> secret) {
        var client = new LinkedHashMap<String, Object>();
        var authentication = app.settings().authentication();
        client.put("autoKeyRotation", true);
        client.put("client_id", app.clientId());
        secret.ifPresent(text -> client.put("client_secret", text));
        client.put("token_endpoint_auth_method", authentication.method());
        client.put("pkce_required", authentication.pkceRequired());
        var json = new LinkedHashMap<String, Object>();
        json.put("userNameTemplate", Map.of("template", "${source.login}", "type", "BUILT_IN"));
        json.put("signing", Map.of("kid", kid.get()));
        json.put("oauthClient", client);
        return json;
    }

    private static Map<String, Object> settings(App app) {
        var json = new LinkedHashMap<String, Object>();
        json.put("app", Map.of());
        json.put("implicitAssignment", app.settings().everyone());
        json.put("notifications", Map.of("vpn", vpn()));
        json.put("notes", notes(app));
        json.put("signOn", Map.of());
        json.put("oauthClient", client(app));
        return json;
    }

    private static Map<String, Object> vpn() {
        var json = new LinkedHashMap<String, Object>();
        json.put("network", Map.of("connection", "DISABLED"));
        json.put("message", null);
        json.put("helpUrl", null);
        return json;
    }

    private static Map<String, Object> notes(App app) {
        var json = new LinkedHashMap<String, Object>();
        json.put("admin", kept(app, "notes").get("admin"));
        json.put("enduser", kept(app, "notes").get("enduser"));
        return json;
    }

    private static Map<String, Object> client(App app) {
        var json = new LinkedHashMap<String, Object>(ClientMembers.of(app));
        json.put("consent_method", app.settings().oauth().consentMethod().name());
        json.putIfAbsent("issuer_mode", "ORG_URL");
        json.putIfAbsent("wildcard_redirect", "DISABLED");
        json.putIfAbsent("idp_initiated_login", Map.of("mode", "DISABLED", "default_scope", List.of()));
        json.putIfAbsent("dpop_bound_access_tokens", false);
        return json;
    }

    private Map<String, Object> links(App app) {
        String self = self(app);
        var json = new LinkedHashMap<String, Object>();
        json.put("self", Wire.link(self));
        json.put("appLinks", List.of(appLink(app)));
        json.put("groups", Wire.link(self + "/groups"));
        json.put("users", Wire.link(self + "/users"));
        json.put("clientCredentials", Wire.link(self + "/credentials/secrets"));
        json.put("logo", List.of());
        String other = app.active() ? "deactivate" : "activate";
        json.put(other, Wire.link(self + "/lifecycle/" + other, "POST"));
        return json;
    }

    private Map<String, Object> appLink(App app) {
        var link = Wire.link(String.valueOf(
                app.settings().extra().getOrDefault("initiate_login_uri", issuers.baseUrl() + "/app/UserHome")));
        link.put("name", "oidc_client_link");
        link.put("type", "text/html");
        return link;
    }

    String kid() {
        return kid.get();
    }

    String self(App app) {
        return issuers.baseUrl() + "/api/v1/apps/" + app.id();
    }

    private static Map<?, ?> kept(App app, String name) {
        return app.settings().extra().get(name) instanceof Map<?, ?> kept ? kept : Map.of();
    }
}
