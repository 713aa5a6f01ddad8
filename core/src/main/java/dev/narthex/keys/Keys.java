package dev.narthex.keys;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.crypt.Sealer;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.JwkSet;
import dev.narthex.jose.LocalKeys;
import dev.narthex.jose.Signers;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import dev.narthex.keys.SigningKey.Material;
import dev.narthex.keys.SigningKey.Status;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServer.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Keeps the signing keys of every server: makes them when first needed, rotates them, opens them for use.
public final class Keys {
    /// A retired key stays published as long as the longest-lived token that it can have signed, and a day more for
    /// those who cache.
    public static final Duration PUBLISHED_AFTER_RETIREMENT = Duration.ofHours(48);

    public static final Duration ROTATED_EVERY = Duration.ofDays(90);

    private static final int CACHED = 1_000;

    private final KeyStore store;
    private final Sealer sealer;
    private final CryptoProvider crypto;
    private final InstantSource clock;
    private final Cache<String, ServerKeys> cache;

    public Keys(KeyStore store, Sealer sealer, CryptoProvider crypto, InstantSource clock, Changes changes) {
        this.store = store;
        this.sealer = sealer;
        this.crypto = crypto;
        this.clock = clock;
        this.cache = new Cache<String, ServerKeys>(changes, CACHED, this::open).droppedBy("keys", id -> id);
    }

    /// The server's keys; made now if it has none yet.
    public ServerKeys of(AuthorizationServer server) {
        return cache.get(server.id()).orElseGet(() -> {
            install(server);
            return open(server.id()).orElseThrow();
        });
    }

    /// As stored, ACTIVE first.
    public List<SigningKey> stored(AuthorizationServer server) {
        of(server);
        return store.keysOf(server.id());
    }

    public Jwk publicKey(SigningKey key) {
        return Jwk.publicKey(key.kid(), pair(key));
    }

    /// The published NEXT key signs from now on. A rotation that another node makes at the same time counts as ours.
    public List<SigningKey> rotate(AuthorizationServer server) {
        String active = of(server).signer().keyId();
        store.rotate(server.id(), active, generate(server, Status.NEXT), clock.instant());
        return store.keysOf(server.id());
    }

    /// Rotates if the active key has signed for long enough, unless an administrator does that; drops keys that no
    /// living
    /// token needs.
    public void maintain(AuthorizationServer server) {
        var due = stored(server).getFirst().signsSince().plus(ROTATED_EVERY);
        boolean ours = server.settings().options().rotation() == Rotation.AUTO;
        if (ours && !due.isAfter(clock.instant())) rotate(server);
        store.dropRetiredBefore(clock.instant().minus(PUBLISHED_AFTER_RETIREMENT));
    }

    /// New keys, if the server has come to sign by another algorithm than its keys are for.
    public void follow(AuthorizationServer server) {
        var active = stored(server).getFirst();
        if (active.material().algorithm() != server.settings().algorithm()) install(server);
    }

    /// Makes ACTIVE and NEXT keys unless there are some; where the server's algorithm has changed, new ones.
    public void install(AuthorizationServer server) {
        var first = List.of(generate(server, Status.ACTIVE), generate(server, Status.NEXT));
        var present = store.install(server.id(), first);
        if (present.getFirst().material().algorithm() != server.settings().algorithm()) {
            store.replaceAll(server.id(), first, clock.instant());
        }
    }

    private SigningKey generate(AuthorizationServer server, Status status) {
        SigningAlgorithm algorithm = server.settings().algorithm();
        var pair = SigningKeyPair.generate(algorithm);
        var material = new Material(algorithm, pair.publicKeySpki(), sealer.seal(pair.privateKeyPkcs8()));
        Instant now = clock.instant();
        var activated = Optional.of(now).filter(_ -> status == Status.ACTIVE);
        var times = new SigningKey.Times(now, activated, Optional.empty());
        return new SigningKey(Jwk.thumbprint(pair), server.id(), status, material, times);
    }

    private Optional<ServerKeys> open(String serverId) {
        var keys = store.keysOf(serverId).stream().filter(this::isPublished).toList();
        if (keys.isEmpty()) return Optional.empty();
        var published = new JwkSet(keys.stream().map(this::publicKey).toList());
        var active = keys.getFirst();
        return Optional.of(
                new ServerKeys(Signers.of(active.kid(), pair(active), crypto), published, LocalKeys.of(published)));
    }

    private boolean isPublished(SigningKey key) {
        Instant limit = clock.instant().minus(PUBLISHED_AFTER_RETIREMENT);
        return key.times().retired().map(limit::isBefore).orElse(true);
    }

    private SigningKeyPair pair(SigningKey key) {
        byte[] pkcs8 = sealer.open(key.material().sealed())
                .orElseThrow(() -> new IllegalStateException("signing key " + key.kid() + " does not open"));
        return SigningKeyPair.of(
                key.material().algorithm(), pkcs8, key.material().spki());
    }
}
