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
import dev.narthex.recovery.PasswordDesk;
import dev.narthex.users.User;
import java.util.ArrayList;
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
    private final RecoveryQuestion question;
    private final FormResponder forms;
    private final WelcomeResponder welcome;

    /// @param purpose ACTIVATION or PASSWORD_RESET
    public NewPasswordPage(
            LinkPurpose purpose,
            PasswordDesk desk,
            RecoveryQuestion question,
            FormResponder forms,
            WelcomeResponder welcome) {
        this.purpose = purpose;
        this.desk = desk;
        this.question = question;
        this.forms = forms;
        this.welcome = welcome;
    }

    /// GET of the link.
    public Response show(Request request) {
        return desk.holder(purpose, token(request))
                .map(holder -> forms.show(request, form(request, holder, Parameters.NONE)))
                .orElseGet(() -> over(request));
    }

    /// POST of the form.
    public Response submit(Request request) {
        var fields = request.form();
        var found = desk.holder(purpose, token(request));
        if (found.isEmpty()) return over(request);
        var form = form(request, found.get(), fields);
        if (!forms.isOurs(request, fields)) return forms.again(request, form);
        // An account that begins has no question; where there is one, its field comes first.
        if (purpose == LinkPurpose.PASSWORD_RESET && !question.passes(found.get(), fields)) {
            var answer = form.fields().getFirst();
            return refused(request, form, answer, RecoveryQuestion.wrong(answer));
        }
        return choose(request, fields, form);
    }

    /// The form again, with a field marked.
    private Response refused(Request request, Form form, Field plain, Field marked) {
        var fields = form.fields().stream().map(it -> it == plain ? marked : it).toList();
        return forms.show(request, 400, form.with(fields), Optional.empty());
    }

    private Response choose(Request request, Parameters fields, Form form) {
        String password = fields.first("newPassword").orElse("");
        return switch (desk.choose(purpose, token(request), password)) {
            case PasswordDesk.Choice.Unfit(var faults) -> {
                var field = form.fields().getLast();
                yield refused(request, form, field, field.with(faults));
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

    private Form form(Request request, User holder, Parameters typed) {
        boolean first = purpose == LinkPurpose.ACTIVATION;
        var text = new FormView.Text(
                first ? "Welcome, " + holder.displayName() : "Choose a new password",
                first ? "Choose a password for your account." : "",
                "Save and sign in",
                List.of());
        var fields = new ArrayList<Field>();
        if (!first) question.field(holder, typed).ifPresent(fields::add);
        fields.add(Field.newPassword("New password", desk.rules(holder)));
        return new Form(
                text, purpose.path() + token(request), ReturnPath.HOME, Map.of(), Optional.of(holder.login()), fields);
    }

    private static String token(Request request) {
        return request.pathParameter("token");
    }
}
