package dev.narthex.delegation;

import dev.narthex.apps.App;
import dev.narthex.apps.Apps;
import dev.narthex.okta.Wire;
import dev.narthex.policy.Issuers;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Clients that hold something, as they go over the wire.
record ClientJson(Apps apps, Issuers issuers) {

    /// Those of the ids that are still apps, below the address `at`.
    List<Map<String, Object>> list(Collection<String> clientIds, String at) {
        return clientIds.stream()
                .flatMap(id -> apps.byClientId(id).stream())
                .map(app -> of(app, issuers.baseUrl() + at + "/" + app.clientId()))
                .toList();
    }

    private Map<String, Object> of(App app, String holdings) {
        var branding = app.settings().branding();
        var json = new LinkedHashMap<String, Object>();
        json.put("client_id", app.clientId());
        json.put("client_name", app.label());
        json.put("client_uri", orNull(branding.clientUri()));
        json.put("logo_uri", orNull(branding.logoUri()));
        var links = new LinkedHashMap<String, Object>();
        links.put("grants", Wire.link(holdings + "/grants", "GET", "DELETE"));
        links.put("tokens", Wire.link(holdings + "/tokens", "GET", "DELETE"));
        json.put("_links", links);
        return json;
    }

    private static Object orNull(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
