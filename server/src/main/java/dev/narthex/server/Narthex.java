package dev.narthex.server;

import dev.narthex.http.Boundary;
import dev.narthex.http.ErrorRenderer;
import dev.narthex.http.Handler;
import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import dev.narthex.http.edge.SecurityHeaders;
import dev.narthex.server.config.ServerConfig;
import dev.narthex.server.tls.TlsFault;
import dev.narthex.server.tls.TlsIdentity;
import java.time.InstantSource;
import java.util.Map;

/// A running server: everything that serves requests, wired by hand.
public final class Narthex implements AutoCloseable {
    private final HttpServer http;

    private Narthex(HttpServer http) {
        this.http = http;
    }

    /// Starts a server that answers when this returns.
    /// @throws StartFailure if it cannot, for a reason the operator can do something about
    public static Narthex start(ServerConfig config) {
        try {
            var http = new HttpServer(httpConfig(config), root(config));
            return new Narthex(http.start());
        } catch (TlsFault e) {
            throw new StartFailure(e.getMessage(), e);
        } catch (IllegalStateException e) {
            throw new StartFailure(e.getMessage() + " (another program may have the port: choose one with --port)", e);
        }
    }

    private static Handler root(ServerConfig config) {
        var router = new Router().get("/health/live", _ -> Response.json(200, Map.of("status", "up")));
        boolean httpsOnly = config.baseUrl().https() && !config.baseUrl().loopback();
        return new SecurityHeaders(new Boundary(router, ErrorRenderer.MANAGEMENT), httpsOnly);
    }

    private static HttpConfig httpConfig(ServerConfig config) {
        var listener = config.listener();
        var tls = TlsIdentity.open(listener.tls(), config.baseUrl().host(), InstantSource.system());
        var standard = HttpConfig.Limits.STANDARD;
        var limits = new HttpConfig.Limits(
                standard.bodyBytes(),
                standard.headerBytes(),
                standard.uriBytes(),
                standard.idle(),
                standard.body(),
                config.operation().stopTimeout());
        return new HttpConfig(
                listener.host(), listener.port(), tls.map(TlsIdentity::forServer), listener.trustedProxies(), limits);
    }

    /// The port it listens on.
    public int port() {
        return http.port();
    }

    /// Takes no more requests, lets those in flight finish, then closes what they used.
    @Override
    public void close() {
        http.stop();
    }
}
