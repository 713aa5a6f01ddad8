package dev.narthex.account;

import dev.narthex.flow.FormResponder;
import dev.narthex.flow.FormResponder.Form;
import dev.narthex.flow.ReturnPath;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.page.Action;
import dev.narthex.page.Field;
import dev.narthex.page.FormView;
import dev.narthex.recovery.LinkRequests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where people ask for a link by their username: for a new password, or to be unlocked. The answer is the same whoever
/// exists.
public final class LinkRequestPage {
    private final Wish wish;
    private final LinkRequests requests;
    private final FormResponder forms;
    private final SystemLog log;

    /// What is asked for.
    public enum Wish {
        PASSWORD("/signin/forgot-password", "Forgot your password?", "We will mail you a link to choose a new one."),
        UNLOCK("/signin/unlock", "Account locked?", "We will mail you a link to unlock it.");

        private final String path;
        private final String title;
        private final String lead;

        Wish(String path, String title, String lead) {
            this.path = path;
            this.title = title;
            this.lead = lead;
        }

        public String path() {
            return path;
        }
    }

    public LinkRequestPage(Wish wish, LinkRequests requests, FormResponder forms, SystemLog log) {
        this.wish = wish;
        this.requests = requests;
        this.forms = forms;
        this.log = log;
    }

    /// GET.
    public Response show(Request request) {
        return forms.show(request, form(request.query()));
    }

    /// POST of the form.
    public Response submit(Request request) {
        var fields = request.form();
        var form = form(fields);
        if (!forms.isOurs(request, fields)) return forms.again(request, form);
        String username = fields.first("username").orElse("").strip();
        if (username.isEmpty()) {
            var marked = Field.username("").with(List.of("Type your username."));
            return forms.show(request, 400, form.with(List.of(marked)), Optional.empty());
        }
        if (!requests.admits(request.source(), username)) {
            return forms.show(
                            request,
                            429,
                            form,
                            Optional.of("Too many tries in a short time. Wait a few minutes, then try again."))
                    .with("Retry-After", "120");
        }
        var answer = send(username, facts(request, form.back()));
        record(request, username, answer);
        return sent(request, form.back());
    }

    private LinkRequests.Answer send(String username, Map<String, String> facts) {
        return switch (wish) {
            case PASSWORD -> requests.forPassword(username, facts);
            case UNLOCK -> requests.forUnlock(username, facts);
        };
    }

    /// So that the way back is taken in the browser that asked, and in no other.
    private Map<String, String> facts(Request request, ReturnPath back) {
        var facts = new HashMap<String, String>();
        facts.put("from", back.text());
        forms.browser(request).ifPresent(browser -> facts.put("browser", browser));
        return facts;
    }

    private void record(Request request, String username, LinkRequests.Answer answer) {
        var actor = answer.user()
                .map(SystemLog::actor)
                .orElseGet(() -> new Actor("unknown", "User", SystemLog.bounded(username), "unknown"));
        var entry = answer.sent()
                ? Entry.success(EventType.ACCOUNT_LINK, actor)
                : Entry.failure(
                        EventType.ACCOUNT_LINK, actor, answer.user().isPresent() ? "NOT_ALLOWED" : "UNKNOWN_USER");
        log.write(request, Optional.empty(), entry.with(Map.of("purpose", wish.name())));
    }

    private Response sent(Request request, ReturnPath back) {
        return forms.tell(
                request,
                200,
                "Look into your mail",
                "If there is an account with this username, a link is on its way to its e-mail address. It may take a"
                        + " minute; look into the spam folder, too.",
                Optional.of(new Action("Back to sign in", "/login/login.htm?" + back.asParameter())));
    }

    private Form form(Parameters parameters) {
        var back = FormResponder.back(parameters);
        var text = new FormView.Text(
                wish.title,
                wish.lead,
                "Send me a link",
                List.of(new Action("Back to sign in", "/login/login.htm?" + back.asParameter())));
        var username = Field.username(parameters.first("username").orElse(""));
        return new Form(text, wish.path, back, Map.of(), Optional.empty(), List.of(username));
    }
}
