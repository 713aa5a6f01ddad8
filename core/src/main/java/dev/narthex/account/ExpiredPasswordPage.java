package dev.narthex.account;

import dev.narthex.flow.FormResponder;
import dev.narthex.flow.FormResponder.Form;
import dev.narthex.flow.PasswordProofs;
import dev.narthex.flow.PasswordProofs.Proof;
import dev.narthex.flow.ReturnPath;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.page.Field;
import dev.narthex.page.FormView;
import dev.narthex.session.Devices;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.AccountResult;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where somebody comes who showed the right password, which has to be changed: then they are let in.
public final class ExpiredPasswordPage {
    public static final String PATH = "/signin/password-expired";

    private final PasswordProofs proofs;
    private final Devices devices;
    private final Passwords passwords;
    private final FormResponder forms;
    private final WelcomeResponder welcome;

    /// Whose passwords, and by which rules.
    public record Passwords(UserStore users, AccountPasswords accounts) {}

    public ExpiredPasswordPage(
            PasswordProofs proofs,
            Devices devices,
            Passwords passwords,
            FormResponder forms,
            WelcomeResponder welcome) {
        this.proofs = proofs;
        this.devices = devices;
        this.passwords = passwords;
        this.forms = forms;
        this.welcome = welcome;
    }

    /// GET, with what the sign-in page proved.
    public Response show(Request request) {
        return prover(request, request.query())
                .map(user -> forms.show(request, form(request.query(), user)))
                .orElseGet(() -> again(request.query()));
    }

    /// POST of the form.
    public Response submit(Request request) {
        var fields = request.form();
        var prover = prover(request, fields);
        if (prover.isEmpty()) return again(fields);
        var user = prover.get();
        var form = form(fields, user);
        if (!forms.isOurs(request, fields)) return forms.again(request, form);
        String password = fields.first("newPassword").orElse("");
        if (passwords.accounts().isTheirs(password, passwords.users().password(user.id()))) {
            return refused(request, form, List.of("Choose another password than the present one."));
        }
        return switch (passwords.accounts().choose(user.id(), password)) {
            case AccountResult.Done(var changed) -> welcome.in(request, changed, false, form.back());
            case AccountResult.Unfit(var faults) -> refused(request, form, faults);
            default -> again(fields);
        };
    }

    private Response refused(Request request, Form form, List<String> faults) {
        var field = form.fields().getFirst().with(faults);
        return forms.show(request, 400, form.with(List.of(field)), Optional.empty());
    }

    /// Who showed their password in this browser, and has not changed it since.
    private Optional<User> prover(Request request, Parameters parameters) {
        return devices.token(request)
                .flatMap(device -> proofs.open(parameters.first("proof").orElse(""), device))
                .flatMap(proof -> passwords.users().byId(proof.userId()).filter(user -> stands(proof, user)));
    }

    private boolean stands(Proof proof, User user) {
        return user.times()
                .passwordChanged()
                .map(changed -> !changed.isAfter(proof.given()))
                .orElse(true);
    }

    /// Without a proof: signing in makes one.
    private static Response again(Parameters parameters) {
        return Response.seeOther(
                "/login/login.htm?" + FormResponder.back(parameters).asParameter());
    }

    private Form form(Parameters parameters, User user) {
        var text = new FormView.Text(
                "Your password has expired", "Choose a new one to go on.", "Save and sign in", List.of());
        ReturnPath back = FormResponder.back(parameters);
        return new Form(
                text,
                PATH,
                back,
                Map.of("proof", parameters.first("proof").orElse("")),
                Optional.of(user.login()),
                List.of(Field.newPassword("New password", passwords.accounts().rules(user))));
    }
}
