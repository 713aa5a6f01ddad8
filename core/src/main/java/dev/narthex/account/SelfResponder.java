package dev.narthex.account;

import dev.narthex.flow.FormTokens;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.page.Action;
import dev.narthex.page.Field;
import dev.narthex.page.FormView;
import dev.narthex.page.MessageView;
import dev.narthex.page.Pages;
import dev.narthex.session.Session;
import dev.narthex.session.Sessions;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Answers people about their own account: those who are signed in, and may be.
public final class SelfResponder {
    public static final String PATH = "/account";
    private static final String STALE = "This page was open for too long. Please try again.";

    private final Sessions sessions;
    private final UserStore users;
    private final FormTokens forms;
    private final Pages pages;

    public SelfResponder(Sessions sessions, UserStore users, FormTokens forms, Pages pages) {
        this.sessions = sessions;
        this.users = users;
        this.forms = forms;
        this.pages = pages;
    }

    /// Who asks. Only a session makes one.
    public record Me(Session session, User user) {}

    /// Answers who is signed in; all others are sent to do so, and come back.
    public Response asMe(Request request, Function<Me, Response> answer) {
        return sessions.current(request)
                .flatMap(session ->
                        users.byId(session.userId()).filter(User::maySignIn).map(user -> new Me(session, user)))
                .map(answer)
                .orElseGet(() -> Response.found(
                        "/login/login.htm?fromURI=" + URLEncoder.encode(request.path(), StandardCharsets.UTF_8)));
    }

    /// Whether the form was served by us in this session.
    boolean isOurs(Me me, Parameters fields) {
        return forms.isForSession(fields.first("token").orElse(""), me.session());
    }

    String token(Me me) {
        return forms.forSession(me.session());
    }

    /// One of the account's forms.
    ///
    /// @param out where it leads without being sent, and after it was
    record Form(String title, String lead, String submit, String action, List<Field> fields, Action out) {
        Form(String title, String lead, String submit, String action, List<Field> fields) {
            this(title, lead, submit, action, fields, new Action("Back to your account", PATH));
        }

        Form with(List<Field> others) {
            return new Form(title, lead, submit, action, others, out);
        }
    }

    Response form(Request request, int status, Me me, Form form, Optional<String> error) {
        var text = new FormView.Text(form.title(), form.lead(), form.submit(), List.of(form.out()));
        var target = new FormView.Target(form.action(), token(me), form.out().href());
        var person = Optional.of(me.user().login());
        return pages.form(
                status, new FormView(text, target, person, form.fields(), error, Optional.empty(), request.id()));
    }

    Response tell(Request request, int status, String title, String text) {
        var back = Optional.of(new Action("Back to your account", PATH));
        return pages.message(status, new MessageView(title, text, back, request.id()));
    }

    Response stale(Request request, Me me, Form form) {
        return form(request, 400, me, form, Optional.of(STALE));
    }

    /// Back to the account, with one of the notices it knows.
    static Response done(String what) {
        return Response.seeOther(PATH + "?done=" + what);
    }
}
