package dev.narthex.discovery;

import dev.narthex.apps.Apps;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import dev.narthex.policy.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// Answers with the metadata of a server.
public final class DiscoveryEndpoint {
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
            "at_hash");
    private static final List<String> ACCESS_TOKEN_CLAIMS =
            List.of("ver", "jti", "iss", "aud", "iat", "exp", "cid", "uid", "scp", "sub");

    private final AuthorizationServers servers;
    private final Apps apps;
    private final Issuers issuers;

    public DiscoveryEndpoint(AuthorizationServers servers, Apps apps, Issuers issuers) {
        this.servers = servers;
        this.apps = apps;
        this.issuers = issuers;
    }

    public Response openid(Request request) {
        return answer(request, this::openidDocument);
    }

    public Response oauth(Request request) {
        return answer(request, this::oauthDocument);
    }

    private Response answer(Request request, Function<AuthorizationServer, Map<String, Object>> document) {
        var clientId = request.query().first("client_id");
        if (clientId.isPresent() && apps.byClientId(clientId.get()).isEmpty()) {
            return OktaError.of(400, "invalid_client", "Invalid value for 'client_id' parameter.")
                    .response(request);
        }
        return servers.addressed(request)
                .map(server -> Response.json(200, document.apply(server))
                        .with("Cache-Control", "max-age=86400, must-revalidate"))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }

    // OIDC Discovery 1.0 §3: the members of the document.
    private Map<String, Object> openidDocument(AuthorizationServer server) {
        var document = endpoints(server);
        document.put("userinfo_endpoint", issuers.endpoint(server, "userinfo"));
        document.put("response_types_supported", List.of("id_token", "id_token token"));
        common(document, server);
        document.put("subject_types_supported", List.of("public"));
        document.put(
                "id_token_signing_alg_values_supported",
                List.of(server.settings().algorithm().jwsName()));
        document.put("claims_supported", ID_TOKEN_CLAIMS);
        return document;
    }

    // RFC 8414 §2: the members of the document.
    private Map<String, Object> oauthDocument(AuthorizationServer server) {
        var document = endpoints(server);
        document.put("response_types_supported", List.of("token", "id_token", "id_token token"));
        common(document, server);
        document.put("subject_types_supported", List.of("public"));
        document.put("claims_supported", ACCESS_TOKEN_CLAIMS);
        return document;
    }

    private SequencedMap<String, Object> endpoints(AuthorizationServer server) {
        var document = new LinkedHashMap<String, Object>();
        document.put("issuer", issuers.issuer(server));
        document.put("authorization_endpoint", issuers.endpoint(server, "authorize"));
        document.put("jwks_uri", issuers.endpoint(server, "keys"));
        return document;
    }

    private static void common(Map<String, Object> document, AuthorizationServer server) {
        document.put("response_modes_supported", List.of("query", "fragment", "form_post", "okta_post_message"));
        document.put("grant_types_supported", List.of("implicit"));
        document.put(
                "scopes_supported",
                server.scopes().stream()
                        .filter(scope -> scope.flags().published())
                        .map(Scope::name)
                        .toList());
        document.put("prompt_values_supported", List.of("none", "login", "consent"));
        document.put("request_parameter_supported", false);
        document.put("request_uri_parameter_supported", false);
    }
}
