package dev.narthex.servers;

import dev.narthex.okta.Wire;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import java.util.Map;

/// Where servers and their parts are in the management API.
record Addresses(Issuers issuers) {
    String of(AuthorizationServer server) {
        return issuers.baseUrl() + "/api/v1/authorizationServers/" + server.id();
    }

    Map<String, Object> self(String address) {
        return Map.of("self", Wire.link(address, "GET", "PUT", "DELETE"));
    }

    /// The name and link of what can be done to something that is active or not.
    static Map.Entry<String, Map<String, Object>> lifecycle(String address, boolean active) {
        String verb = active ? "deactivate" : "activate";
        return Map.entry(verb, Wire.link(address + "/lifecycle/" + verb, "POST"));
    }
}
