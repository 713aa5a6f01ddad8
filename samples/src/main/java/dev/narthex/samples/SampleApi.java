package dev.narthex.samples;

import dev.narthex.http.ErrorRenderer;
import dev.narthex.http.Handler;
import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import dev.narthex.http.edge.Cors;
import dev.narthex.http.edge.SecurityHeaders;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.ResourceServer;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.jose.dpop.BoundTokens;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// An API that opens to access tokens: one resource, one scope, one origin that may call it from a browser.
public final class SampleApi {
    static final String MESSAGES_SCOPE = "messages.read";
    private static final String MESSAGES = "/api/messages";

    // Refusals of requests that never reach us, in the shape of our own.
    private static final ErrorRenderer ERRORS =
            (_, status, message, _) -> Response.json(status, Map.of("error", "http_" + status, "message", message));

    private final HttpServer server;

    /// @param issuer        whose tokens open the API, exactly as the tokens have it
    /// @param audience      what the tokens must be for
    /// @param requiredScope what the tokens must allow
    /// @param appOrigin     the origin whose scripts may read the answers, like `https://app.example`
    /// @param port          where to listen on this machine; 0 takes a free one
    public record Config(URI issuer, String audience, String requiredScope, String appOrigin, int port) {}

    private SampleApi(HttpServer server) {
        this.server = server;
    }

    /// Starts the API. The issuer need not answer yet: its keys are fetched when the first token comes.
    public static SampleApi start(Config config) {
        var verifier = ResourceServer.of(config.issuer(), config.audience());
        var bound = new BoundTokens(InstantSource.system(), CryptoProvider.load());
        // Known when it listens, which is before the first request.
        var address = new AtomicReference<String>();
        var place = new BearerGuard.Place(address::get, config.requiredScope());
        var routes = new Router().get(MESSAGES, new BearerGuard(verifier, bound, place, SampleApi::messages));
        Handler shared = new Cors(routes, path -> policy(routes, path), config.appOrigin()::equals);
        var guarded = new SecurityHeaders(shared, false);
        var api = new SampleApi(new HttpServer(HttpConfig.loopback(config.port()), guarded, ERRORS).start());
        address.set(api.address());
        return api;
    }

    // A preflight carries no token, so it is answered before anybody asks for one.
    private static Optional<Cors.Policy> policy(Router routes, String path) {
        return routes.knows(path) ? Optional.of(Cors.Policy.TRUSTED) : Optional.empty();
    }

    private static Response messages(Request request, VerifiedJwt token) {
        var body = new LinkedHashMap<String, Object>();
        body.put("reader", token.subject().orElse("somebody"));
        // What an API gives out can depend on scopes, too: who may come in is the guard's matter.
        boolean mayRead = token.scopes().contains(MESSAGES_SCOPE);
        body.put("messages", mayRead ? List.of("Hello!", "This API has checked your access token.") : List.of());
        if (!mayRead) body.put("note", "Messages are for tokens with the scope " + MESSAGES_SCOPE + ".");
        body.put("scopes", token.scopes());
        body.put("expiresAt", token.expiresAt().toString());
        return Response.json(200, body);
    }

    public String messagesUrl() {
        return address() + MESSAGES;
    }

    private String address() {
        return "http://127.0.0.1:" + server.port();
    }

    public void stop() {
        server.stop();
    }

    public static void main(String[] args) {
        if (args.length != 5) {
            System.err.println("usage: SampleApi ISSUER AUDIENCE SCOPE APP-ORIGIN PORT");
            System.exit(2);
        }
        var api = start(new Config(URI.create(args[0]), args[1], args[2], args[3], Integer.parseInt(args[4])));
        Runtime.getRuntime().addShutdownHook(new Thread(api::stop));
        System.out.println(api.messagesUrl());
    }
}
