package dev.narthex.logout;

import dev.narthex.apps.App;
import dev.narthex.apps.Apps;
import dev.narthex.apps.LogoutAddresses;
import dev.narthex.http.client.Answer;
import dev.narthex.http.client.Call;
import dev.narthex.log.EventType;
import dev.narthex.logout.ParticipantStore.Due;
import dev.narthex.outbound.Outbound;
import dev.narthex.policy.AuthorizationServers;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;

/// Tells apps, from server to server, that a session has ended. What is to be told lies in the database until it was
/// heard or given up: a crash loses none, and every node helps.
public final class BackChannel {
    private static final int AT_ONCE = 20;
    private static final int ATTEMPTS = 8;
    /// Longer than a call may take.
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);

    private final ParticipantStore store;
    private final Apps apps;
    private final AuthorizationServers servers;
    private final Telling telling;
    private final InstantSource clock;

    /// How it is said, sent, and put on record when nobody listens.
    public record Telling(LogoutTokens tokens, Outbound outbound, LogoutLog log) {}

    public BackChannel(
            ParticipantStore store, Apps apps, AuthorizationServers servers, Telling telling, InstantSource clock) {
        this.store = store;
        this.apps = apps;
        this.servers = servers;
        this.telling = telling;
        this.clock = clock;
    }

    /// Tells everybody who is due now, once; slow ones beside each other.
    public void deliver() {
        Instant now = clock.instant();
        for (var due = store.take(now, now.plus(TIME), AT_ONCE);
                !due.isEmpty();
                due = store.take(now, now.plus(TIME), AT_ONCE)) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach(one -> threads.execute(() -> tell(one)));
            }
        }
    }

    private void tell(Due due) {
        var participant = due.participant();
        var app = apps.byClientId(participant.clientId()).filter(App::active);
        var uri = app.flatMap(it -> LogoutAddresses.of(it.settings()).back().uri());
        var server = servers.activeOrOrg(participant.serverId());
        if (uri.isEmpty() || server.isEmpty()) {
            store.done(participant);
            return;
        }
        String body = "logout_token="
                + URLEncoder.encode(telling.tokens().of(server.get(), participant), StandardCharsets.UTF_8);
        var call = Call.post(
                URI.create(uri.get()), "application/x-www-form-urlencoded", body.getBytes(StandardCharsets.US_ASCII));
        heard(due, app.get(), telling.outbound().send(call));
    }

    // OIDC Back-Channel Logout 1.0 §2.8: 200 is a yes, 204 as good; 400 is a no that stays one.
    private void heard(Due due, App app, Answer answer) {
        switch (answer) {
            case Answer.Answered(int status, var _, var _)
            when status == 200 || status == 204 -> store.done(due.participant());
            case Answer.Answered(int status, var _, var _) when status == 400 -> giveUp(due, app, "answered 400");
            case Answer.Refused(var reason) -> giveUp(due, app, reason);
            case Answer.Answered(int status, var _, var _) -> later(due, app, "answered " + status);
            case Answer.Failed(var cause, var _) -> later(due, app, cause.name());
        }
    }

    private void later(Due due, App app, String reason) {
        if (due.attempt() >= ATTEMPTS) {
            giveUp(due, app, reason);
            return;
        }
        // Ten seconds, twenty, forty: all within half an hour.
        Duration wait = FIRST_WAIT.multipliedBy(1L << (due.attempt() - 1));
        store.retry(due.participant(), clock.instant().plus(wait));
    }

    private void giveUp(Due due, App app, String reason) {
        store.done(due.participant());
        telling.log()
                .unheard(
                        EventType.LOGOUT_UNHEARD,
                        app,
                        Optional.of(due.participant().userId()),
                        reason);
    }
}
