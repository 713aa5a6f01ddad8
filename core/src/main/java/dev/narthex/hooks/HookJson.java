package dev.narthex.hooks;

import dev.narthex.hooks.InlineHook.Channel;
import dev.narthex.okta.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A hook as the management API shows it; secrets never are.
final class HookJson {
    private final String baseUrl;

    HookJson(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    Map<String, Object> of(InlineHook hook) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", hook.id());
        json.put("status", hook.active() ? "ACTIVE" : "INACTIVE");
        json.put("name", hook.name());
        json.put("type", hook.type().wire());
        json.put("version", HookReader.VERSION);
        json.put("channel", Map.of("type", "HTTP", "version", HookReader.VERSION, "config", config(hook.channel())));
        json.put("created", Wire.time(hook.times().created()));
        json.put("lastUpdated", Wire.time(hook.times().lastUpdated()));
        json.put("_links", links(hook));
        return json;
    }

    private static Map<String, Object> config(Channel channel) {
        var config = new LinkedHashMap<String, Object>();
        config.put("uri", channel.uri());
        config.put("method", "POST");
        config.put(
                "headers",
                channel.headers().stream()
                        .map(header -> Map.of("key", header.key(), "value", header.value()))
                        .toList());
        channel.authentication()
                .ifPresent(auth -> config.put("authScheme", Map.of("type", "HEADER", "key", auth.key())));
        return config;
    }

    private Map<String, Object> links(InlineHook hook) {
        String self = baseUrl + "/api/v1/inlineHooks/" + hook.id();
        String other = hook.active() ? "deactivate" : "activate";
        var links = new LinkedHashMap<String, Object>();
        links.put("self", Wire.link(self, "GET", "PUT", "DELETE"));
        links.put("execute", Wire.link(self + "/execute", "POST"));
        links.put(other, Wire.link(self + "/lifecycle/" + other, "POST"));
        return links;
    }

    List<Map<String, Object>> of(List<InlineHook> hooks) {
        return hooks.stream().map(this::of).toList();
    }
}
