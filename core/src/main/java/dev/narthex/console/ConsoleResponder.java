package dev.narthex.console;

import dev.narthex.flow.FormTokens;
import dev.narthex.flow.ReturnPath;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.page.Action;
import dev.narthex.page.MessageView;
import dev.narthex.page.Pages;
import dev.narthex.page.console.Section;
import dev.narthex.page.console.Shell;
import dev.narthex.roles.Right;
import dev.narthex.roles.RoleStore;
import dev.narthex.session.Session;
import dev.narthex.session.Sessions;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// Answers administrators, and nobody else: by their session, their role, and for all that changes something, by the
/// token of a form that they had from us.
public final class ConsoleResponder {
    static final String PATH = "/admin";
    private static final Map<String, String> NOTICES = Map.of(
            "created", "Added.",
            "saved", "Saved.",
            "done", "Done.",
            "mailed", "Done. A mail with a link is on its way.",
            "removed", "Removed.");

    private final Doors doors;
    private final SystemLog log;
    private final Pages pages;

    /// By what an administrator is known.
    public record Doors(Sessions sessions, UserStore users, RoleStore roles, FormTokens forms) {}

    public ConsoleResponder(Doors doors, SystemLog log, Pages pages) {
        this.doors = doors;
        this.log = log;
        this.pages = pages;
    }

    /// Answers whoever has the right; sends all who are not signed in to do so.
    Response as(Request request, Right right, Function<Administrator, Response> answer) {
        var session = doors.sessions().current(request);
        if (session.isEmpty()) return toSignIn(request);
        return administrator(session.get())
                .map(admin -> admin.may(right) ? answer.apply(admin) : notYours(request))
                .orElseGet(() -> nobodysBusiness(request));
    }

    /// The same for a form, if it is one of ours.
    Response changing(Request request, Right right, BiFunction<Administrator, Parameters, Response> answer) {
        return as(request, right, admin -> {
            var fields = request.form();
            boolean ours = doors.forms().isForSession(fields.first("token").orElse(""), admin.session());
            return ours ? answer.apply(admin, fields) : stale(request);
        });
    }

    /// Answers about the person whom the path names, if that may be done to them.
    Response about(Request request, Administrator admin, Right right, Function<User, Response> answer) {
        var user = doors.users().byId(request.pathParameter("id"));
        if (user.isEmpty()) return gone(request, "person", Section.PEOPLE.path());
        boolean may = admin.may(right, doors.roles().of(user.get().id()));
        return may ? answer.apply(user.get()) : notYours(request);
    }

    private Optional<Administrator> administrator(Session session) {
        return doors.users()
                .byId(session.userId())
                .filter(User::maySignIn)
                .map(user -> new Administrator(session, user, doors.roles().of(user.id())))
                .filter(admin -> admin.may(Right.LOOK));
    }

    private static Response toSignIn(Request request) {
        String back = request.method().equals("GET") ? request.path() : PATH;
        var path = ReturnPath.parse(back).orElse(ReturnPath.HOME);
        return Response.found("/login/login.htm?" + path.asParameter());
    }

    /// What every page of the console has around it.
    Shell shell(Request request, Administrator admin, Section section, String title) {
        var notice = request.query().first("done").map(NOTICES::get);
        String token = doors.forms().forSession(admin.session());
        return new Shell(title, section, sections(admin), admin.user().displayName(), notice, token, request.id());
    }

    private static List<Section> sections(Administrator admin) {
        return Stream.of(Section.values())
                .filter(section -> section != Section.APPS || admin.may(Right.ALL))
                .toList();
    }

    void record(Request request, Administrator admin, EventType type, Target... targets) {
        log.write(request, Optional.of(admin.session()), Entry.success(type, admin.actor(), targets));
    }

    Response tell(Request request, int status, String title, String text, String back) {
        var action = new Action("Back", back);
        return pages.message(status, new MessageView(title, text, Optional.of(action), request.id()));
    }

    Response gone(Request request, String what, String back) {
        return tell(request, 404, "Not there", "There is no such " + what + ". Somebody may have removed it.", back);
    }

    /// For what an administrator with another role could do.
    Response notYours(Request request) {
        return tell(
                request, 403, "Not with your role", "An administrator with a wider role than yours can do this.", PATH);
    }

    private Response stale(Request request) {
        return tell(request, 400, "Please try again", "That page was open for too long. Nothing was changed.", PATH);
    }

    private Response nobodysBusiness(Request request) {
        return tell(
                request,
                403,
                "For administrators",
                "You are signed in, and you do not administer this organization.",
                "/");
    }
}
