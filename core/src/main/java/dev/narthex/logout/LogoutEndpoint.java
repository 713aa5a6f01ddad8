package dev.narthex.logout;

import dev.narthex.apps.App;
import dev.narthex.apps.Apps;
import dev.narthex.flow.FormTokens;
import dev.narthex.groups.People;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.issue.IdTokenHint;
import dev.narthex.issue.IdTokenHints;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.oauth.RedirectUri;
import dev.narthex.okta.OktaError;
import dev.narthex.page.Action;
import dev.narthex.page.FarewellView;
import dev.narthex.page.HomeView;
import dev.narthex.page.MessageView;
import dev.narthex.page.Pages;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import dev.narthex.session.Session;
import dev.narthex.session.Sessions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// GET or POST `…/v1/logout`: an app asks to sign the person out whom its ID token is about.
///
/// Without an ID token of ours nobody knows who asks, so the person is asked instead, and the browser stays here.
public final class LogoutEndpoint {
    private static final String SIGN_IN = "/login/login.htm";

    private final AuthorizationServers servers;
    private final Apps apps;
    private final Evidence evidence;
    private final Views views;
    private final SystemLog log;

    /// Who is signed in here, and who says so.
    public record Evidence(Sessions sessions, IdTokenHints hints, People people) {}

    /// How to answer.
    public record Views(Pages pages, FormTokens forms, Issuers issuers, FrontChannel front) {}

    public LogoutEndpoint(AuthorizationServers servers, Apps apps, Evidence evidence, Views views, SystemLog log) {
        this.servers = servers;
        this.apps = apps;
        this.evidence = evidence;
        this.views = views;
        this.log = log;
    }

    public Response handle(Request request) {
        return servers.addressed(request)
                .map(server -> answer(request, server, parameters(request)))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }

    // OIDC RP-Initiated Logout 1.0 §2: by GET in the query, by POST in a form.
    private static Parameters parameters(Request request) {
        if (!request.method().equals("POST")) return request.query();
        if (!request.query().isEmpty()) {
            throw new BadRequest(400, "A POST carries its parameters in the form, none in the query.");
        }
        return request.form();
    }

    private Response answer(Request request, AuthorizationServer server, Parameters parameters) {
        if (!parameters.repeated().isEmpty()) {
            return refused(request, "invalid_request", "A parameter came more than once.");
        }
        return parameters
                .first("id_token_hint")
                .flatMap(text -> evidence.hints().read(server, text))
                .map(hint -> hinted(request, hint, parameters))
                .orElseGet(() -> asked(request));
    }

    private Response hinted(Request request, IdTokenHint hint, Parameters parameters) {
        // OIDC RP-Initiated Logout 1.0 §2: a client_id beside the hint must be the one it was issued to.
        if (parameters
                .first("client_id")
                .filter(id -> !id.equals(hint.clientId()))
                .isPresent()) {
            return refused(request, "invalid_request", "The 'client_id' is not the one of the 'id_token_hint'.");
        }
        var place = parameters.first("post_logout_redirect_uri");
        if (place.isPresent() && !mayReturnTo(hint.clientId(), place.get())) {
            return refused(
                    request,
                    "invalid_request",
                    "The 'post_logout_redirect_uri' parameter must be one of the sign-out redirect URIs of the app,"
                            + " character for character. An administrator can add it to the app's settings.");
        }
        var session = evidence.sessions().current(request);
        if (session.isPresent() && !session.get().userId().equals(hint.subject())) {
            return refused(
                    request,
                    "id_token_does_not_match_session",
                    "The 'id_token_hint' is about somebody else than who is signed in.");
        }
        String next = place.map(uri -> withState(uri, parameters))
                .orElse(views.issuers().baseUrl() + SIGN_IN);
        var frames = session.map(views.front()::frames).orElse(List.of());
        session.ifPresent(it -> end(request, it));
        var answer = frames.isEmpty()
                ? Response.found(next)
                : views.pages().farewell(new FarewellView(frames, next, request.id()));
        return answer.with(evidence.sessions().removal());
    }

    // OIDC RP-Initiated Logout 1.0 §3: registered, and compared exactly.
    private boolean mayReturnTo(String clientId, String uri) {
        return RedirectUri.parse(uri).isPresent()
                && apps.byClientId(clientId)
                        .filter(App::active)
                        .filter(app ->
                                app.settings().oauth().postLogoutRedirectUris().contains(uri))
                        .isPresent();
    }

    private static String withState(String uri, Parameters parameters) {
        String separator = uri.contains("?") ? "&" : "?";
        return parameters
                .first("state")
                .map(state -> uri + separator + "state=" + URLEncoder.encode(state, StandardCharsets.UTF_8))
                .orElse(uri);
    }

    private void end(Request request, Session session) {
        evidence.sessions().end(session);
        evidence.people().byId(session.userId()).ifPresent(person -> {
            var entry = Entry.success(EventType.SESSION_END, SystemLog.actor(person.user()));
            log.write(request, Optional.of(session), entry);
        });
    }

    /// The person decides, on a page with the form of the sign-out page.
    private Response asked(Request request) {
        var session = evidence.sessions().current(request);
        return session.flatMap(it -> evidence.people().byId(it.userId()))
                .map(person -> views.pages()
                        .home(new HomeView(
                                person.user().displayName(),
                                person.user().login(),
                                false,
                                "/login/signout",
                                views.forms().forSession(session.orElseThrow()),
                                request.id())))
                .orElseGet(() -> message(
                        request, 200, "You are signed out", "On a shared computer, close the browser as well."));
    }

    private Response refused(Request request, String error, String description) {
        if (!request.namesInAccept("text/html")) {
            return OktaError.of(400, error, description).response(request);
        }
        return message(
                request,
                400,
                "We could not sign you out",
                "The app that sent you here made a request that we" + " can't answer: " + description);
    }

    private Response message(Request request, int status, String title, String text) {
        var next = status == 200 ? new Action("Sign in again", SIGN_IN) : new Action("Sign out here", "/");
        return views.pages().message(status, new MessageView(title, text, Optional.of(next), request.id()));
    }
}
