package dev.narthex.audit;

import dev.narthex.log.LogEvent;
import dev.narthex.log.LogEvent.Origin;
import dev.narthex.okta.Wire;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An event of the System Log as it goes over the wire, with every member that Okta's have.
final class LogEventJson {
    private LogEventJson() {}

    static Map<String, Object> of(LogEvent event) {
        var json = new LinkedHashMap<String, Object>();
        json.put("uuid", uuid(event));
        json.put("published", Wire.time(event.published()));
        json.put("eventType", event.kind().type());
        json.put("version", "0");
        json.put("severity", event.kind().severity().name());
        json.put("legacyEventType", null);
        json.put("displayMessage", event.kind().message());
        json.put("actor", actor(event.actor()));
        json.put("client", client(event.origin()));
        json.put("outcome", outcome(event.details()));
        json.put(
                "target",
                event.details().targets().stream().map(LogEventJson::target).toList());
        json.put("transaction", members("type", "WEB", "id", event.origin().requestId(), "detail", Map.of()));
        json.put("debugContext", Map.of("debugData", debug(event)));
        json.put("authenticationContext", authentication(event.origin()));
        json.put(
                "securityContext",
                members("asNumber", null, "asOrg", null, "isp", null, "domain", null, "isProxy", null));
        json.put("request", Map.of("ipChain", List.of(address(event.origin().ipAddress()))));
        return json;
    }

    /// The same for the same event, always; the id itself is ours alone.
    private static String uuid(LogEvent event) {
        return UUID.nameUUIDFromBytes(event.id().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static Map<String, Object> actor(LogEvent.Actor actor) {
        return party(actor.id(), actor.type(), actor.alternateId(), actor.displayName());
    }

    private static Map<String, Object> target(LogEvent.Target target) {
        return party(target.id(), target.type(), target.alternateId(), target.displayName());
    }

    private static Map<String, Object> party(String id, String type, String alternateId, String displayName) {
        return members(
                "id", id, "type", type, "alternateId", alternateId, "displayName", displayName, "detailEntry", null);
    }

    private static Map<String, Object> client(Origin origin) {
        String agent = origin.userAgent();
        var userAgent =
                members("rawUserAgent", agent, "os", UserAgents.system(agent), "browser", UserAgents.browser(agent));
        var client = new LinkedHashMap<String, Object>();
        client.put("userAgent", userAgent);
        client.put("zone", "null");
        client.put("device", UserAgents.device(agent));
        client.put("id", null);
        client.put("ipAddress", origin.ipAddress());
        client.put("geographicalContext", null);
        return client;
    }

    private static Map<String, Object> outcome(LogEvent.Details details) {
        return members("result", details.result(), "reason", details.reason().orElse(null));
    }

    private static Map<String, Object> debug(LogEvent event) {
        var debug = new LinkedHashMap<String, Object>(event.details().debug());
        debug.put("requestId", event.origin().requestId());
        debug.put("requestUri", event.origin().requestUri());
        debug.put("url", event.origin().requestUri());
        return debug;
    }

    private static Map<String, Object> authentication(Origin origin) {
        var context = new LinkedHashMap<String, Object>();
        context.put("authenticationProvider", null);
        context.put("credentialProvider", null);
        context.put("credentialType", null);
        context.put("issuer", null);
        context.put("interface", null);
        context.put("authenticationStep", 0);
        context.put("externalSessionId", origin.sessionId().orElse("unknown"));
        return context;
    }

    private static Map<String, Object> address(String ip) {
        return members(
                "ip", ip, "geographicalContext", null, "version", ip.contains(":") ? "V6" : "V4", "source", null);
    }

    private static Map<String, Object> members(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
