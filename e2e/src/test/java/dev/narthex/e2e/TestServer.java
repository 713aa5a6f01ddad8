package dev.narthex.e2e;

import dev.narthex.crypt.MasterKey;
import dev.narthex.crypt.Sealer;
import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Router;
import dev.narthex.http.Tls;
import dev.narthex.http.TrustedProxies;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.log.LogEvent;
import dev.narthex.log.LogStore;
import dev.narthex.mail.Mail;
import dev.narthex.outbound.AddressRules;
import dev.narthex.password.Argon2Cost;
import dev.narthex.password.HashGate;
import dev.narthex.password.Passwords;
import dev.narthex.policy.Issuers;
import dev.narthex.server.config.Operation.RateLimits;
import dev.narthex.server.wiring.Features;
import dev.narthex.server.wiring.GuardedOutbound;
import dev.narthex.server.wiring.World;
import dev.narthex.store.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A real server on a free port of this machine, with a clock that tests move.
public final class TestServer implements AutoCloseable {
    public static final String API_TOKEN = "00" + "t".repeat(40);

    /// All servers of the tests seal with this key, so that they can share prepared databases.
    public static final MasterKey MASTER_KEY = new MasterKey(new byte[32]);

    public final MovableClock clock;
    public final Storage storage;
    public final Fixture fixture;
    private final HttpServer http;
    private final HttpClient client;
    private final HashGate gate;
    private final GuardedOutbound outbound;
    private final World.Post post;
    private final Features features;
    private final String baseUrl;

    /// How a server differs from the usual one.
    ///
    /// @param evenTime the step that refusals wait for, none usually
    public record Variant(
            MovableClock clock,
            boolean limits,
            Optional<Certificate> certificate,
            World.Post post,
            TrustedProxies proxies,
            Duration evenTime) {
        public Variant(MovableClock clock, boolean limits, Optional<Certificate> certificate) {
            this(clock, limits, certificate, World.Post.staying());
        }

        public Variant(MovableClock clock, boolean limits, Optional<Certificate> certificate, World.Post post) {
            this(clock, limits, certificate, post, TrustedProxies.NONE);
        }

        public Variant(
                MovableClock clock,
                boolean limits,
                Optional<Certificate> certificate,
                World.Post post,
                TrustedProxies proxies) {
            this(clock, limits, certificate, post, proxies, Duration.ZERO);
        }

        /// Where refusals wait.
        public static Variant evenly(Duration step) {
            return new Variant(
                    new MovableClock(), false, Optional.empty(), World.Post.staying(), TrustedProxies.NONE, step);
        }

        public static Variant usual() {
            return new Variant(new MovableClock(), false, Optional.empty());
        }
    }

    /// A TLS certificate for `localhost`, and a client that trusts it.
    public record Certificate(Tls material, HttpClient client) {}

    private TestServer(String databaseUrl, Variant variant) {
        clock = variant.clock();
        var random = new SecureRandom();
        int port = freePort();
        baseUrl = (variant.certificate().isPresent() ? "https" : "http") + "://localhost:" + port;
        client = variant.certificate().map(Certificate::client).orElse(Browser.PLAIN);
        storage = Storage.open(databaseUrl, random);
        gate = HashGate.forProcessors(2);
        // Cheap on purpose: what a hash costs is measured elsewhere.
        var passwords = new Passwords(new Argon2Cost(1024, 1, 1), gate, random);
        var secrets = new World.Secrets(MASTER_KEY, random, CryptoProvider.load(), passwords);
        outbound = new GuardedOutbound(AddressRules.WITH_LOOPBACK, List::of);
        post = variant.post();
        features = new Features(new World(
                new Issuers(baseUrl),
                storage,
                secrets,
                clock,
                new World.Bounds(
                        variant.limits() ? RateLimits.EVERYBODY : RateLimits.OTHER_MACHINES, variant.evenTime()),
                new World.Ways(outbound, variant.post())));
        features.admit(API_TOKEN);
        features.prepare();
        fixture = new Fixture(storage, passwords, clock);
        var config =
                HttpConfig.loopback(port).withTrustedProxies(variant.proxies()).withUploads(Features.uploads());
        var listening = variant.certificate()
                .map(certificate -> config.withTls(certificate.material()))
                .orElse(config);
        http = new HttpServer(listening, features.handler(), features.refusals()).start();
    }

