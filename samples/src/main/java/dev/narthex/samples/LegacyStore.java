package dev.narthex.samples;

import dev.narthex.http.ErrorRenderer;
import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Json;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// An old system with people and passwords of its own, hashed in a way that no other system would read: the password
/// import hook asks it whether a password is right.
public final class LegacyStore {
    static final String PATH = "/password-import";

    // Refusals of requests that never reach us, in the shape of our own.
    private static final ErrorRenderer ERRORS =
            (_, status, message, _) -> Response.json(status, Map.of("error", "http_" + status, "message", message));

    private final HttpServer server;
    private final String authorization;
    private final Map<String, String> hashes;

    private LegacyStore(String authorization, Map<String, String> hashes, int port) {
        this.authorization = authorization;
        this.hashes = hashes;
        this.server = new HttpServer(HttpConfig.loopback(port), new Router().post(PATH, this::check), ERRORS);
    }

    /// @param authorization what the `Authorization` header of the hook must be
    /// @param passwords     of the old system's people, by user name
    /// @param port          where to listen on this machine; 0 takes a free one
    public static LegacyStore start(String authorization, Map<String, String> passwords, int port) {
        var hashes = new HashMap<String, String>();
        passwords.forEach((username, password) -> hashes.put(username, hash(username, password)));
        var store = new LegacyStore(authorization, Map.copyOf(hashes), port);
        store.server.start();
        return store;
    }

    private Response check(Request request) {
        boolean known = request.header("authorization").map(this::isOurs).orElse(false);
        if (!known) return Response.json(401, Map.of("error", "unauthorized"));
        return isRight(request.json()) ? verified() : Response.empty(204);
    }

    private boolean isOurs(String header) {
        return MessageDigest.isEqual(
                header.getBytes(StandardCharsets.UTF_8), authorization.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isRight(Map<String, Object> question) {
        return question.get("data") instanceof Map<?, ?> data
                && data.get("context") instanceof Map<?, ?> context
                && context.get("credential") instanceof Map<?, ?> credential
                && credential.get("username") instanceof String username
                && credential.get("password") instanceof String password
                && hash(username, password).equals(hashes.get(username));
    }

    private static Response verified() {
        var command = Map.of("type", "com.okta.action.update", "value", Map.of("credential", "VERIFIED"));
        return Response.of(200, "application/json", Json.write(Map.of("commands", List.of(command))));
    }

    /// As somebody thought safe, long ago.
    private static String hash(String username, String password) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            byte[] once = digest.digest((password + "{" + username + "}").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(once));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.port() + PATH;
    }

    public void stop() {
        server.stop();
    }
}
