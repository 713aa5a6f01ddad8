package dev.narthex.apps.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.AppSettings.Type;
import dev.narthex.http.Json;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.outbound.AddressRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One table of what a client may be, for whoever registers it.
final class ClientMetadataTest {
    private static final String RETURN = "\"redirect_uris\":[\"https://app.example/cb\"]";
    private static final String SPA = RETURN + """
            ,"application_type":"browser","grant_types":["implicit"],"response_types":["id_token","token"]""";

    private record Read(AppSettings settings, List<String> causes) {}

    private static Read read(String members) {
        return read(members, Optional.empty());
    }

    private static Read read(String members, Optional<AppSettings> before) {
        var fields = Fields.of(Json.readObject(("{" + members + "}").getBytes(StandardCharsets.UTF_8)));
        var around =
                new ClientMetadata.Around("App", false, ConsentMethod.REQUIRED, Map.of(), AddressRules.PUBLIC, before);
        var settings = ClientMetadata.read(fields, fields, around);
        return new Read(settings, fields.error("client").map(OktaError::causes).orElse(List.of()));
    }

    private static AppSettings good(String members) {
        var read = read(members);
        assertEquals(List.of(), read.causes());
        return read.settings();
    }

    /// Wrong for one reason, about this member.
    private static void refused(String member, String members) {
        var causes = read(members).causes();
        assertFalse(causes.isEmpty(), "accepted " + members);
        assertTrue(causes.stream().allMatch(cause -> cause.startsWith(member)), causes.toString());
    }

    private static String list(String words) {
        return words.isBlank() ? "[]" : "[\"" + words.strip().replace(" ", "\",\"") + "\"]";
    }

    @ParameterizedTest
    @CsvSource({
        "browser, implicit, id_token token, none",
        "browser, implicit, id_token, none",
        "browser, implicit, token, none",
        "browser, authorization_code, code, none",
        "browser, authorization_code refresh_token, code, none",
        "browser, authorization_code implicit, code id_token token, none",
        "native, authorization_code, code, none",
        "native, authorization_code password refresh_token, code, client_secret_basic",
        "native, urn:ietf:params:oauth:grant-type:device_code, '', none",
        "web, authorization_code, code, client_secret_basic",
        "web, authorization_code refresh_token, code, client_secret_post",
        "web, implicit, id_token, client_secret_basic",
        "web, authorization_code client_credentials, code token, client_secret_jwt",
        "service, client_credentials, token, client_secret_basic",
        "service, client_credentials urn:ietf:params:oauth:grant-type:token-exchange, token, client_secret_post",
    })
    @DisplayName("OIDC Registration 1.0 §2: what goes together is accepted, and read as it came")
    void goTogether(String type, String grants, String responses, String method) {
        var settings = good(RETURN + ",\"application_type\":\"" + type + "\",\"grant_types\":" + list(grants)
                + ",\"response_types\":" + list(responses) + ",\"token_endpoint_auth_method\":\"" + method + "\"");
        assertEquals(type, Words.word(settings.type()));
        assertEquals(Set.of(grants.split(" ")), settings.oauth().grantTypes());
        assertEquals(method, settings.authentication().method());
        assertEquals(method.equals("none"), settings.authentication().pkceRequired());
    }

    @ParameterizedTest
    @CsvSource({
        "grant_types, browser, client_credentials implicit, token, none",
        "grant_types, browser, password implicit, token, none",
        "grant_types, browser, refresh_token implicit, token, none",
        "grant_types, browser, '', '', none",
        "grant_types, native, implicit, token, none",
        "grant_types, native, authorization_code client_credentials, code token, client_secret_basic",
        "grant_types, web, authorization_code password, code, client_secret_basic",
        "grant_types, web, client_credentials, token, client_secret_basic",
        "grant_types, service, client_credentials authorization_code, token, client_secret_basic",
        "grant_types, web, authorization_code magic, code, client_secret_basic",
        "response_types, browser, implicit, code, none",
        "response_types, browser, authorization_code, code id_token, none",
        "response_types, browser, authorization_code, code token, none",
        "response_types, browser, authorization_code implicit, code, none",
        "response_types, browser, implicit, magic, none",
        "response_types, service, client_credentials, code, client_secret_basic",
        "token_endpoint_auth_method, browser, implicit, token, client_secret_basic",
        "token_endpoint_auth_method, browser, implicit, token, tls_client_auth",
        "token_endpoint_auth_method, web, authorization_code, code, none",
        "token_endpoint_auth_method, service, client_credentials, token, none",
        "application_type, desktop, authorization_code, code, client_secret_basic",
    })
    @DisplayName("OIDC Registration 1.0 §2, Abuse 104: what does not go together is refused, and the member is named")
    void doNotGoTogether(String member, String type, String grants, String responses, String method) {
        var read = read(RETURN + ",\"application_type\":\"" + type + "\",\"grant_types\":" + list(grants)
                + ",\"response_types\":" + list(responses) + ",\"token_endpoint_auth_method\":\"" + method + "\"");
        assertTrue(read.causes().stream().anyMatch(cause -> cause.startsWith(member)), member + " in " + read.causes());
    }

