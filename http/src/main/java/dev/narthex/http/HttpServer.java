package dev.narthex.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Listens, reads requests, hands each to one handler on a virtual thread of its own, and writes the answers.
///
/// HTTP/1.1 everywhere, HTTP/2 where TLS negotiates it. Every answer, whoever made it, carries `X-Okta-Request-Id` and
/// `Date`. What can't be read is refused before the handler sees it.
public final class HttpServer {
    private static final int MAX_CONNECTIONS = 20_000;

    private final HttpConfig config;
    private final Server engine;
    private final ServerConnector connector;
    private final Set<Connection> uploading = ConcurrentHashMap.newKeySet();
    private volatile int port;

    /// With errors in the shape of the management API.
    public HttpServer(HttpConfig config, Handler root) {
        this(config, root, ErrorRenderer.MANAGEMENT);
    }

    /// @param errors the shape of refusals of requests that never reach `root`, and of what `root` throws
    public HttpServer(HttpConfig config, Handler root, ErrorRenderer errors) {
        this.config = config;
        var platform = new QueuedThreadPool(64, 4);
        platform.setName("http");
        platform.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
        engine = new Server(platform);
        engine.setStopTimeout(config.limits().stop().toMillis());
        engine.setErrorHandler(new EngineErrors());
        engine.setHandler(new GracefulHandler(new Exchange(new RequestReader(config, uploading), root, errors)));
        connector = config.tls().map(this::secure).orElseGet(this::plain);
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.limits().idle().toMillis());
        connector.setShutdownIdleTimeout(Duration.ofSeconds(1).toMillis());
        connector.setAcceptQueueSize(1024);
        engine.addConnector(connector);
        engine.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, engine));
    }

    /// @throws IllegalStateException if the address is taken or the TLS material is unusable
    public HttpServer start() {
        try {
            engine.start();
            port = connector.getLocalPort();
            // Longer than any body and its handling may take.
            new Dawdlers(connector, config.limits().body().multipliedBy(4), uploading).watch();
            return this;
        } catch (Exception cause) {
            stop();
            String where = config.host() + ":" + config.port();
            throw new IllegalStateException("can't listen on " + where + ": " + cause.getMessage(), cause);
        }
    }

    /// The port it listens on, or listened on before it stopped; 0 before the start.
    public int port() {
        return port;
    }

    /// Takes no more connections, lets requests in flight finish within the configured time, and ends.
    public void stop() {
        try {
            engine.stop();
        } catch (TimeoutException _) {
            // Some request took longer than it may: its connection is cut, and everything else has ended.
        } catch (Exception cause) {
            throw new IllegalStateException("can't stop", cause);
        }
    }

    private HttpConfiguration configuration(int headerBytes) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(headerBytes);
        http.setHttpCompliance(HttpCompliance.STRICT);
        // Else a cookie or token that differs from the one before it, on the same connection, in case only is taken for
        // that one.
        http.setHeaderCacheCaseSensitive(true);
        return http;
    }

    // Never h2c: behind a proxy that forwards `Upgrade`, a stranger would write our forwarding headers himself.
    private ServerConnector plain() {
        return new ServerConnector(
                engine,
                1,
                2,
                new HttpConnectionFactory(configuration(config.limits().headerBytes())));
    }

    private ServerConnector secure(Tls tls) {
        var material = new SslContextFactory.Server();
        material.setKeyStore(tls.keyStore());
        material.setKeyStorePassword(tls.password());
        material.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        // The engine ends a whole HTTP/2 connection over its limit; up to here the reader answers the one request 431.
        var multiplexed = configuration(4 * config.limits().headerBytes());
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        return new ServerConnector(
                engine,
                1,
                2,
                new SslConnectionFactory(material, alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(multiplexed),
                new HttpConnectionFactory(configuration(config.limits().headerBytes())));
    }
}
