package dev.narthex.apps.metadata;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.jose.Jwk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Client metadata as the wire has it: the inverse of [ClientMetadata], without secrets.
public final class ClientMembers {
    private ClientMembers() {}

    public static Map<String, Object> of(App app) {
        var settings = app.settings();
        var oauth = settings.oauth();
        var json = new LinkedHashMap<String, Object>();
        json.put("client_uri", settings.branding().clientUri().orElse(null));
        json.put("logo_uri", settings.branding().logoUri().orElse(null));
        json.put("redirect_uris", oauth.redirectUris());
        json.put("post_logout_redirect_uris", oauth.postLogoutRedirectUris());
        json.put("response_types", List.copyOf(new TreeSet<>(oauth.responseTypes())));
        json.put("grant_types", List.copyOf(new TreeSet<>(oauth.grantTypes())));
        json.put("application_type", Words.word(settings.type()));
        settings.branding().termsUri().ifPresent(uri -> json.put("tos_uri", uri));
        settings.branding().policyUri().ifPresent(uri -> json.put("policy_uri", uri));
        json.putAll(Extras.of(settings.extra()));
        keys(settings).ifPresent(keys -> json.put("jwks", Map.of("keys", keys)));
        return json;
    }

    private static Optional<List<Map<String, Object>>> keys(AppSettings settings) {
        var keys = settings.authentication().keys().stream().map(Jwk::members).toList();
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys);
    }
}
