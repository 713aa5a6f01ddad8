package dev.narthex.account;

import dev.narthex.flow.FormResponder;
import dev.narthex.flow.FormResponder.Form;
import dev.narthex.flow.ReturnPath;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.page.Action;
import dev.narthex.page.Field;
import dev.narthex.page.FormView;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.OneTimeLink;
import dev.narthex.users.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The page behind a link in a mail: choose the first password, or another one.
///
/// To look at it spends nothing; the form redeems the link, and only for a password that will do. Whoever was signed in
/// by the old password is no more; this browser is signed in.
public final class NewPasswordPage {
    private final LinkPurpose purpose;
    private final PasswordDesk desk;
    private final FormResponder forms;
    private final WelcomeResponder welcome;

    /// @param purpose ACTIVATION or PASSWORD_RESET
    public NewPasswordPage(LinkPurpose purpose, PasswordDesk desk, FormResponder forms, WelcomeResponder welcome) {
        this.purpose = purpose;
        this.desk = desk;
        this.forms = forms;
        this.welcome = welcome;
    }

    /// GET of the link.
    public Response show(Request request) {
        return desk.holder(purpose, token(request))
                .map(holder -> forms.show(request, form(request, holder)))
                .orElseGet(() -> over(request));
    }

    /// POST of the form.
    public Response submit(Request request) {
        var fields = request.form();
        var found = desk.holder(purpose, token(request));
        if (found.isEmpty()) return over(request);
        var form = form(request, found.get());
        if (!forms.isOurs(request, fields)) return forms.again(request, form);
        return choose(request, fields, form);
    }

    private Response choose(Request request, Parameters fields, Form form) {
        String password = fields.first("newPassword").orElse("");
        return switch (desk.choose(purpose, token(request), password)) {
            case PasswordDesk.Choice.Unfit(var faults) -> {
                var field = form.fields().getFirst().with(faults);
                yield forms.show(request, 400, form.with(List.of(field)), Optional.empty());
            }
            case PasswordDesk.Choice.Over() -> over(request);
            case PasswordDesk.Choice.Chosen(var user, var link) -> chosen(request, user, link);
        };
    }

    private Response chosen(Request request, User user, OneTimeLink link) {
        boolean here = forms.browser(request)
                .filter(browser -> browser.equals(link.facts().get("browser")))
                .isPresent();
        var back = Optional.ofNullable(link.facts().get("from"))
                .filter(_ -> here)
                .flatMap(ReturnPath::parse)
                .orElse(ReturnPath.HOME);
        return welcome.in(request, user, purpose == LinkPurpose.ACTIVATION, back);
    }

    private Response over(Request request) {
        boolean reset = purpose == LinkPurpose.PASSWORD_RESET;
        return forms.tell(
                request,
                410,
                "This link no longer works",
                "A link works once and for a while, until a newer one is sent. "
                        + (reset ? "Ask for another one." : "If you have no password yet, ask for another link."),
                Optional.of(new Action("Ask for another link", LinkRequestPage.Wish.PASSWORD.path())));
    }

    private Form form(Request request, User holder) {
        boolean first = purpose == LinkPurpose.ACTIVATION;
        var text = new FormView.Text(
                first ? "Welcome, " + holder.displayName() : "Choose a new password",
                first ? "Choose a password for your account." : "",
                "Save and sign in",
                List.of());
        var field = Field.newPassword("New password", desk.rules());
        return new Form(
                text,
                purpose.path() + token(request),
                ReturnPath.HOME,
                Map.of(),
                Optional.of(holder.login()),
                List.of(field));
    }

    private static String token(Request request) {
        return request.pathParameter("token");
    }
}
