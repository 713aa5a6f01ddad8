package dev.narthex.signin;

import dev.narthex.flow.FormTokens;
import dev.narthex.flow.ReturnPath;
import dev.narthex.groups.People;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.logout.FrontChannel;
import dev.narthex.origins.TrustedOrigins;
import dev.narthex.page.Action;
import dev.narthex.page.FarewellView;
import dev.narthex.page.HomeView;
import dev.narthex.page.MessageView;
import dev.narthex.page.Pages;
import dev.narthex.session.Session;
import dev.narthex.session.Sessions;
import java.util.Optional;
import java.util.function.Predicate;

/// Signing out, and the page from which one can.
public final class SignOutPage {
    private static final String PATH = "/login/signout";
    private static final String SIGN_IN = "/login/login.htm";

    private final Sessions sessions;
    private final FormTokens forms;
    private final People people;
    private final Views views;
    private final SystemLog log;

    /// How to answer, and whom to send people back to.
    ///
    /// @param administers whether the console is open to a person, by their id
    public record Views(Pages pages, TrustedOrigins origins, FrontChannel front, Predicate<String> administers) {}

    public SignOutPage(Sessions sessions, FormTokens forms, People people, Views views, SystemLog log) {
        this.sessions = sessions;
        this.forms = forms;
        this.people = people;
        this.views = views;
        this.log = log;
    }

    /// GET `/`: who is signed in here.
    public Response home(Request request) {
        var session = sessions.current(request);
        return session.flatMap(it -> people.byId(it.userId()))
                .map(person -> views.pages()
                        .home(new HomeView(
                                person.user().displayName(),
                                person.user().login(),
                                views.administers().test(person.id()),
                                PATH,
                                forms.forSession(session.orElseThrow()),
                                request.id())))
                .orElseGet(() -> Response.found("/login/login.htm"));
    }

    /// GET `/login/signout`. A link on a foreign site, or on a sub-domain beside ours, must not sign people
    /// out: there we ask first.
    public Response show(Request request) {
        var session = sessions.current(request);
        if (session.isEmpty()) return gone(request);
        boolean foreign = request.header("sec-fetch-site")
                .filter(site -> !site.equals("none") && !site.equals("same-origin"))
                .isPresent();
        return foreign ? home(request) : end(request, session.get());
    }

    /// POST of the sign-out form.
    public Response submit(Request request) {
        var token = request.form().first("token").orElse("");
        var session = sessions.current(request);
        if (session.isEmpty()) return gone(request);
        return forms.isForSession(token, session.get()) ? end(request, session.get()) : home(request);
    }

    private Response end(Request request, Session session) {
        var frames = views.front().frames(session);
        sessions.end(session);
        people.byId(session.userId()).ifPresent(person -> {
            var entry = Entry.success(EventType.SESSION_END, SystemLog.actor(person.user()));
            log.write(request, Optional.of(session), entry);
        });
        var answer = frames.isEmpty()
                ? gone(request)
                : views.pages().farewell(new FarewellView(frames, place(request).orElse(SIGN_IN), request.id()));
        return answer.with(sessions.removal());
    }

    private Optional<String> place(Request request) {
        var fromUri = request.query().first("fromURI");
        var local = fromUri.flatMap(ReturnPath::parse).map(ReturnPath::text);
        return local.or(() -> fromUri.filter(views.origins()::mayRedirectTo));
    }

    private Response gone(Request request) {
        return place(request)
                .map(Response::seeOther)
                .orElseGet(() -> views.pages()
                        .message(
                                200,
                                new MessageView(
                                        "You are signed out",
                                        "On a shared computer, close the browser as well.",
                                        Optional.of(new Action("Sign in again", SIGN_IN)),
                                        request.id())));
    }
}
