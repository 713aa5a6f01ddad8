package dev.narthex.server;

import dev.narthex.crypt.Sealer;
import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Unavailable;
import dev.narthex.id.Ids;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.password.Argon2Cost;
import dev.narthex.password.HashGate;
import dev.narthex.password.Passwords;
import dev.narthex.policy.Issuers;
import dev.narthex.server.config.Database;
import dev.narthex.server.config.Secret;
import dev.narthex.server.config.ServerConfig;
import dev.narthex.server.logs.Logs;
import dev.narthex.server.mail.MailRoutes;
import dev.narthex.server.seed.Ground;
import dev.narthex.server.seed.SeedFault;
import dev.narthex.server.seed.Sowing;
import dev.narthex.server.tls.TlsFault;
import dev.narthex.server.tls.TlsIdentity;
import dev.narthex.server.wiring.Features;
import dev.narthex.server.wiring.GuardedOutbound;
import dev.narthex.server.wiring.World;
import dev.narthex.store.Storage;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/// A running server: storage, features and the listener, opened in this order and closed in the other.
public final class Narthex implements AutoCloseable {
    private final Resources resources;
    private final Maintenance maintenance;
    private final MailRounds mailRounds;
    private final PlacementRounds placementRounds;
    private final ImportRounds importRounds;
    private final HttpServer http;
    private final Optional<String> madeToken;

    /// What is closed after the listener.
    private record Resources(Storage storage, HashGate gate, GuardedOutbound outbound) {
        void close() {
            outbound.close();
            gate.close();
            storage.close();
        }
    }

    private Narthex(Resources resources, Features features, ServerConfig config, Optional<String> madeToken) {
        this.madeToken = madeToken;
        this.resources = resources;
        this.http = new HttpServer(httpConfig(config), features.handler(), features.refusals()).start();
        this.maintenance = Maintenance.of(features);
        this.mailRounds = MailRounds.of(features);
        this.placementRounds = PlacementRounds.of(features);
        this.importRounds = ImportRounds.of(features);
    }

    /// Starts a server that answers when this returns.
    /// @throws StartFailure if it cannot, for a reason the operator can do something about
    public static Narthex start(ServerConfig config) {
        Logs.apply(config.operation());
        // Takes a third of a second; runs beside all that follows.
        var crypto = CryptoProvider.load();
        var random = new SecureRandom();
        Storage storage = open(config.storage().database(), random);
        var gate = HashGate.forProcessors(Runtime.getRuntime().availableProcessors());
        var outbound = new GuardedOutbound(
                config.operation().outbound(),
                () -> TlsIdentity.authorities(config.listener().tls()));
        try {
            var passwords = new Passwords(Argon2Cost.HOUSE, gate, random);
            var world = new World(
                    new Issuers(config.baseUrl().toString()),
                    storage,
                    new World.Secrets(config.secrets().masterKey(), random, crypto, passwords),
                    InstantSource.system(),
                    new World.Bounds(config.operation().rateLimits(), World.Bounds.EVEN_TIME),
                    new World.Ways(outbound, MailRoutes.post(config.operation().mailing())));
            var features = new Features(world);
            var firstToken = features.firstToken(config.secrets().apiToken().map(Secret::value));
            var clientSecrets = new Sealer(config.secrets().masterKey(), "client secrets", random);
            var ground = new Ground(storage, new Ids(world.clock(), random), world.clock(), passwords, clientSecrets);
            config.seed().ifPresent(seed -> Sowing.sow(seed, ground));
            features.prepare();
            return new Narthex(new Resources(storage, gate, outbound), features, config, firstToken);
        } catch (RuntimeException e) {
            new Resources(storage, gate, outbound).close();
            throw explained(e);
        }
    }

    private static Storage open(Database database, SecureRandom random) {
        try {
            return Storage.open(database.url().value(), random);
        } catch (Unavailable e) {
            throw new StartFailure(e.getMessage(), e);
        }
    }

    /// What an operator can do something about is told in one line.
    private static RuntimeException explained(RuntimeException e) {
        return switch (e) {
            case TlsFault fault -> new StartFailure(fault.getMessage(), fault);
            case SeedFault fault -> new StartFailure(fault.getMessage(), fault);
            case IllegalArgumentException wrong -> new StartFailure(wrong.getMessage(), wrong);
            case IllegalStateException taken ->
                new StartFailure(
                        taken.getMessage() + " (another program may have the port: choose one with --port)", taken);
            default -> e;
        };
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
                listener.host(),
                listener.port(),
                tls.map(TlsIdentity::forServer),
                listener.trustedProxies(),
                limits,
                Features.uploads());
    }

    /// The first API token, if it was made just now: it is stored as a hash, so this is the only time to show it.
    public Optional<String> madeToken() {
        return madeToken;
    }

    /// The port it listens on.
    public int port() {
        return http.port();
    }

    /// Takes no more requests, lets those in flight finish, then closes what they used.
    @Override
    public void close() {
        maintenance.close();
        mailRounds.close();
        placementRounds.close();
        importRounds.close();
        http.stop();
        resources.close();
    }
}
