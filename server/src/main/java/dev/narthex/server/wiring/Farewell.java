package dev.narthex.server.wiring;

import dev.narthex.apps.App;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.logout.BackChannel;
import dev.narthex.logout.FrontChannel;
import dev.narthex.logout.LogoutTokens;
import dev.narthex.logout.ParticipantStore;
import dev.narthex.logout.Participants;
import java.time.Duration;
import java.util.Optional;

/// What tells apps that a session has ended.
final class Farewell {
    /// No session lives longer, kept ones included.
    private static final Duration LONGEST = Duration.ofDays(31);

    final Participants participants;
    final FrontChannel front;
    final BackChannel back;
    private final Foundation base;
    private final ParticipantStore store;

    Farewell(Foundation base) {
        this.base = base;
        var world = base.world;
        store = world.storage().participants();
        participants = new Participants(store, world.clock());
        front = new FrontChannel(store, base.apps, base.servers, world.issuers());
        var tokens = new LogoutTokens(base.keys::of, world.issuers(), base.secrets, world.clock());
        var telling = new BackChannel.Telling(tokens, world.ways().outbound(), this::unheard);
        back = new BackChannel(store, base.apps, base.servers, telling, world.clock());
    }

    private void unheard(EventType type, App app, Optional<String> userId, String reason) {
        var of = new Target(app.clientId(), "PublicClientApp", app.clientId(), app.label());
        var whom = userId.map(id -> new Target(id, "User", id, id)).stream();
        var targets = java.util.stream.Stream.concat(java.util.stream.Stream.of(of), whom)
                .toArray(Target[]::new);
        base.log.write(Entry.failure(type, Actor.SYSTEM, reason, targets));
    }

    void purge() {
        store.purge(base.world.clock().instant().minus(LONGEST));
    }
}
