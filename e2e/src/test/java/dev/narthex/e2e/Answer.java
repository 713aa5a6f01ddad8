package dev.narthex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.http.Forms;
import dev.narthex.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// An authorization response as the app finds it: in its address, in a form, or in a message.
public record Answer(String place, Map<String, String> parameters) {
    private static final Pattern MESSAGE = Pattern.compile("postMessage\\((\\{.*}),\"([^\"]*)\"\\)");

    public static Answer inFragment(HttpResponse<?> response) {
        return inAddress(response, '#');
    }

    public static Answer inQuery(HttpResponse<?> response) {
        return inAddress(response, '?');
    }

    private static Answer inAddress(HttpResponse<?> response, char mark) {
        String location = response.headers()
                .firstValue("location")
                .orElseThrow(
                        () -> new AssertionError(response.statusCode() + " without a Location: " + response.body()));
        int at = location.indexOf(mark);
        if (at < 0) throw new AssertionError("no " + mark + " in " + location);
        return new Answer(
                location.substring(0, at),
                Forms.parse(location.substring(at + 1)).asMap());
    }

    /// The form that a page sends by itself.
    public static Answer inForm(HttpResponse<String> page) {
        assertEquals(200, page.statusCode(), page.body());
        return new Answer(Browser.action(page), Browser.hidden(page.body()));
    }

    /// The message that a page sends to the window which opened or frames it.
    public static Answer inMessage(HttpResponse<String> page) {
        assertEquals(200, page.statusCode(), page.body());
        var message = MESSAGE.matcher(page.body());
        if (!message.find()) throw new AssertionError("no message in " + page.body());
        var parameters = new HashMap<String, String>();
        Json.readObject(message.group(1).getBytes(StandardCharsets.UTF_8))
                .forEach((name, value) -> parameters.put(name, value.toString()));
        return new Answer(message.group(2), parameters);
    }

    public String get(String name) {
        return parameters.get(name);
    }

    public String error() {
        return get("error");
    }

    public List<?> scopes() {
        return (List<?>) claims("access_token").get("scp");
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