    @Test
    @DisplayName("RFC 7591 §2: without grant types, response types and a method, a client is one of the code flow")
    void standard() {
        var settings = good(RETURN);
        assertEquals(Type.WEB, settings.type());
        assertEquals(Set.of("authorization_code"), settings.oauth().grantTypes());
        assertEquals(Set.of("code"), settings.oauth().responseTypes());
        assertEquals("client_secret_basic", settings.authentication().method());
        assertEquals(ConsentMethod.REQUIRED, settings.oauth().consentMethod());
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example/cb, BROWSER",
        "http://localhost:8080/cb, BROWSER",
        "com.example.app:/cb, NATIVE",
    })
    @DisplayName("RFC 7591 §2: a client that knows no application types gets the one it behaves like")
    void derived(String uri, Type type) {
        var settings = good("\"redirect_uris\":[\"" + uri + "\"],\"token_endpoint_auth_method\":\"none\"");
        assertEquals(type, settings.type());
        var service = good("\"grant_types\":[\"client_credentials\"]");
        assertEquals(Type.SERVICE, service.type());
        assertEquals(Set.of("token"), service.oauth().responseTypes());
    }

    @Test
    @DisplayName("RFC 7591 §2: clients of redirect-based flows must say where they are returned to; others need not")
    void redirectsNeeded() {
        refused("redirect_uris", SPA.replace("[\"https://app.example/cb\"]", "[]"));
        refused("redirect_uris", "\"grant_types\":[\"authorization_code\"]");
        good("\"grant_types\":[\"client_credentials\"],\"application_type\":\"service\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://*.app.example/cb",
                "https://app.example/*",
                "*",
                "https://app.example/cb#here",
                "https://app.example/cb#",
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "data:text/html,hi",
                "vbscript:x",
                "file:///etc/passwd",
                "/cb",
                "app.example/cb",
                "",
                "https://user@app.example/cb",
                "https://localhost:80@evil.example/cb",
                "https://app.example/${env.SECRET}",
                "https://${host}/cb",
                "https://app.example/c b",
                "https://app.example/cb\\\\u0000",
                "https://app.example/%00",
                "https://app.example/%0d%0aSet-Cookie:x",
                "https://app.example\\\\@evil.example/cb",
                "https://äpp.example/cb",
                "https://app.example./cb",
                "https://[fe80::1%25eth0]/cb",
                "https://2130706433/cb",
                "https://0x7f000001/cb",
                "https://127.1/cb",
                "https://0177.0.0.1/cb",
                "https://300.1.1.1/cb",
                "https:app",
                "https:///cb",
                "com.example.app:/cb",
            })
    @DisplayName("RFC 6749 §3.1.2, Abuse 6, 11, 13, 17, 20: no wildcard, fragment, script, placeholder or disguise")
    void badRedirects(String uri) {
        refused("redirect_uris", SPA.replace("https://app.example/cb", uri));
        var out = SPA + ",\"post_logout_redirect_uris\":[\"" + uri + "\"]";
        refused("post_logout_redirect_uris", out);
    }

    @Test
    @DisplayName("RFC 8252 §7.1: a native app may have a scheme of its own, and no other app")
    void ownScheme() {
        String members = "\"redirect_uris\":[\"com.example.app:/cb\"],\"token_endpoint_auth_method\":\"none\"";
        assertEquals(List.of("com.example.app:/cb"), good(members).redirectUris());
        refused("redirect_uris", members + ",\"application_type\":\"browser\"");
        refused("redirect_uris", members.replace("com.example.app:/cb", "javascript:alert(1)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_uri", "logo_uri", "tos_uri", "policy_uri", "initiate_login_uri"})
    @DisplayName("Abuse 11, 48: what pages link to or show is a web address")
    void links(String member) {
        good(SPA + ",\"" + member + "\":\"https://app.example/x\"");
        good(SPA + ",\"" + member + "\":null");
        for (String bad : List.of("javascript:alert(1)", "//app.example", "ftp://x", "https://a@b.example", "x")) {
            refused(member, SPA + ",\"" + member + "\":\"" + bad + "\"");
        }
        refused(member, SPA + ",\"" + member + "\":\"https://app.example/" + "x".repeat(1024) + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwks_uri", "backchannel_logout_uri"})
    @DisplayName("Abuse 47, 48, 50, 51: what this server is to call is a public address by https")
    void called(String member) {
        good(SPA + ",\"" + member + "\":\"https://app.example/x\"");
        for (String bad : List.of(
                "http://app.example/x",
                "https://127.0.0.1/x",
                "https://10.0.0.1/x",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/x",
                "https://[::ffff:7f00:1]/x",
                "https://a@app.example/x",
                "file:///etc/passwd")) {
            refused(member, SPA + ",\"" + member + "\":\"" + bad + "\"");
        }
    }

    private static String key(String kid) {
        var pair = SigningKeyPair.generate(SigningAlgorithm.ES256);
        return Json.text(Jwk.publicKey(kid, pair).members());
    }

    @Test
    @DisplayName("RFC 7591 §2: keys by value or by address, not both; public, and no two of one name")
    void keys() {
        String service = "\"grant_types\":[\"client_credentials\"],\"token_endpoint_auth_method\":\"private_key_jwt\"";
        String one = key("one");
        var settings = good(service + ",\"jwks\":{\"keys\":[" + one + "," + key("two") + "]}");
        assertEquals(2, settings.authentication().keys().size());
        good(service + ",\"jwks_uri\":\"https://app.example/keys\"");
        refused("jwks", service);
        refused("jwks", service + ",\"jwks\":{\"keys\":[]}");
        refused("jwks", service + ",\"jwks\":{\"keys\":[" + one + "," + one + "]}");
        refused("jwks", service + ",\"jwks\":{\"keys\":[" + one.replace("}", ",\"d\":\"AA\"}") + "]}");
        String nameless = one.replace("\"kid\":\"one\",", "");
        good(service + ",\"jwks\":{\"keys\":[" + nameless + "]}");
        refused("jwks", service + ",\"jwks\":{\"keys\":[" + nameless + "," + nameless + "]}");
        refused("jwks", service + ",\"jwks\":{\"keys\":[" + one.replace("\"one\"", "7") + "]}");
        refused("jwks", service + ",\"jwks\":{\"keys\":[{\"kty\":\"oct\",\"kid\":\"x\",\"k\":\"AAAA\"}]}");
        refused("jwks", service + ",\"jwks\":{\"keys\":[" + one + "]},\"jwks_uri\":\"https://app.example/keys\"");
        // As Okta's own clients write it.
        good(service + ",\"jwks\":{\"keys\":[" + one.replace("\"sig\"", "null") + "]}");
    }

    @Test
    @DisplayName("RFC 9449 §5: tokens of the implicit flow can't be bound to a key")
    void boundTokens() {
        refused("dpop_bound_access_tokens", SPA + ",\"dpop_bound_access_tokens\":true");
        var bound = good(RETURN + ",\"dpop_bound_access_tokens\":true");
        assertEquals(true, bound.extra().get("dpop_bound_access_tokens"));
    }

    @Test
    @DisplayName("RFC 9700 §2.1.1: a client without a secret can't do without PKCE, save in the implicit flow")
    void pkce() {
        String code = RETURN + ",\"token_endpoint_auth_method\":\"none\",\"pkce_required\":";
        assertTrue(good(code + "true").authentication().pkceRequired());
        refused("pkce_required", code + "false");
        assertFalse(good(SPA + ",\"pkce_required\":false").authentication().pkceRequired());
        assertFalse(good(RETURN + ",\"pkce_required\":false").authentication().pkceRequired());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"wildcard_redirect\":\"SUBDOMAIN\"",
                "\"issuer_mode\":\"ANY\"",
                "\"consent_method\":\"NEVER\"",
                "\"request_object_signing_alg\":\"none\"",
                "\"require_signed_request_object\":\"yes\"",
                "\"subject_type\":\"pairwise\"",
                "\"id_token_encrypted_response_alg\":\"RSA1_5\"",
                "\"refresh_token\":{\"rotation_type\":\"SOMETIMES\"}",
                "\"refresh_token\":{\"rotation_type\":\"ROTATE\",\"leeway\":61}",
                "\"refresh_token\":{}",
                "\"refresh_token\":\"ROTATE\"",
                "\"idp_initiated_login\":{\"mode\":\"ALWAYS\"}",
                "\"frontchannel_logout_session_required\":\"yes\"",
                "\"require_pushed_authorization_requests\":1",
                "\"redirect_uris\":\"https://app.example/cb\"",
                "\"grant_types\":[\"implicit\",7]",
            })
    @DisplayName("Okta: an unknown word or a value of another type is refused, and its member is named")
    void unknownWords(String member) {
        String name = member.substring(1, member.indexOf('"', 1));
        var causes = read(without(name) + member).causes();
        assertFalse(causes.isEmpty());
        assertTrue(causes.stream().anyMatch(cause -> cause.startsWith(name)), causes.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EdDSA", "HS256", "HS384", "HS512"})
    @DisplayName("OIDC Registration 1.0 §2: an app may say how it signs requests, by any way in which we can check it")
    void requestAlgorithms(String algorithm) {
        var extra = good(SPA + ",\"request_object_signing_alg\":\"" + algorithm + "\"")
                .extra();
        assertEquals(algorithm, extra.get("request_object_signing_alg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "ES384", "ES512", "PS256", "none", "rs256"})
    @DisplayName("OIDC Registration 1.0 §2: a way to sign that no request could satisfy is refused, its member named")
    void otherAlgorithms(String algorithm) {
        refused("request_object_signing_alg", SPA + ",\"request_object_signing_alg\":\"" + algorithm + "\"");
    }

    private static String without(String name) {
        return SPA.contains("\"" + name + "\"")
                ? SPA.replaceAll("\"" + name + "\":\\[[^]]*],?", "").replaceAll(",?$", ",")
                : SPA + ",";
    }

    @Test
    @DisplayName("Okta: members that features act on are kept under their names, unknown ones are ignored")
    void kept() {
        var extra = good(SPA + """
                ,"issuer_mode":"DYNAMIC","wildcard_redirect":"DISABLED","participate_slo":true,
                "refresh_token":{"rotation_type":"STATIC","leeway":20},"require_pushed_authorization_requests":true,
                "frontchannel_logout_uri":"https://app.example/out","frontchannel_logout_session_required":true,
                "request_object_signing_alg":"ES256","require_signed_request_object":true,
                "initiate_login_uri":"https://app.example/login","software_id":"x","no_such_member":{"a":1}""").extra();
        assertEquals("DYNAMIC", extra.get("issuer_mode"));
        assertEquals(Map.of("rotation_type", "STATIC", "leeway", 20), extra.get("refresh_token"));
        assertEquals(true, extra.get("require_pushed_authorization_requests"));
        assertEquals("https://app.example/out", extra.get("frontchannel_logout_uri"));
        assertEquals("ES256", extra.get("request_object_signing_alg"));
        assertEquals(true, extra.get("require_signed_request_object"));
        assertFalse(extra.containsKey("software_id"));
        assertFalse(extra.containsKey("no_such_member"));
    }

    @Test
    @DisplayName("Okta: an app's type can't be changed; what was set and is not sent again is gone, keys excepted")
    void replaced() {
        String service = "\"grant_types\":[\"client_credentials\"],\"token_endpoint_auth_method\":\"private_key_jwt\"";
        var before = good(service + ",\"jwks\":{\"keys\":[" + key("one") + "]},\"tos_uri\":\"https://a.example\"");
        var after = read(service, Optional.of(before));
        assertEquals(List.of(), after.causes());
        assertEquals(
                before.authentication().keys(),
                after.settings().authentication().keys());
        assertEquals(Optional.empty(), after.settings().branding().termsUri());
        var other = read(service + ",\"application_type\":\"web\"", Optional.of(before));
        assertTrue(
                other.causes().contains("application_type: can't be changed"),
                other.causes().toString());
    }
}
