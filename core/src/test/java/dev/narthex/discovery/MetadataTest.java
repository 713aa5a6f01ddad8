package dev.narthex.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.Example;
import dev.narthex.http.Json;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Scope;
import dev.narthex.policy.Scope.Consent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MetadataTest {
    private static final Scope HIDDEN = Example.scope("hidden", Consent.IMPLICIT);
    private static final Scope PUBLISHED =
            new Scope("scp1", "published", HIDDEN.text(), Consent.IMPLICIT, new Scope.Flags(false, false, true, false));
    private static final AuthorizationServer SERVER = Example.server(HIDDEN, PUBLISHED);

    private static final String OPENID = """
            {"issuer":"https://id.example/oauth2/default",
             "authorization_endpoint":"https://id.example/oauth2/default/v1/authorize",
             "jwks_uri":"https://id.example/oauth2/default/v1/keys",
             "userinfo_endpoint":"https://id.example/oauth2/default/v1/userinfo",
             "response_types_supported":["code","id_token","id_token token",
               "code id_token","code token","code id_token token"],
             "response_modes_supported":["query","fragment","form_post","okta_post_message",
               "jwt","query.jwt","fragment.jwt","form_post.jwt"],
             "authorization_signing_alg_values_supported":["ES256"],
             "grant_types_supported":["authorization_code","implicit","refresh_token","client_credentials","password",
               "urn:ietf:params:oauth:grant-type:device_code"],
             "frontchannel_logout_supported":true,"frontchannel_logout_session_supported":true,
             "backchannel_logout_supported":true,"backchannel_logout_session_supported":true,
             "device_authorization_endpoint":"https://id.example/oauth2/default/v1/device/authorize",
             "token_endpoint":"https://id.example/oauth2/default/v1/token",
             "token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post","client_secret_jwt","private_key_jwt","none"],
             "token_endpoint_auth_signing_alg_values_supported":["RS256","ES256","EdDSA","HS256","HS384","HS512"],
             "introspection_endpoint":"https://id.example/oauth2/default/v1/introspect",
             "introspection_endpoint_auth_methods_supported":
               ["client_secret_basic","client_secret_post","client_secret_jwt","private_key_jwt","none"],
             "introspection_endpoint_auth_signing_alg_values_supported":["RS256","ES256","EdDSA","HS256","HS384","HS512"],
             "revocation_endpoint":"https://id.example/oauth2/default/v1/revoke",
             "revocation_endpoint_auth_methods_supported":
               ["client_secret_basic","client_secret_post","client_secret_jwt","private_key_jwt","none"],
             "revocation_endpoint_auth_signing_alg_values_supported":["RS256","ES256","EdDSA","HS256","HS384","HS512"],
             "end_session_endpoint":"https://id.example/oauth2/default/v1/logout",
             "registration_endpoint":"https://id.example/oauth2/v1/clients",
             "code_challenge_methods_supported":["S256"],
             "dpop_signing_alg_values_supported":["RS256","ES256","EdDSA"],
             "scopes_supported":["openid","profile","email","address","phone","offline_access","published"],
             "prompt_values_supported":["none","login","consent","select_account","create"],
             "acr_values_supported":["urn:okta:loa:1fa:any","urn:okta:loa:1fa:pwd","urn:okta:loa:2fa:any:ifpossible"],
             "ui_locales_supported":["en"],
             "claims_parameter_supported":true,
             "request_parameter_supported":true,
             "request_object_signing_alg_values_supported":["RS256","ES256","EdDSA","HS256","HS384","HS512"],
             "require_signed_request_object":false,
             "request_uri_parameter_supported":false,
             "pushed_authorization_request_endpoint":"https://id.example/oauth2/default/v1/par",
             "require_pushed_authorization_requests":false,
             "subject_types_supported":["public"],
             "authorization_response_iss_parameter_supported":true,
             "userinfo_signing_alg_values_supported":["none","ES256"],
             "id_token_signing_alg_values_supported":["ES256"]}
            """;

    private static Map<String, Object> withoutClaims(Map<String, Object> document) {
        var rest = new HashMap<>(document);
        rest.remove("claims_supported");
        return rest;
    }

    @Test
    @DisplayName(
            "OIDC Discovery 1.0 §3, RFC 9207 §3, RFC 9126 §5, RFC 9101 §10.5, JARM 1.0 §4: the document says what is implemented, in full and no more")
    void openid() {
        assertEquals(
                Json.readObject(OPENID.getBytes(StandardCharsets.UTF_8)),
                withoutClaims(Metadata.openid(SERVER, Example.ISSUERS)));
    }

    @Test
    @DisplayName("RFC 8414 §2: the other document is the same without ID token and userinfo, but with plain tokens")
    void oauth() {
        var expected = Json.readObject(OPENID.getBytes(StandardCharsets.UTF_8));
        expected.remove("userinfo_endpoint");
        expected.remove("userinfo_signing_alg_values_supported");
        expected.remove("id_token_signing_alg_values_supported");
        expected.put(
                "response_types_supported",
                List.of(
                        "code",
                        "id_token",
                        "id_token token",
                        "code id_token",
                        "code token",
                        "code id_token token",
                        "token"));
        assertEquals(expected, withoutClaims(Metadata.oauth(SERVER, Example.ISSUERS)));
        assertEquals(
                List.of("ver", "jti", "iss", "aud", "iat", "exp", "cid", "uid", "scp", "sub"),
                Metadata.oauth(SERVER, Example.ISSUERS).get("claims_supported"));
    }

    @Test
    @DisplayName("OIDC Discovery 1.0 §3: the org's server is the base URL itself, its endpoints below /oauth2")
    void org() {
        var document = Metadata.openid(Example.org(), Example.ISSUERS);
        assertEquals("https://id.example", document.get("issuer"));
        assertEquals("https://id.example/oauth2/v1/authorize", document.get("authorization_endpoint"));
        assertEquals("https://id.example/oauth2/v1/keys", document.get("jwks_uri"));
    }
}
