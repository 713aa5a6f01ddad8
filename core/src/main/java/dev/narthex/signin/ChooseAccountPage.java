package dev.narthex.signin;

import dev.narthex.apps.Apps;
import dev.narthex.flow.FormTokens;
import dev.narthex.flow.PausedRequest;
import dev.narthex.flow.PausedRequests;
import dev.narthex.flow.PausedRequests.Opened;
import dev.narthex.flow.ReturnPath;
import dev.narthex.flow.Views;
import dev.narthex.groups.People;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.page.ChooseAccountView;
import dev.narthex.page.Pages;
import dev.narthex.session.Session;
import dev.narthex.session.Sessions;
import dev.narthex.users.Person;
import java.util.Optional;

/// Where somebody who is signed in says whether to go on as the one they are: an app asked that they choose.
public final class ChooseAccountPage {
    public static final String PATH = "/signin/account";

    private final PausedRequests paused;
    private final Apps apps;
    private final Browser browser;
    private final Pages pages;

    /// What the page knows of the browser.
    public record Browser(Sessions sessions, FormTokens forms, People people) {}

    public ChooseAccountPage(PausedRequests paused, Apps apps, Browser browser, Pages pages) {
        this.paused = paused;
        this.apps = apps;
        this.browser = browser;
        this.pages = pages;
    }

    /// All that must be there for a choice to make sense.
    private record Choice(PausedRequest paused, ReturnPath back, Session session, Person person) {}

    /// GET `/signin/account?fromURI=…`.
    public Response show(Request request) {
        return choice(request, request.query())
                .map(choice -> render(request, choice))
                .orElseGet(() -> Response.seeOther(back(request.query()).text()));
    }

    /// POST of the form.
    public Response submit(Request request) {
        var fields = request.form();
        var found = choice(request, fields);
        // Without a session, or with a request that waited too long, `/authorize` knows what to do.
        if (found.isEmpty()) return Response.seeOther(back(fields).text());
        var choice = found.get();
        if (!browser.forms().isForSession(fields.first("token").orElse(""), choice.session())) {
            return render(request, choice);
        }
        return switch (fields.first("account").orElse("")) {
            case "this" -> goOn(choice);
            case "other" ->
                Response.seeOther("/login/login.htm?" + choice.back().asParameter());
            default -> render(request, choice);
        };
    }

    private Response goOn(Choice choice) {
        String key = paused.seal(choice.paused().chosen(choice.session().hash()));
        return Response.seeOther(
                ReturnPath.toAuthorize(choice.paused().serverId(), key).text());
    }

    private static ReturnPath back(Parameters parameters) {
        return parameters.first("fromURI").flatMap(ReturnPath::parse).orElse(ReturnPath.HOME);
    }

    private Optional<Choice> choice(Request request, Parameters parameters) {
        var back = back(parameters);
        var opened = back.oktaKey().map(paused::open);
        if (opened.isEmpty() || !(opened.get() instanceof Opened.Fresh(var waiting))) return Optional.empty();
        return browser.sessions()
                .current(request)
                .flatMap(session -> browser.people()
                        .byId(session.userId())
                        .map(person -> new Choice(waiting, back, session, person)));
    }

    private Response render(Request request, Choice choice) {
        var user = choice.person().user();
        return pages.chooseAccount(new ChooseAccountView(
                PATH,
                browser.forms().forSession(choice.session()),
                choice.back().text(),
                user.displayName(),
                user.login(),
                Views.app(apps, choice.paused()),
                request.id()));
    }
}
