package dev.narthex.page;

import static dev.narthex.page.Html.body;
import static dev.narthex.page.Html.header;
import static dev.narthex.page.Html.tag;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Json;
import dev.narthex.http.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The two documents that carry an authorization response in a body.
final class DeliveryPageTest {
    private static final Pages PAGES = new Pages(new Assets());
    private static final String EVIL = "</script><script>alert(1)</script>&\u2028\u2029'\"";

    private static Response message(String origin, Map<String, Object> data) {
        return PAGES.postMessage(origin, new LinkedHashMap<>(data));
    }

    private static String script(Response page) {
        var matcher = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(body(page));
        assertTrue(matcher.find(), body(page));
        String script = matcher.group(1);
        assertFalse(matcher.find(), "one script only");
        return script;
    }

    @Test
    @DisplayName("okta_post_message: a plain object goes to the opener or parent, for exactly one origin")
    void theMessageIsAnObjectForOneOrigin() {
        String script = script(message("https://spa.example.org", Map.of("expires_in", 3600)));
        assertEquals(
                "(window.opener||window.parent).postMessage({\"expires_in\":3600},\"https://spa.example.org\")",
                script);
    }

    @Test
    @DisplayName("okta_post_message: the page may be framed by the target origin and by nobody else")
    void onlyTheTargetMayFrame() {
        var page = message("https://spa.example.org", Map.of());
        assertTrue(
                header(page, "Content-Security-Policy").endsWith("frame-ancestors https://spa.example.org"),
                header(page, "Content-Security-Policy"));
        assertFalse(page.first("X-Frame-Options").isPresent());
        assertFalse(page.first("Cross-Origin-Opener-Policy").isPresent(), "the opener waits for the message");
    }

    @Test
    @DisplayName("Abuse case 30: a state full of HTML neither ends the script nor changes on its way to the app")
    void stateCannotLeaveTheScript() {
        String script = script(message("https://spa.example.org", Map.of("state", EVIL)));
        assertTrue(script.chars().noneMatch(c -> "<>&\u2028\u2029".indexOf(c) >= 0), script);
        String json = script.substring(script.indexOf('{'), script.indexOf('}') + 1);
        assertEquals(Map.of("state", EVIL), Json.readObject(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("Only the page's own script runs: the policy names its digest")
    void thePolicyNamesTheScript() {
        for (var page : new Response[] {message("https://spa.example.org", Map.of("state", EVIL)), form(Map.of())}) {
            String digest = ContentPolicy.hash(script(page));
            assertTrue(header(page, "Content-Security-Policy").contains("script-src " + digest + ";"));
        }
    }

    @ParameterizedTest
    @DisplayName("Abuse case 27: anything but one origin of the web is refused as a target")
    @ValueSource(
            strings = {"*", "https://a.example/", "https://u@a.example", "null", "javascript:x", "https://a.example;"})
    void onlyAnOriginIsATarget(String target) {
        assertThrows(IllegalArgumentException.class, () -> message(target, Map.of()));
    }

    @Test
    @DisplayName("A target by IPv6 literal is framed by scheme, since a policy can't name it")
    void ipv6TargetsAreFramedByScheme() {
        var page = message("http://[::1]:8080", Map.of());
        assertTrue(header(page, "Content-Security-Policy").endsWith("frame-ancestors http:"));
        assertTrue(script(page).endsWith("\"http://[::1]:8080\")"));
    }

    private static Response form(Map<String, String> fields) {
        return PAGES.formPost(URI.create("https://app.example.com/cb?x=1&y=2"), new LinkedHashMap<>(fields));
    }

    @Test
    @DisplayName("form_post: the fields go to the action by themselves, or by a button where scripts don't run")
    void theFormSendsItself() {
        var page = form(Map.of("state", "s 1", "submit", "x"));
        assertTrue(tag(page, "form", "method=\"post\"").contains("action=\"https://app.example.com/cb?x=1&amp;y=2\""));
        assertTrue(tag(page, "input", "name=\"state\"").contains("value=\"s 1\""));
        assertEquals("HTMLFormElement.prototype.submit.call(document.forms[0])", script(page));
        assertTrue(body(page).matches("(?s).*<noscript>.*<button.*</noscript>.*"));
        assertTrue(header(page, "Content-Security-Policy").contains("form-action 'self' https:;"));
        assertEquals("DENY", header(page, "X-Frame-Options"));
    }

    @Test
    @DisplayName("Abuse case 30 (CVE-2018-14655): form_post keeps a state full of HTML inside its field")
    void stateCannotLeaveTheField() {
        var page = form(Map.of("state", "\"><img src=x onerror=alert(1)>" + EVIL));
        assertFalse(body(page).contains("<img"));
        script(page);
        assertTrue(tag(page, "input", "name=\"state\"").contains("&#34;"), body(page));
    }

    @Test
    @DisplayName("form_post: an empty value is still a field")
    void emptyValuesAreFields() {
        assertTrue(tag(form(Map.of("state", "")), "input", "name=\"state\"").contains("value=\"\""));
    }
}
