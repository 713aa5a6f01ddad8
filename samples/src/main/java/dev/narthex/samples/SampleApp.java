package dev.narthex.samples;

import dev.narthex.http.BadRequest;
import dev.narthex.http.ErrorRenderer;
import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.http.edge.SecurityHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Serves the sample single-page app: files, the settings they read, and a policy for what they may do.
public final class SampleApp {
    /// Names without a dot at the start of a part, so there is no way up or to a hidden file.
    private static final Pattern NAME = Pattern.compile("(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "txt", "text/plain; charset=utf-8");

    private static final ErrorRenderer ERRORS = (_, status, message, _) -> Response.text(status, message + "\n");

    private final Config config;
    private final HttpServer server;

    /// @param issuer   who signs people in
    /// @param clientId the app's name at the issuer
    /// @param scopes   what the app asks for
    /// @param apiUrl   what the app calls with its access token
    /// @param port     where to listen on this machine; 0 takes a free one
    public record Config(URI issuer, String clientId, List<String> scopes, URI apiUrl, int port) {}

    private SampleApp(Config config) {
        this.config = config;
        this.server =
                new HttpServer(HttpConfig.loopback(config.port()), new SecurityHeaders(this::answer, false), ERRORS);
    }

    /// Starts the server. It asks nothing of the issuer and the API: the browser does.
    public static SampleApp start(Config config) {
        var app = new SampleApp(config);
        app.server.start();
        return app;
    }

    /// The origin of the app.
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /// Where the issuer sends people back to: what must be registered for the client. The page with the official SDK
    /// has one of its own.
    public List<String> redirectUris() {
        return List.of(url() + "/", url() + "/okta.html");
    }

    public void stop() {
        server.stop();
    }

    private Response answer(Request request) {
        if (!List.of("GET", "HEAD").contains(request.method())) {
            throw new BadRequest(
                    405, "This server only hands out files.", List.of(new Response.Field("Allow", "GET, HEAD")));
        }
        if (request.path().equals("/config.json")) return Response.json(200, settings());
        var name = request.path().equals("/") ? "index.html" : request.path().substring(1);
        return file(name)
                .map(body -> Response.of(200, type(name), body).with("Content-Security-Policy", policy()))
                .orElseThrow(() -> new BadRequest(404, "There is no such file in the sample app."));
    }

    private Map<String, Object> settings() {
        return Map.of(
                "issuer", config.issuer().toString(),
                "clientId", config.clientId(),
                "scopes", config.scopes(),
                "redirectUri", redirectUris().getFirst(),
                "oktaRedirectUri", redirectUris().getLast(),
                "apiUrl", config.apiUrl().toString());
    }

    /// No inline code and nothing from elsewhere. The app talks to the issuer and the API; it frames the issuer to
    /// renew tokens, and the issuer's answer to that is a redirect to the app itself, in the frame.
    private String policy() {
        var issuer = origin(config.issuer());
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' " + issuer
                + " " + origin(config.apiUrl()) + "; frame-src 'self' " + issuer
                + "; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static Optional<byte[]> file(String name) {
        if (!NAME.matcher(name).matches() || type(name) == null) return Optional.empty();
        try (InputStream file = SampleApp.class.getResourceAsStream("/app/" + name)) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    }

    public static void main(String[] args) {
        if (args.length != 5) {
            System.err.println("usage: SampleApp ISSUER CLIENT-ID SCOPE,SCOPE API-URL PORT");
            System.exit(2);
        }
        var app = start(new Config(
                URI.create(args[0]),
                args[1],
                List.of(args[2].split(",")),
                URI.create(args[3]),
                Integer.parseInt(args[4])));
        Runtime.getRuntime().addShutdownHook(new Thread(app::stop));
        System.out.println(app.url() + "/");
    }
}
