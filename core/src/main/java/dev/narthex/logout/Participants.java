package dev.narthex.logout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.narthex.apps.App;
import dev.narthex.apps.LogoutAddresses;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.session.Session;
import java.time.InstantSource;

/// Remembers which apps take part in a session: only those that want to hear of its end, and each once.
public final class Participants {
    private static final int CACHED = 20_000;

    private final ParticipantStore store;
    private final InstantSource clock;
    /// What this node has written: renewing tokens every hour writes nothing more.
    private final Cache<Participant, Boolean> known =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    public Participants(ParticipantStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// On record before the app is answered.
    public void join(Session session, App app, AuthorizationServer server) {
        if (!LogoutAddresses.of(app.settings()).any()) return;
        var participant = new Participant(session.id(), app.clientId(), server.id(), session.userId());
        known.get(participant, it -> {
            store.join(it, clock.instant());
            return true;
        });
    }
}
