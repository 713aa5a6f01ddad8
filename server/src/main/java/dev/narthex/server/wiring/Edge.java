package dev.narthex.server.wiring;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Boundary;
import dev.narthex.http.ErrorRenderer;
import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import dev.narthex.http.edge.ConcurrencyLimit;
import dev.narthex.http.edge.Cors;
import dev.narthex.http.edge.Cors.Policy;
import dev.narthex.http.edge.Key;
import dev.narthex.http.edge.Limit;
import dev.narthex.http.edge.RateLimits;
import dev.narthex.http.edge.SecurityHeaders;
import dev.narthex.oauth.OAuthError;
import dev.narthex.okta.OktaError;
import dev.narthex.origins.TrustedOrigin.Use;
import dev.narthex.page.MessageView;
import dev.narthex.server.config.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is true of every answer: security headers, CORS, limits, the shape of errors.
final class Edge {
    private static final Set<String> FOR_ANY_ORIGIN =
            Set.of("/v1/token", "/v1/keys", "/v1/userinfo", "/v1/introspect", "/v1/revoke", "/v1/par");

    private final Foundation base;
    private final Router router;

    Edge(Foundation base, Router router) {
        this.base = base;
        this.router = router;
    }

    Handler handler() {
        var clock = base.world.clock();
        boolean exempt = base.world.bounds().limits() != Operation.RateLimits.EVERYBODY;
        var limited = new ConcurrencyLimit(
                new RateLimits(router, this::buckets, clock, exempt),
                this::underWay,
                ConcurrencyLimit.AUTHORIZE,
                clock,
                exempt);
        return guarded(new Boundary(limited, this::error));
    }

    /// Makes the answers to requests that can't be read to their end, and so never reach the handler: for people they
    /// are pages, too.
    ErrorRenderer refusals() {
        return (request, status, message, errorId) ->
                guarded(_ -> error(request, status, message, errorId)).handle(request);
    }

    private Handler guarded(Handler inner) {
        var shared = new Cors(inner, this::policy, origin -> base.origins.trusts(origin, Use.CORS));
        return new SecurityHeaders(shared, base.world.httpsOnly());
    }

    private List<Limit.Bucket> buckets(Request request) {
        if (!base.world.isLimited(request.remoteAddress())) return List.of();
        if (isAuthorize(request.path())) return List.of(Limit.AUTHORIZE.per(asker(request)));
        if (request.path().endsWith("/v1/device/authorize")) return List.of(Limit.DEVICE.per(request.source()));
        if (!request.path().startsWith("/api/")) return List.of();
        return List.of(Limit.API.per(request.header("authorization").orElse(request.source())));
    }

    private Optional<Key> underWay(Request request) {
        boolean limited = isAuthorize(request.path()) && base.world.isLimited(request.remoteAddress());
        return limited ? Optional.of(Key.of(asker(request))) : Optional.empty();
    }

    private String[] asker(Request request) {
        return new String[] {
            clientId(request), request.source(), base.devices.token(request).orElse("")
        };
    }

    /// As it was sent, in the query or in the form. A body that is no form has none; it is refused later.
    private static String clientId(Request request) {
        try {
            var sent = request.method().equals("POST") ? request.form() : request.query();
            return sent.first("client_id").orElse("");
        } catch (BadRequest _) {
            return "";
        }
    }

    /// Where requests for authorization arrive, from browsers or from apps.
    private static boolean isAuthorize(String path) {
        return path.startsWith("/oauth2/") && (path.endsWith("/v1/authorize") || path.endsWith("/v1/par"));
    }

    private Optional<Policy> policy(String path) {
        if (!router.knows(path)) return Optional.empty();
        if (path.contains("/.well-known/")) return Optional.of(Policy.ANY_ORIGIN);
        if (path.startsWith("/api/")) return Optional.of(Policy.TRUSTED_WITH_COOKIES);
        boolean open = FOR_ANY_ORIGIN.stream().anyMatch(path::endsWith);
        return Optional.of(open ? Policy.ANY_ORIGIN : Policy.NONE);
    }

    /// OAuth's shape on its endpoints, a page for people, the management API's shape for all others.
    private Response error(Request request, int status, String message, String errorId) {
        if (request.namesInAccept("text/html")) return page(request, status, message);
        if (request.path().startsWith("/oauth2/")) {
            var error = status < 500 ? OAuthError.INVALID_REQUEST : OAuthError.SERVER_ERROR;
            return Response.json(status, Map.of("error", error.code(), "error_description", message));
        }
        return OktaError.of(status, OktaError.codeOf(status), message).response(request);
    }

    private Response page(Request request, int status, String message) {
        String title = switch (status) {
            case 404 -> "There is no such page";
            case 503 -> "We can't answer right now";
            default -> status < 500 ? "This request can't be answered" : "Something went wrong on our side";
        };
        return base.pages.message(status, new MessageView(title, message, Optional.empty(), request.id()));
    }
}
