package dev.narthex.e2e;

import dev.narthex.apps.App;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An authorization request: a valid one, from which tests take or to which they add one thing.
public record Ask(String server, List<Map.Entry<String, String>> parameters) {

    /// For both implicit tokens, at the authorization server `default`.
    public static Ask of(App app) {
        return new Ask("/oauth2/default", List.of())
                .with("client_id", app.clientId())
                .with("redirect_uri", Fixture.REDIRECT)
                .with("response_type", "id_token token")
                .with("scope", "openid profile email")
                .with("state", "s1")
                .with("nonce", "n1");
    }

    public Ask at(String path) {
        return new Ask(path, parameters);
    }

    public Ask atOrg() {
        return at("/oauth2");
    }

    public Ask with(String name, String value) {
        var others = new ArrayList<>(without(name).parameters);
        others.add(Map.entry(name, value));
        return new Ask(server, others);
    }

    /// Once more, beside what is there.
    public Ask and(String name, String value) {
        var more = new ArrayList<>(parameters);
        more.add(Map.entry(name, value));
        return new Ask(server, more);
    }

    public Ask without(String name) {
        return new Ask(
                server,
                parameters.stream().filter(it -> !it.getKey().equals(name)).toList());
    }

    public String form() {
        return parameters.stream()
                .map(it -> Browser.encode(it.getKey()) + "=" + Browser.encode(it.getValue()))
                .collect(Collectors.joining("&"));
    }

    public Map<String, String> asMap() {
        var map = new LinkedHashMap<String, String>();
        parameters.forEach(it -> map.put(it.getKey(), it.getValue()));
        return map;
    }

    public String path() {
        return server + "/v1/authorize";
    }

    /// The address to go to by GET.
    public String url() {
        return path() + "?" + form();
    }
}
