package dev.narthex.e2e.app;

import dev.narthex.http.Handler;
import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Json;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import dev.narthex.http.SetCookie;
import dev.narthex.http.edge.Cors;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.JwkSet;
import dev.narthex.jose.Signer;
import dev.narthex.jose.Signers;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// An issuer with real keys and a session cookie whose sign-in page is one link, so that a test of the browser's side
/// decides when, and with what, an answer comes.
final class ScriptedIssuer implements AutoCloseable {
    private static final String SERVER = "/oauth2/default";
    private static final String SESSION = "sid";

    private final SigningKeyPair pair = SigningKeyPair.generate(SigningAlgorithm.RS256);
    private final Signer signer = Signers.of("k1", pair, CryptoProvider.jdk());
    private final String host;
    private final HttpServer server;

    /// Whether the person declines.
    volatile boolean declined;

    /// @param host `127.0.0.1`, or `localhost` for one that is another site than the app
    ScriptedIssuer(String host) {
        this.host = host;
        var routes = new Router()
                .get(SERVER + "/v1/authorize", this::authorize)
                .get(
                        SERVER + "/v1/keys",
                        _ -> Response.json(200, new JwkSet(List.of(Jwk.publicKey("k1", pair))).toJson()))
                .get(SERVER + "/v1/userinfo", _ -> Response.json(200, Map.of("sub", "00u1ada", "name", "Ada Byron")))
                .get(SERVER + "/.well-known/openid-configuration", _ -> Response.json(200, metadata()))
                .get(SERVER + "/.well-known/oauth-authorization-server", _ -> Response.json(200, metadata()))
                .get("/login/signout", this::signOut);
        Handler open = new Cors(routes, path -> Optional.of(Cors.Policy.ANY_ORIGIN), _ -> false);
        server = new HttpServer(HttpConfig.loopback(0), open).start();
    }

    String url() {
        return origin() + SERVER;
    }

    private String origin() {
        return "http://" + host + ":" + server.port();
    }

    private Map<String, Object> metadata() {
        return Map.of(
                "issuer", url(),
                "jwks_uri", url() + "/v1/keys",
                "authorization_endpoint", url() + "/v1/authorize",
                "userinfo_endpoint", url() + "/v1/userinfo");
    }

    private Response authorize(Request request) {
        if (request.query().first("prompt").filter("none"::equals).isPresent()) return silently(request);
        var answer = declined ? refusal("access_denied", "The person said no.", request) : tokens(request);
        var target = request.query().first("redirect_uri").orElseThrow() + "#" + encoded(answer);
        var page = "<!doctype html><title>Issuer</title><link rel=\"icon\" href=\"data:,\"><a href=\"%s\">Continue</a>"
                .formatted(target.replace("&", "&amp;"));
        var cookie = new SetCookie(SESSION, "1", false, SetCookie.SameSite.LAX, Optional.empty());
        return Response.html(200, page.getBytes(StandardCharsets.UTF_8)).with(cookie);
    }

    private Response silently(Request request) {
        var answer = request.cookie(SESSION).isPresent()
                ? tokens(request)
                : refusal("login_required", "The user is not signed in.", request);
        var app = URI.create(request.query().first("redirect_uri").orElseThrow());
        var script = "<script>window.parent.postMessage(%s, \"%s://%s\")</script>"
                .formatted(new String(Json.write(answer), StandardCharsets.UTF_8), app.getScheme(), app.getAuthority());
        return Response.html(200, script.getBytes(StandardCharsets.UTF_8));
    }

    private Response signOut(Request request) {
        return Response.seeOther(request.query().first("fromURI").orElseThrow())
                .with(SetCookie.removal(SESSION, false, SetCookie.SameSite.LAX));
    }

    private static SequencedMap<String, String> refusal(String error, String description, Request request) {
        var answer = new LinkedHashMap<String, String>();
        answer.put("error", error);
        answer.put("error_description", description);
        answer.put("state", request.query().first("state").orElseThrow());
        return answer;
    }

    private SequencedMap<String, String> tokens(Request request) {
        var now = Instant.now().getEpochSecond();
        var client = request.query().first("client_id").orElseThrow();
        var common = Map.<String, Object>of("iss", url(), "iat", now, "exp", now + 3600, "ver", 1);
        var access = new LinkedHashMap<>(common);
        access.putAll(Map.of("aud", "api://default", "cid", client, "sub", "ada@example.org", "uid", "00u1ada"));
        access.putAll(Map.of("scp", List.of("openid", "profile"), "jti", "AT." + UUID.randomUUID()));
        var accessToken = signer.sign(access).compact();
        var id = new LinkedHashMap<>(common);
        id.putAll(Map.of("aud", client, "sub", "00u1ada", "name", "Ada Byron", "auth_time", now));
        id.put("nonce", request.query().first("nonce").orElseThrow());
        id.put("at_hash", signer.leftHalfHash(accessToken));
        var answer = new LinkedHashMap<String, String>();
        answer.put("id_token", signer.sign(id).compact());
        answer.put("access_token", accessToken);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", "3600");
        answer.put("scope", "openid profile");
        answer.put("state", request.query().first("state").orElseThrow());
        return answer;
    }

    private static String encoded(SequencedMap<String, String> answer) {
        return answer.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        server.stop();
    }
}
