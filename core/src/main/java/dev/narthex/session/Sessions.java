package dev.narthex.session;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.crypt.SecretHash;
import dev.narthex.crypt.Secrets;
import dev.narthex.http.Request;
import dev.narthex.http.SetCookie;
import dev.narthex.http.SetCookie.SameSite;
import dev.narthex.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Knows browsers by their session cookie.
///
/// Over https the cookie has the `__Host-` prefix, so no sub-domain can plant it, and `SameSite=None`, so that an app's
/// hidden frame can renew its tokens; over plain http on loopback it can have neither.
public final class Sessions {
    private static final int CACHED = 50_000;
    private static final Duration TOUCH_AFTER = Duration.ofMinutes(1);
    private static final Duration IDLE = Duration.ofHours(2);
    private static final Duration ABSOLUTE = Duration.ofHours(24);
    private static final Duration KEPT_IDLE = Duration.ofDays(7);
    private static final Duration KEPT_ABSOLUTE = Duration.ofDays(30);

    private final SessionStore store;
    private final Ids ids;
    private final Secrets secrets;
    private final InstantSource clock;
    private final boolean secure;
    private final Cache<SecretHash, Session> cache;

    public Sessions(SessionStore store, Ids ids, Secrets secrets, InstantSource clock, Setting setting) {
        this.store = store;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
        this.secure = setting.secure();
        this.cache = new Cache<SecretHash, Session>(setting.changes(), CACHED, store::byHash)
                .droppedBy("session", SecretHash::ofHex);
    }

    /// `secure`: whether the base URL is https.
    public record Setting(Changes changes, boolean secure) {}

    /// A new session and the cookie that carries it.
    public record Started(Session session, SetCookie cookie) {}

    /// The session of the browser that sent the request, if it is alive. Notes its use, once a minute at most.
    public Optional<Session> current(Request request) {
        return request.cookie(cookieName()).map(SecretHash::of).flatMap(this::alive);
    }

    private Optional<Session> alive(SecretHash hash) {
        Instant now = clock.instant();
        return cache.get(hash)
                // What is remembered may not know of uses on other nodes: only the store can call it idle.
                .flatMap(session -> isAlive(session, now) ? Optional.of(session) : store.byHash(hash))
                .filter(session -> isAlive(session, now))
                .map(session -> touched(session, now));
    }

    private static boolean isAlive(Session session, Instant now) {
        Duration idle = session.persistent() ? KEPT_IDLE : IDLE;
        return session.times().lastUsed().plus(idle).isAfter(now)
                && ends(session).isAfter(now);
    }

    private static Instant ends(Session session) {
        return session.times().created().plus(session.persistent() ? KEPT_ABSOLUTE : ABSOLUTE);
    }

    /// When it ends unless it is used before.
    public Instant expires(Session session) {
        Instant idle = session.times().lastUsed().plus(session.persistent() ? KEPT_IDLE : IDLE);
        Instant absolute = ends(session);
        return idle.isBefore(absolute) ? idle : absolute;
    }

    /// A living session, by the id that the Sessions API shows.
    public Optional<Session> byId(String id) {
        return store.byId(id).filter(session -> expires(session).isAfter(clock.instant()));
    }

    /// The session, used now.
    public Session used(Session session) {
        Instant now = clock.instant();
        store.touch(session.hash(), now);
        cache.forget(session.hash());
        return session.at(session.times().usedAt(now));
    }

    private Session touched(Session session, Instant now) {
        if (session.times().lastUsed().plus(TOUCH_AFTER).isAfter(now)) return session;
        store.touch(session.hash(), now);
        cache.forget(session.hash());
        return session;
    }

    /// Those of a person that a browser can still use.
    public List<Session> aliveOf(String userId) {
        Instant now = clock.instant();
        return store.ofUser(userId).stream()
                .filter(session -> isAlive(session, now))
                .toList();
    }

    /// Begins a session with a new id, by a proof given just now; whatever session the browser had before ends.
    public Optional<Started> start(Request request, String userId, List<String> amr, boolean keep) {
        return start(request, new SessionTokens.Proof(userId, amr, clock.instant()), keep);
    }

    /// Begins a session in place of the one that the browser had, by what the person has shown. None if they may not
    /// sign in, or were signed out everywhere since.
    public Optional<Started> start(Request request, SessionTokens.Proof proof, boolean keep) {
        return start(request.cookie(cookieName()), proof, keep);
    }

    /// Begins the session that a session token stands for, without a browser.
    public Optional<Started> begin(SessionTokens.Proof proof) {
        return start(Optional.empty(), proof, false);
    }

    private Session.Times since(SessionTokens.Proof proof) {
        Instant now = clock.instant();
        return new Session.Times(now, proof.authenticated(), now);
    }

    private Optional<Started> start(Optional<String> replaced, SessionTokens.Proof proof, boolean keep) {
        String secret = secrets.next();
        var session =
                new Session(SecretHash.of(secret), ids.next("102"), proof.userId(), since(proof), keep, proof.amr());
        if (!store.start(session, replaced.map(SecretHash::of))) return Optional.empty();
        Optional<Duration> maxAge = keep ? Optional.of(KEPT_ABSOLUTE) : Optional.empty();
        return Optional.of(new Started(session, new SetCookie(cookieName(), secret, secure, sameSite(), maxAge)));
    }

    /// False if it had ended already.
    public boolean end(Session session) {
        return store.end(session.hash());
    }

    /// Forgets sessions that no browser can use any more.
    public int purge() {
        Instant now = clock.instant();
        return store.purge(now.minus(KEPT_IDLE), now.minus(KEPT_ABSOLUTE));
    }

    /// Makes the browser forget its session.
    public SetCookie removal() {
        return SetCookie.removal(cookieName(), secure, sameSite());
    }

    private SameSite sameSite() {
        return secure ? SameSite.NONE : SameSite.LAX;
    }

    private String cookieName() {
        return secure ? "__Host-sid" : "sid";
    }
}
