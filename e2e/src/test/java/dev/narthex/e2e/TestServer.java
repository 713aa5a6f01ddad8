package dev.narthex.e2e;

import dev.narthex.crypt.MasterKey;
import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.password.Argon2Cost;
import dev.narthex.password.HashGate;
import dev.narthex.password.Passwords;
import dev.narthex.policy.Issuers;
import dev.narthex.server.wiring.Features;
import dev.narthex.server.wiring.World;
import dev.narthex.store.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.security.SecureRandom;

/// A real server on a free port of this machine, with a clock that tests move.
public final class TestServer implements AutoCloseable {
    public static final String API_TOKEN = "00" + "t".repeat(40);

    public final MovableClock clock;
    public final Storage storage;
    public final Fixture fixture;
    private final HttpServer http;
    private final HashGate gate;
    private final String baseUrl;

    private TestServer(String databaseUrl, MovableClock clock, boolean limits) {
        this.clock = clock;
        var random = new SecureRandom();
        int port = freePort();
        baseUrl = "http://localhost:" + port;
        storage = Storage.open(databaseUrl, random);
        gate = HashGate.forProcessors(2);
        // Cheap on purpose: what a hash costs is measured elsewhere.
        var passwords = new Passwords(new Argon2Cost(1024, 1, 1), gate, random);
        var secrets = new World.Secrets(new MasterKey(new byte[32]), random, CryptoProvider.load(), passwords);
        var features = new Features(new World(new Issuers(baseUrl), storage, secrets, clock, limits));
        features.admit(API_TOKEN);
        features.prepare();
        fixture = new Fixture(storage, passwords, clock);
        http = new HttpServer(HttpConfig.loopback(port), features.handler()).start();
    }

    public static TestServer on(String databaseUrl) {
        return new TestServer(databaseUrl, new MovableClock(), false);
    }

    /// Another node beside this one: same database, same clock.
    public static TestServer beside(TestServer other, String databaseUrl) {
        return new TestServer(databaseUrl, other.clock, false);
    }

    public static TestServer withLimits(String databaseUrl) {
        return new TestServer(databaseUrl, new MovableClock(), true);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String baseUrl() {
        return baseUrl;
    }

    public String issuer() {
        return baseUrl + "/oauth2/default";
    }

    public Browser browser() {
        return new Browser(baseUrl);
    }

    @Override
    public void close() {
        http.stop();
        storage.close();
        gate.close();
    }
}
