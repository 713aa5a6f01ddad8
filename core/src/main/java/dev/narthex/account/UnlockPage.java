package dev.narthex.account;

import dev.narthex.flow.FormResponder;
import dev.narthex.flow.FormResponder.Form;
import dev.narthex.flow.ReturnPath;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.page.Action;
import dev.narthex.page.FormView;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.Links;
import dev.narthex.recovery.PasswordDesk;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.User;
import dev.narthex.users.UserLifecycle.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The page behind a link that unlocks an account. A click does it, for programs follow links in mails.
public final class UnlockPage {
    private final Desk desk;
    private final Accounts accounts;
    private final FormResponder forms;
    private final SystemLog log;

    /// Whom a link is for, and what they are asked.
    public record Desk(PasswordDesk holders, Links links, RecoveryQuestion question) {}

    public UnlockPage(Desk desk, Accounts accounts, FormResponder forms, SystemLog log) {
        this.desk = desk;
        this.accounts = accounts;
        this.forms = forms;
        this.log = log;
    }

    /// GET of the link.
    public Response show(Request request) {
        return desk.holders()
                .holder(LinkPurpose.UNLOCK, token(request))
                .map(holder -> forms.show(request, form(request, holder, Parameters.NONE)))
                .orElseGet(() -> over(request));
    }

    /// POST of the form.
    public Response submit(Request request) {
        var fields = request.form();
        var holder = desk.holders().holder(LinkPurpose.UNLOCK, token(request));
        if (holder.isEmpty()) return over(request);
        var form = form(request, holder.get(), fields);
        if (!forms.isOurs(request, fields)) return forms.again(request, form);
        if (!desk.question().passes(holder.get(), fields)) {
            var wrong = form.fields().stream().map(RecoveryQuestion::wrong).toList();
            return forms.show(request, 400, form.with(wrong), Optional.empty());
        }
        return desk.links()
                .redeem(LinkPurpose.UNLOCK, token(request))
                .map(link -> unlocked(request, link.userId()))
                .orElseGet(() -> over(request));
    }

    private Response unlocked(Request request, String userId) {
        // Not locked any more is as good.
        if (accounts.apply(userId, Operation.UNLOCK) instanceof AccountResult.Done(var user)) {
            log.write(request, Optional.empty(), Entry.success(EventType.ACCOUNT_UNLOCK, SystemLog.actor(user)));
        }
        return forms.tell(
                request,
                200,
                "Unlocked",
                "You can sign in again.",
                Optional.of(new Action("Sign in", "/login/login.htm")));
    }

    private Response over(Request request) {
        return forms.tell(
                request,
                410,
                "This link no longer works",
                "A link works once and for a while, until a newer one is sent.",
                Optional.of(new Action("Sign in", "/login/login.htm")));
    }

    private Form form(Request request, User holder, Parameters typed) {
        var text = new FormView.Text("Unlock your account", "Then you can sign in again.", "Unlock", List.of());
        return new Form(
                text,
                LinkPurpose.UNLOCK.path() + token(request),
                ReturnPath.HOME,
                Map.of(),
                Optional.of(holder.login()),
                desk.question().field(holder, typed).stream().toList());
    }

    private static String token(Request request) {
        return request.pathParameter("token");
    }
}