    /// A server with a new SQLite database.
    public static TestServer fresh() {
        return on(Databases.sqlite());
    }

    public static TestServer on(String databaseUrl) {
        return on(databaseUrl, Variant.usual());
    }

    public static TestServer on(String databaseUrl, Variant variant) {
        return new TestServer(databaseUrl, variant);
    }

    /// Another node beside this one: same database, same clock.
    public static TestServer beside(TestServer other, String databaseUrl) {
        return new TestServer(databaseUrl, new Variant(other.clock, false, Optional.empty()));
    }

    /// A server that bounds requests from this machine, too.
    public static TestServer withLimits() {
        return new TestServer(Databases.sqlite(), new Variant(new MovableClock(), true, Optional.empty()));
    }

    /// The same behind a proxy on this machine, which says where a request came from.
    public static TestServer withLimitsBehindProxy() {
        var proxies = TrustedProxies.of(List.of("127.0.0.1"));
        return new TestServer(
                Databases.sqlite(),
                new Variant(new MovableClock(), true, Optional.empty(), World.Post.staying(), proxies));
    }

    public static TestServer overTls(Certificate certificate) {
        return new TestServer(Databases.sqlite(), new Variant(new MovableClock(), false, Optional.of(certificate)));
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A client's secret as it is kept.
    public byte[] sealed(String secret) {
        return new Sealer(MASTER_KEY, "client secrets", new SecureRandom())
                .seal(secret.getBytes(StandardCharsets.UTF_8));
    }

    public String baseUrl() {
        return baseUrl;
    }

    public int port() {
        return http.port();
    }

    public String issuer() {
        return baseUrl + "/oauth2/default";
    }

    /// All that it answers.
    public List<Router.Route> routes() {
        return features.routes();
    }

    /// What a server does once an hour.
    public void maintain() {
        features.maintain();
    }

    /// Brings in a file of people that waits, if one does, for as long as it is wanted.
    public boolean bringIn(BooleanSupplier goOn) {
        return features.bringIn(goOn);
    }

    /// A new person at a new machine.
    public Browser browser() {
        return new Browser(baseUrl, client);
    }

    /// Delivers what waits: mails, and news of sign-outs.
    public void deliver() {
        features.deliver();
    }

    /// Does all that rules of groups have to do for everybody.
    public void placePeople() {
        while (features.placePeople()) Thread.onSpinWait();
    }

    /// Delivers the mails that wait, and answers with all that came, the latest first.
    public List<Mail> mails() {
        features.deliver();
        return post.shown().orElseThrow().mails();
    }

    /// Delivers the mails that wait, and answers with the latest to that address.
    public Mail mailTo(String address) {
        return mails().stream()
                .filter(mail -> mail.to().text().equals(address))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no mail to " + address));
    }

    /// What is in the System Log, oldest first.
    public List<LogEvent> log() {
        return log(storage);
    }

    public static List<LogEvent> log(Storage storage) {
        var page = new LogStore.Page(Optional.empty(), 100_000, true);
        var always = Instant.parse("9999-01-01T00:00:00Z");
        return storage.log().read(new LogStore.Query(Instant.EPOCH, always, Optional.empty(), Optional.empty(), page));
    }

    /// The rows of one type in the System Log.
    public List<LogEvent> log(String type) {
        return log().stream().filter(it -> it.kind().type().equals(type)).toList();
    }

    @Override
    public void close() {
        http.stop();
        outbound.close();
        storage.close();
        gate.close();
    }
}
