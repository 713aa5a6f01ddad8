package dev.narthex.http.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Sends calls over HTTP/1.1 and waits for their answers. Starts its threads with the first call.
///
/// Follows no redirect, keeps no cookie, unpacks nothing, uses no proxy, and answers no challenge.
public final class Client implements AutoCloseable {
    /// Less than what servers usually wait before they close an idle connection, so that we don't write into one.
    private static final Duration IDLE = Duration.ofSeconds(3);

    private static final int THREADS = 16;
    private static final int LONGEST_HEAD = 16 * 1024;

    private final Door door;
    private final Names names;
    private final Supplier<List<X509Certificate>> alsoTrusted;
    private HttpClient engine;

    /// What a name stands for. [InetAddress#getAllByName] in earnest.
    @FunctionalInterface
    public interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /// @param alsoTrusted certificates of authorities beside those that the JVM trusts
    public Client(Door door, Names names, Supplier<List<X509Certificate>> alsoTrusted) {
        this.door = door;
        this.names = names;
        this.alsoTrusted = alsoTrusted;
    }

    /// Waits no longer than the call's limit.
    public Answer send(Call call) {
        var reception = new Reception(call.bytes());
        request(call).send(reception);
        return reception.await(call.limit().plusSeconds(1));
    }

    private Request request(Call call) {
        var request = engine().newRequest(call.uri())
                .method(call.method())
                .timeout(call.limit().toMillis(), TimeUnit.MILLISECONDS)
                .idleTimeout(call.limit().toMillis(), TimeUnit.MILLISECONDS);
        request.headers(headers -> call.headers().forEach(headers::put));
        call.body().map(body -> new BytesRequestContent((String) null, body)).ifPresent(request::body);
        return request;
    }

    private synchronized HttpClient engine() {
        if (engine == null) engine = start();
        return engine;
    }

    private HttpClient start() {
        var threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("outbound");
        threads.setDaemon(true);
        var connector = new ClientConnector();
        connector.setExecutor(threads);
        connector.setSelectors(1);
        connector.setSslContextFactory(tls());
        var client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setSocketAddressResolver(this::resolve);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Narthex"));
        client.setMaxResponseHeadersSize(LONGEST_HEAD);
        client.setIdleTimeout(IDLE.toMillis());
        client.setDestinationIdleTimeout(Duration.ofMinutes(1).toMillis());
        try {
            client.start();
        } catch (Exception cause) {
            throw new IllegalStateException("the client can't start", cause);
        }
        // These come with the start. A small answer that unpacks to a large one would pass the limit on bytes.
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
        client.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
        return client;
    }

    private SslContextFactory.Client tls() {
        var tls = new SslContextFactory.Client();
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        var more = alsoTrusted.get();
        if (!more.isEmpty()) tls.setTrustStore(Trust.with(more));
        return tls;
    }

    /// The engine connects to what is answered here and looks nothing up itself.
    private void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        var destination = (Destination) context.get(Destination.CONTEXT_KEY);
        String scheme = destination.getOrigin().getScheme();
        // Looking a name up may take longer than the call may: not on a thread that others wait for.
        Thread.ofVirtual().start(() -> {
            try {
                var addresses = new ArrayList<InetSocketAddress>();
                for (var address : checked(scheme, names.lookUp(host))) {
                    // TLS compares the certificate with the name that comes along: it must be the one that was called.
                    addresses.add(new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port));
                }
                promise.succeeded(addresses);
            } catch (IOException | RuntimeException e) {
                promise.failed(e);
            }
        });
    }

    /// All or none: a name with one good address and a bad one is somebody's attempt.
    private List<InetAddress> checked(String scheme, InetAddress[] addresses) throws Closed {
        var fault = Arrays.stream(addresses)
                .flatMap(address -> door.fault(scheme, address).stream())
                .findFirst();
        if (fault.isPresent()) throw new Closed(fault.get());
        return List.of(addresses);
    }

    /// The door's no, on its way through the engine.
    static final class Closed extends IOException {
        private static final long serialVersionUID = 1;

        Closed(String reason) {
            super(reason);
        }
    }

    @Override
    public synchronized void close() {
        var started = Optional.ofNullable(engine);
        engine = null;
        started.ifPresent(client -> {
            try {
                client.stop();
            } catch (Exception cause) {
                throw new IllegalStateException("the client can't stop", cause);
            }
        });
    }
}
