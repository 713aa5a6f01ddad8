package dev.narthex.e2e.app;

import dev.narthex.samples.SampleApi;
import dev.narthex.samples.SampleApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;

/// The sample app and the sample API, real ones, at an issuer.
final class SampleSite implements AutoCloseable {
    private final SampleApi api;
    private final SampleApp app;

    SampleSite(ScriptedIssuer issuer) {
        // Each has to know the other's address before it starts, so one of them gets its port from here.
        int port = freePort();
        api = SampleApi.start(new SampleApi.Config(
                URI.create(issuer.url()), "api://default", "profile", "http://127.0.0.1:" + port, 0));
        app = SampleApp.start(new SampleApp.Config(
                URI.create(issuer.url()),
                "0oa1spa",
                List.of("openid", "profile", "email"),
                URI.create(api.messagesUrl()),
                port));
    }

    String url() {
        return app.url() + "/";
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        app.stop();
        api.stop();
    }
}
