package dev.narthex.e2e.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.log.LogEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Inline hooks, as administrators make and change them.
class InlineHooksApiTest {
    private static final String HOOKS = "/api/v1/inlineHooks";
    private static final String SECRET = "Bearer s3cret";
    private static TestServer idp;
    private static Admin admin;
    private static OldSystem system;
    private String name;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        // The log is in the order of time.
        admin = new Admin(idp).ticking();
        system = new OldSystem();
    }

    @AfterAll
    static void stop() {
        system.close();
        idp.close();
    }

    @BeforeEach
    void another() {
        name = "Hook " + UUID.randomUUID();
        system.says(200, "{}");
    }

    private static Map<String, Object> of(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    private Map<String, Object> body() {
        return of(
                "name",
                name,
                "type",
                "com.okta.user.pre-registration",
                "version",
                "1.0.0",
                "channel",
                channel(config()));
    }

    private static Map<String, Object> channel(Map<String, Object> config) {
        return of("type", "HTTP", "version", "1.0.0", "config", config);
    }

    private static Map<String, Object> config() {
        return of(
                "uri", system.url(),
                "method", "POST",
                "headers", List.of(of("key", "X-Tenant", "value", "a")),
                "authScheme", of("type", "HEADER", "key", "Authorization", "value", SECRET));
    }

    private Map<String, Object> made() {
        return Admin.object(200, admin.post(HOOKS, body()));
    }

    private static String at(Map<String, Object> hook) {
        return HOOKS + "/" + hook.get("id");
    }

    private static Map<String, Object> configOf(Map<String, Object> hook) {
        return Admin.at(hook, "channel", "config");
    }

    @Test
    @DisplayName("Okta: a new hook is 200, active, and as the published description says, wherever it is shown")
    void made200() {
        var hook = made();
        PublishedSchemas.management("InlineHookCreateResponse", hook);
        PublishedSchemas.management("InlineHookChannelHttp", hook.get("channel"));
        PublishedSchemas.management("InlineHookHttpConfig", configOf(hook));
        assertTrue(hook.get("id").toString().matches("cal[0-9A-Za-z]{17}"));
        assertEquals("ACTIVE", hook.get("status"));
        assertEquals("1.0.0", hook.get("version"));
        assertEquals(
                of("type", "HEADER", "key", "Authorization"), configOf(hook).get("authScheme"));
        assertEquals(
                List.of(of("key", "X-Tenant", "value", "a")), configOf(hook).get("headers"));
        assertEquals(hook, Admin.object(200, admin.get(at(hook))));
        PublishedSchemas.management("InlineHook", Admin.object(200, admin.get(at(hook))));
        assertTrue(Admin.list(admin.get(HOOKS)).contains(hook));
        assertTrue(Admin.list(admin.get(HOOKS + "?type=com.okta.user.pre-registration"))
                .contains(hook));
        assertFalse(Admin.list(admin.get(HOOKS + "?type=com.okta.user.credential.password.import"))
                .contains(hook));
        assertFalse(admin.get(HOOKS).body().contains("s3cret"));
        assertFalse(idp.log().toString().contains("s3cret"));
    }

    @ParameterizedTest
    @CsvSource({
        "name, ",
        "name, ''",
        "type, ",
        "type, com.okta.made.up",
        "type, com.okta.saml.tokens.transform",
        "version, 2.0.0",
        "channel, ",
        "channel.type, ",
        "channel.type, OAUTH",
        "channel.type, SMOKE",
        "channel.version, 0.9",
        "channel.config, ",
        "channel.config.uri, ",
        "channel.config.uri, hello",
        "channel.config.uri, ftp://old.example/",
        "channel.config.uri, 'https://old.example/a b'",
        "channel.config.uri, https://me:pw@old.example/",
        "channel.config.uri, https://10.0.0.1/",
        "channel.config.uri, http://169.254.169.254/latest",
        "channel.config.uri, https://[::ffff:10.0.0.1]/",
        "channel.config.method, GET",
        "channel.config.headers, X-A",
        "channel.config.authScheme.type, BASIC",
        "channel.config.authScheme.key, ",
        "channel.config.authScheme.key, Host",
        "channel.config.authScheme.value, "
    })
    @DisplayName("Okta: what is missing or wrong is 400 E0000001 and names its member; nothing is made")
    void faults(String path, String value) {
        var body = body();
        put(body, path, value);
        int before = Admin.list(admin.get(HOOKS)).size();
        var answer = admin.post(HOOKS, body);
        Admin.refused(400, "E0000001", answer);
        assertTrue(answer.body().contains("\"" + path), answer.body());
        assertEquals(before, Admin.list(admin.get(HOOKS)).size());
    }

    private static void put(Map<String, Object> body, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) body.put(path, value);
        else put(Admin.under(body, path.substring(0, dot)), path.substring(dot + 1), value);
    }

    @Test
    void namesAreUniqueAndOf255CharactersAtMost() {
        made();
        Admin.faulty("name", admin.post(HOOKS, body()));
        name = "n".repeat(256);
        Admin.faulty("name", admin.post(HOOKS, body()));
        name = "n".repeat(255);
        var long255 = made();
        var other = body();
        other.put("name", "another " + UUID.randomUUID());
        var second = Admin.object(200, admin.post(HOOKS, other));
        Admin.faulty("name", admin.put(at(second), body()));
        assertEquals(200, admin.put(at(long255), body()).statusCode());
    }

    @Test
    void anAddressHas1024CharactersAtMost() {
        var body = body();
        String address = system.url() + "?";
        put(body, "channel.config.uri", address + "a".repeat(1025 - address.length()));
        Admin.faulty("channel.config.uri", admin.post(HOOKS, body));
        put(body, "channel.config.uri", address + "a".repeat(1024 - address.length()));
        assertEquals(200, admin.post(HOOKS, body).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "host",
                "Content-Length",
                "Content-Type",
                "Accept",
                "Transfer-Encoding",
                "Connection",
                "Upgrade",
                "TE",
                "Trailer",
                "Keep-Alive",
                "Expect",
                "Proxy-Connection",
                "Proxy-Authorization",
                "",
                "X A",
                "X:A",
                "X\r\nY",
                "Ä"
            })
    @DisplayName("Abuse 49: a hook sets no header that says how or where a message travels, and smuggles in no other")
    void headers(String key) {
        var body = body();
        put(body, "channel.config.headers", List.of(of("key", key, "value", "x")));
        Admin.faulty("channel.config.headers", admin.post(HOOKS, body));
        if (key.isEmpty()) return;
        body = body();
        put(body, "channel.config.authScheme.key", key);
        Admin.faulty("channel.config.authScheme.key", admin.post(HOOKS, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-B: b", "a\nb", "\u0000", "ä"})
    void aHeadersValueEndsNoLine(String value) {
        var body = body();
        put(body, "channel.config.headers", List.of(of("key", "X-A", "value", value)));
        assertEquals(400, admin.post(HOOKS, body).statusCode());
        body = body();
        put(body, "channel.config.authScheme.value", value);
        assertEquals(400, admin.post(HOOKS, body).statusCode());
    }

    @Test
    void eachHeaderIsSetOnceAndThereAreTenAtMost() {
        var body = body();
        put(body, "channel.config.headers", List.of(of("key", "X-A", "value", "1"), of("key", "x-a", "value", "2")));
        Admin.faulty("channel.config.headers", admin.post(HOOKS, body));
        put(body, "channel.config.headers", List.of(of("key", "authorization", "value", "1")));
        Admin.faulty("channel.config.headers", admin.post(HOOKS, body));
        var many = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 11; i++) many.add(of("key", "X-" + i, "value", "1"));
        put(body, "channel.config.headers", many);
        Admin.faulty("channel.config.headers", admin.post(HOOKS, body));
        many.removeLast();
        assertEquals(200, admin.post(HOOKS, body).statusCode());
    }

    @Test
    @DisplayName("Okta: PUT replaces: what is not sent is gone, but for the secret of the same address; the type stays")
    void replaced() {
        var hook = made();
        var config = config();
        config.remove("headers");
        Admin.under(config, "authScheme").remove("value");
        var now = Admin.object(200, admin.put(at(hook), of("name", name, "channel", channel(config))));
        assertEquals(List.of(), configOf(now).get("headers"));
        assertEquals(hook.get("type"), now.get("type"));
        assertEquals(hook.get("created"), now.get("created"));
        assertTrue(now.get("lastUpdated")
                        .toString()
                        .compareTo(hook.get("lastUpdated").toString())
                > 0);
        preview(hook);
        assertEquals(List.of(SECRET), system.headers().getFirst().get("Authorization"));
        config.remove("authScheme");
        now = Admin.object(200, admin.put(at(hook), of("name", name, "channel", channel(config))));
        assertFalse(configOf(now).containsKey("authScheme"));
        Admin.faulty("name", admin.put(at(hook), of("channel", channel(config))));
        Admin.faulty(
                "type", admin.put(at(hook), of("name", name, "type", "com.okta.made.up", "channel", channel(config))));
    }

    @Test
    @DisplayName("Okta: POST changes what is sent; a secret is never sent to an address for which it was not given")
    void updated() {
        var hook = made();
        name = "Renamed " + UUID.randomUUID();
        var now = Admin.object(200, admin.post(at(hook), of("name", name)));
        assertEquals(name, now.get("name"));
        assertEquals(hook.get("channel"), now.get("channel"));
        var elsewhere = channel(of("uri", system.url() + "/elsewhere"));
        Admin.faulty("channel.config.authScheme.value", admin.post(at(hook), of("channel", elsewhere)));
        put(elsewhere, "config.authScheme", of("type", "HEADER", "key", "X-Key", "value", "k"));
        now = Admin.object(200, admin.post(at(hook), of("channel", elsewhere)));
        assertEquals(List.of(of("key", "X-Tenant", "value", "a")), configOf(now).get("headers"));
        preview(hook);
        assertEquals(List.of("k"), system.headers().getFirst().get("X-key"));
        assertFalse(system.headers().getFirst().containsKey("Authorization"));
        var same = Admin.object(200, admin.post(at(hook), of()));
        assertEquals(now.get("name"), same.get("name"));
        assertEquals(now.get("channel"), same.get("channel"));
    }

    private static void preview(Map<String, Object> hook) {
        assertEquals(200, admin.post(at(hook) + "/execute", Map.of()).statusCode());
    }

    @Test
    @DisplayName("Okta: the lifecycle answers with the hook; only one that is not active can be deleted")
    void lifecycle() {
        var hook = made();
        Admin.refused(400, "E0000001", admin.delete(at(hook)));
        var off = Admin.object(200, admin.post(at(hook) + "/lifecycle/deactivate", ""));
        assertEquals("INACTIVE", off.get("status"));
        PublishedSchemas.management("InlineHook", off);
        assertEquals(
                off.get("status"),
                Admin.object(200, admin.post(at(hook), of("name", name + "!"))).get("status"));
        assertEquals(
                "ACTIVE",
                Admin.object(200, admin.post(at(hook) + "/lifecycle/activate", ""))
                        .get("status"));
        admin.post(at(hook) + "/lifecycle/deactivate", "");
        assertEquals(204, admin.delete(at(hook)).statusCode());
        for (String path : List.of("", "/execute", "/lifecycle/activate", "/lifecycle/deactivate")) {
            Admin.refused(404, "E0000007", path.isEmpty() ? admin.get(at(hook)) : admin.post(at(hook) + path, of()));
        }
        Admin.refused(404, "E0000007", admin.put(at(hook), body()));
        Admin.refused(404, "E0000007", admin.delete(at(hook)));
        var kinds = idp.log().stream()
                .filter(event -> event.details().targets().stream()
                        .anyMatch(target -> target.id().equals(hook.get("id"))))
                .map(LogEvent::kind)
                .map(LogEvent.Kind::type)
                .toList();
        assertEquals(
                List.of(
                        "inline_hook.created",
                        "inline_hook.deactivated",
                        "inline_hook.updated",
                        "inline_hook.activated",
                        "inline_hook.deactivated",
                        "inline_hook.deleted"),
                kinds);
    }

    @Test
    void withoutACredentialNothingIsToldOrChanged() {
        var hook = made();
        var nobody = new Admin(idp, "");
        Admin.refused(401, "E0000011", nobody.get(HOOKS));
        Admin.refused(401, "E0000011", nobody.post(HOOKS, body()));
        Admin.refused(401, "E0000011", nobody.post(at(hook) + "/execute", of()));
        Admin.refused(401, "E0000011", nobody.delete(at(hook)));
    }

    @Test
    void thereAreNoMoreThanAHundred() {
        try (var other = TestServer.fresh()) {
            var there = new Admin(other);
            for (int i = 0; i < 100; i++) {
                name = "Hook " + i;
                assertEquals(200, there.post(HOOKS, body()).statusCode());
            }
            name = "One more";
            Admin.refused(400, "E0000001", there.post(HOOKS, body()));
            assertEquals(100, Admin.list(there.get(HOOKS)).size());
        }
    }
}
