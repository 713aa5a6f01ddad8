package dev.narthex.logout;

import dev.narthex.apps.App;
import dev.narthex.apps.Apps;
import dev.narthex.apps.LogoutAddresses;
import dev.narthex.oauth.RedirectUri;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import dev.narthex.session.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells apps in the person's own browser that a session ends: a page with a hidden frame for each, which goes on by
/// itself.
public final class FrontChannel {
    private final ParticipantStore store;
    private final Apps apps;
    private final AuthorizationServers servers;
    private final Issuers issuers;

    public FrontChannel(ParticipantStore store, Apps apps, AuthorizationServers servers, Issuers issuers) {
        this.store = store;
        this.apps = apps;
        this.servers = servers;
        this.issuers = issuers;
    }

    /// The addresses to load for a session that is about to end.
    // OIDC Front-Channel Logout 1.0 §2: the addresses that apps registered, with iss and sid for those that insist.
    public List<String> frames(Session session) {
        return store.of(session.id()).stream().flatMap(this::frame).distinct().toList();
    }

    private Stream<String> frame(Participant participant) {
        return apps.byClientId(participant.clientId()).filter(App::active).stream()
                .map(app -> LogoutAddresses.of(app.settings()).front())
                .flatMap(front -> front.uri().stream()
                        .filter(uri -> RedirectUri.parse(uri).isPresent())
                        .flatMap(uri -> front.withSession() ? named(uri, participant).stream() : Stream.of(uri)));
    }

    // OIDC Front-Channel Logout 1.0 §3: both or none, and a query of the address's own stays.
    private Optional<String> named(String uri, Participant participant) {
        return servers.activeOrOrg(participant.serverId())
                .map(server -> uri + (uri.contains("?") ? "&" : "?") + "iss=" + encoded(issuers.issuer(server))
                        + "&sid=" + encoded(participant.sid()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
