package dev.narthex.discovery;

import dev.narthex.apps.RequestRules;
import dev.narthex.authorize.AuthenticationClasses;
import dev.narthex.dpop.DpopProofs;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import dev.narthex.policy.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What a server says about itself: only what is implemented, and of its own scopes only those it publishes.
final class Metadata {
    private static final List<String> ID_TOKEN_CLAIMS = List.of(
            "iss",
            "ver",
            "sub",
            "aud",
            "iat",
            "exp",
            "jti",
            "auth_time",
            "amr",
            "acr",
            "idp",
            "nonce",
            "name",
            "nickname",
            "preferred_username",
            "given_name",
            "middle_name",
            "family_name",
            "email",
            "email_verified",
            "profile",
            "zoneinfo",
            "locale",
            "address",
            "phone_number",
            "updated_at",
            "at_hash",
            "c_hash",
            "sid");
    private static final List<String> ACCESS_TOKEN_CLAIMS =
            List.of("ver", "jti", "iss", "aud", "iat", "exp", "cid", "uid", "scp", "sub");

    private static final List<String> RESPONSE_TYPES =
            List.of("code", "id_token", "id_token token", "code id_token", "code token", "code id_token token");
    private static final List<String> RESPONSE_MODES = List.of(
            "query", "fragment", "form_post", "okta_post_message", "jwt", "query.jwt", "fragment.jwt", "form_post.jwt");
    private static final List<String> GRANT_TYPES = List.of(
            "authorization_code",
            "implicit",
            "refresh_token",
            "client_credentials",
            "password",
            "urn:ietf:params:oauth:grant-type:device_code");
    private static final List<String> AUTHENTICATION_METHODS =
            List.of("client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none");

    private static final List<String> ASSERTION_ALGORITHMS =
            List.of("RS256", "ES256", "EdDSA", "HS256", "HS384", "HS512");

    private Metadata() {}

    // OIDC Discovery 1.0 §3: the members of the document.
    static Map<String, Object> openid(AuthorizationServer server, Issuers issuers) {
        var document = endpoints(server, issuers);
        document.put("userinfo_endpoint", issuers.endpoint(server, "userinfo"));
        document.put("response_types_supported", responseTypes(server));
        common(document, server);
        document.put(
                "id_token_signing_alg_values_supported",
                List.of(server.settings().algorithm().jwsName()));
        // For apps that register 'userinfo_signed_response_alg'; others read JSON.
        document.put(
                "userinfo_signing_alg_values_supported",
                List.of("none", server.settings().algorithm().jwsName()));
        document.put("claims_supported", ID_TOKEN_CLAIMS);
        return document;
    }

    // RFC 8414 §2: the members of the document.
    static Map<String, Object> oauth(AuthorizationServer server, Issuers issuers) {
        var document = endpoints(server, issuers);
        var types = new ArrayList<>(responseTypes(server));
        if (server.settings().options().implicit()) types.add("token");
        document.put("response_types_supported", types);
        common(document, server);
        document.put("claims_supported", ACCESS_TOKEN_CLAIMS);
        return document;
    }

    // RFC 9700 §2.1.2: where the server hands out no tokens at /authorize, it does not say that it could.
    private static List<String> responseTypes(AuthorizationServer server) {
        return server.settings().options().implicit() ? RESPONSE_TYPES : List.of("code");
    }

    private static List<String> grantTypes(AuthorizationServer server) {
        boolean implicit = server.settings().options().implicit();
        return GRANT_TYPES.stream()
                .filter(grant -> implicit || !grant.equals("implicit"))
                .toList();
    }

    private static SequencedMap<String, Object> endpoints(AuthorizationServer server, Issuers issuers) {
        var document = new LinkedHashMap<String, Object>();
        document.put("issuer", issuers.issuer(server));
        document.put("authorization_endpoint", issuers.endpoint(server, "authorize"));
        document.put("token_endpoint", issuers.endpoint(server, "token"));
        document.put("jwks_uri", issuers.endpoint(server, "keys"));
        document.put("introspection_endpoint", issuers.endpoint(server, "introspect"));
        document.put("revocation_endpoint", issuers.endpoint(server, "revoke"));
        // OIDC Front-Channel Logout 1.0 §3, OIDC Back-Channel Logout 1.0 §2: what is offered.
        for (String channel : List.of("frontchannel", "backchannel")) {
            document.put(channel + "_logout_supported", true);
            document.put(channel + "_logout_session_supported", true);
        }
        // RFC 8628 §4: where a device asks for a code.
        document.put("device_authorization_endpoint", issuers.endpoint(server, "device/authorize"));
        document.put("end_session_endpoint", issuers.endpoint(server, "logout"));
        document.put("registration_endpoint", issuers.baseUrl() + "/oauth2/v1/clients");
        // RFC 9126 §5: where to push a request, and that an app need not.
        document.put("pushed_authorization_request_endpoint", issuers.endpoint(server, "par"));
        return document;
    }

    private static void common(Map<String, Object> document, AuthorizationServer server) {
        document.put("response_modes_supported", RESPONSE_MODES);
        document.put("grant_types_supported", grantTypes(server));
        document.put("token_endpoint_auth_methods_supported", AUTHENTICATION_METHODS);
        document.put("token_endpoint_auth_signing_alg_values_supported", ASSERTION_ALGORITHMS);
        for (String endpoint : List.of("introspection", "revocation")) {
            document.put(endpoint + "_endpoint_auth_methods_supported", AUTHENTICATION_METHODS);
            document.put(endpoint + "_endpoint_auth_signing_alg_values_supported", ASSERTION_ALGORITHMS);
        }
        document.put("code_challenge_methods_supported", List.of("S256"));
        // RFC 9449 §5.1: what a proof may be signed with.
        document.put("dpop_signing_alg_values_supported", DpopProofs.ALGORITHMS);
        document.put(
                "scopes_supported",
                server.scopes().stream()
                        .filter(scope -> scope.flags().published())
                        .map(Scope::name)
                        .toList());
        // JARM 1.0 §4: how answers in a token are signed.
        document.put(
                "authorization_signing_alg_values_supported",
                List.of(server.settings().algorithm().jwsName()));
        document.put("subject_types_supported", List.of("public"));
        // RFC 9207 §3: clients may insist on iss.
        document.put("authorization_response_iss_parameter_supported", true);
        document.put("prompt_values_supported", List.of("none", "login", "consent", "select_account", "create"));
        document.put("acr_values_supported", AuthenticationClasses.REACHABLE);
        // The pages speak English alone, whatever ui_locales asks for.
        document.put("ui_locales_supported", List.of("en"));
        document.put("claims_parameter_supported", true);
        document.put("request_parameter_supported", true);
        document.put("request_object_signing_alg_values_supported", RequestRules.ALGORITHMS);
        // RFC 9101 §10.5: a server as a whole does not insist on signatures; an app can be held to them.
        document.put("require_signed_request_object", false);
        document.put("request_uri_parameter_supported", false);
        document.put("require_pushed_authorization_requests", false);
    }
}
