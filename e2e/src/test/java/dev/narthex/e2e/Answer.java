package dev.narthex.e2e;

import dev.narthex.http.Forms;
import dev.narthex.http.Json;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;

/// An authorization response as the app finds it in its address.
public record Answer(String place, Map<String, String> parameters) {

    public static Answer inFragment(HttpResponse<?> response) {
        String location = response.headers()
                .firstValue("location")
                .orElseThrow(
                        () -> new AssertionError(response.statusCode() + " without a Location: " + response.body()));
        int hash = location.indexOf('#');
        if (hash < 0) throw new AssertionError("no fragment in " + location);
        return new Answer(
                location.substring(0, hash),
                Forms.parse(location.substring(hash + 1)).asMap());
    }

    public String get(String name) {
        return parameters.get(name);
    }

    /// The claims of a token in the answer, unverified.
    public Map<String, Object> claims(String name) {
        return part(get(name), 1);
    }

    public Map<String, Object> header(String name) {
        return part(get(name), 0);
    }

    public static Map<String, Object> part(String jwt, int index) {
        return Json.readObject(Base64.getUrlDecoder().decode(jwt.split("\\.")[index]));
    }
}
