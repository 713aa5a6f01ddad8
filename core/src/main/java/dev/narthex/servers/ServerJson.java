package dev.narthex.servers;

import dev.narthex.keys.Keys;
import dev.narthex.okta.Wire;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServer.Rotation;
import dev.narthex.policy.Issuers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Servers as they go over the wire. Beyond Okta's members there are `implicit`, `jwtProfile` and
/// `credentials.signing.alg`.
final class ServerJson {
    private final Keys keys;
    private final Issuers issuers;
    private final Addresses addresses;

    ServerJson(Keys keys, Issuers issuers) {
        this.keys = keys;
        this.issuers = issuers;
        this.addresses = new Addresses(issuers);
    }

    Map<String, Object> of(AuthorizationServer server) {
        var settings = server.settings();
        var json = new LinkedHashMap<String, Object>();
        json.put("id", server.id());
        json.put("name", settings.name());
        json.put("description", settings.description());
        json.put("audiences", List.of(settings.audience()));
        json.put("issuer", issuers.issuer(server));
        json.put("issuerMode", ServerEdits.IssuerMode.ORG_URL.name());
        json.put("status", PolicyJson.status(settings.active()));
        json.put("default", server.id().equals(AuthorizationServer.DEFAULT));
        json.put("created", Wire.time(server.revision().created()));
        json.put("lastUpdated", Wire.time(server.revision().lastUpdated()));
        json.put("credentials", Map.of("signing", signing(server)));
        json.put("implicit", settings.options().implicit());
        json.put("jwtProfile", settings.options().jwtProfile().name());
        json.put("_links", links(server));
        return json;
    }

    private Map<String, Object> signing(AuthorizationServer server) {
        var active = keys.stored(server).getFirst();
        var rotation = server.settings().options().rotation();
        var signing = new LinkedHashMap<String, Object>();
        signing.put("kid", active.kid());
        signing.put("use", "sig");
        signing.put("alg", server.settings().algorithm().jwsName());
        signing.put("rotationMode", rotation.name());
        signing.put("lastRotated", Wire.time(active.signsSince()));
        if (rotation == Rotation.AUTO) {
            signing.put("nextRotation", Wire.time(active.signsSince().plus(Keys.ROTATED_EVERY)));
        }
        return signing;
    }

    private Map<String, Object> links(AuthorizationServer server) {
        String address = addresses.of(server);
        var links = new LinkedHashMap<String, Object>();
        links.put("self", Wire.link(address, "GET", "PUT", "DELETE"));
        links.put("scopes", Wire.link(address + "/scopes", "GET"));
        links.put("claims", Wire.link(address + "/claims", "GET"));
        links.put("policies", Wire.link(address + "/policies", "GET"));
        links.put("rotateKey", Wire.link(address + "/credentials/lifecycle/keyRotate", "POST"));
        links.put(
                "metadata",
                List.of(metadata(server, "oauth-authorization-server"), metadata(server, "openid-configuration")));
        var lifecycle = Addresses.lifecycle(address, server.active());
        links.put(lifecycle.getKey(), lifecycle.getValue());
        return links;
    }

    private Map<String, Object> metadata(AuthorizationServer server, String name) {
        var link = new LinkedHashMap<String, Object>();
        link.put("name", name);
        link.putAll(Wire.link(issuers.issuer(server) + "/.well-known/" + name, "GET"));
        return link;
    }
}
