package dev.narthex.account;

import dev.narthex.flow.FormResponder;
import dev.narthex.flow.FormResponder.Form;
import dev.narthex.flow.ReturnPath;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.page.Action;
import dev.narthex.page.FormView;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.Links;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.UserLifecycle.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The page behind a link that unlocks an account. A click does it, for programs follow links in mails.
public final class UnlockPage {
    private final Links links;
    private final Accounts accounts;
    private final FormResponder forms;
    private final SystemLog log;

    public UnlockPage(Links links, Accounts accounts, FormResponder forms, SystemLog log) {
        this.links = links;
        this.accounts = accounts;
        this.forms = forms;
        this.log = log;
    }

    /// GET of the link.
    public Response show(Request request) {
        return links.find(LinkPurpose.UNLOCK, token(request)).isPresent()
                ? forms.show(request, form(request))
                : over(request);
    }

    /// POST of the form.
    public Response submit(Request request) {
        if (!forms.isOurs(request, request.form())) return forms.again(request, form(request));
        var link = links.redeem(LinkPurpose.UNLOCK, token(request));
        if (link.isEmpty()) return over(request);
        // Not locked any more is as good.
        if (accounts.apply(link.get().userId(), Operation.UNLOCK) instanceof AccountResult.Done(var user)) {
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
                "A link works once and for a while, until a newer one is sent. A lock ends by itself after a quarter of"
                        + " an hour, too.",
                Optional.of(new Action("Sign in", "/login/login.htm")));
    }

    private static Form form(Request request) {
        var text = new FormView.Text("Unlock your account", "Then you can sign in again.", "Unlock", List.of());
        return new Form(
                text,
                LinkPurpose.UNLOCK.path() + token(request),
                ReturnPath.HOME,
                Map.of(),
                Optional.empty(),
                List.of());
    }

    private static String token(Request request) {
        return request.pathParameter("token");
    }
}
