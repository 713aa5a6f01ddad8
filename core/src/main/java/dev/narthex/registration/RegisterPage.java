package dev.narthex.registration;

import dev.narthex.account.WelcomeResponder;
import dev.narthex.flow.FormResponder;
import dev.narthex.flow.FormResponder.Form;
import dev.narthex.flow.ReturnPath;
import dev.narthex.flow.Throttle;
import dev.narthex.flow.Throttle.Rate;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.page.Action;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Where people make an account.
public final class RegisterPage {
    public static final String PATH = "/signin/register";
    public static final String DONE = PATH + "/done";
    private static final Rate PER_ADDRESS = new Rate(10, Duration.ofSeconds(30));
    private static final Rate PER_EMAIL = new Rate(3, Duration.ofMinutes(5));
    private static final ReturnPath ELSEWHERE = ReturnPath.parse(DONE).orElseThrow();

    private final Enrollments enrollments;
    private final Registrations registrations;
    private final FormResponder forms;
    private final WelcomeResponder welcome;
    private final Bounds bounds;

    /// How often anybody may.
    ///
    /// @param exempt addresses from which any number may register
    public record Bounds(Throttle throttle, Predicate<String> exempt) {
        boolean admit(String address, String email) {
            return exempt.test(address)
                    || throttle.admits("register from " + address, PER_ADDRESS)
                            && throttle.admits("register " + Login.of(email).normalised(), PER_EMAIL);
        }
    }

    public RegisterPage(
            Enrollments enrollments,
            Registrations registrations,
            FormResponder forms,
            WelcomeResponder welcome,
            Bounds bounds) {
        this.enrollments = enrollments;
        this.registrations = registrations;
        this.forms = forms;
        this.welcome = welcome;
        this.bounds = bounds;
    }

    /// GET `/signin/register?fromURI=…`.
    public Response show(Request request) {
        var policy = enrollments.current();
        if (!policy.open()) return closed(request);
        return forms.show(
                request,
                RegisterForms.application(frame(policy, FormResponder.back(request.query())), Map.of(), Map.of()));
    }

    /// POST of the form.
    public Response submit(Request request) {
        var policy = enrollments.current();
        if (!policy.open()) return closed(request);
        var fields = request.form();
        var frame = frame(policy, FormResponder.back(fields));
        var application = Application.of(policy, frame.schema(), fields);
        var form = RegisterForms.application(frame, application.typed(), Map.of());
        if (!forms.isOurs(request, fields)) return forms.again(request, form);
        if (!bounds.admit(request.source(), application.email())) {
            return forms.show(
                            request,
                            429,
                            form,
                            Optional.of("Too many tries in a short time. Wait a few minutes, then try again."))
                    .with("Retry-After", "120");
        }
        return switch (registrations.apply(request, policy, application, facts(request, frame.back()))) {
            case RegistrationResult.Made(var user) -> made(request, user, frame.back());
            case RegistrationResult.Mailed(var email) -> mailed(request, email, frame.back());
            case RegistrationResult.Unfit(var faults) -> refused(request, frame, application, Optional.empty(), faults);
            case RegistrationResult.Denied(var summary, var faults) -> {
                var spread = RegisterForms.spread(policy, summary, faults);
                yield refused(request, frame, application, Optional.of(spread.about()), spread.beside());
            }
        };
    }

    private Response refused(
            Request request,
            RegisterForms.Frame frame,
            Application application,
            Optional<String> error,
            Map<String, List<String>> faults) {
        int status = faults.isEmpty() ? 403 : 400;
        return forms.show(request, status, RegisterForms.application(frame, application.typed(), faults), error);
    }

    private RegisterForms.Frame frame(Enrollment policy, ReturnPath back) {
        return new RegisterForms.Frame(policy, registrations.schema(), registrations.passwordRules(policy), back);
    }

    private Map<String, String> facts(Request request, ReturnPath back) {
        var facts = new HashMap<String, String>();
        facts.put("from", back.text());
        forms.browser(request).ifPresent(browser -> facts.put("browser", browser));
        return facts;
    }

    /// GET of the link in the mail.
    public Response showProof(Request request) {
        return registrations
                .pending(token(request))
                .map(pending -> forms.show(request, proof(request, pending, List.of())))
                .orElseGet(() -> over(request));
    }

    /// POST of its form. Only who chose the password may go on: else a stranger could have an account made for an
    /// address that is not theirs, and wait for its owner to confirm it.
    public Response submitProof(Request request) {
        var pending = registrations.pending(token(request));
        if (pending.isEmpty()) return over(request);
        var fields = request.form();
        if (!forms.isOurs(request, fields)) return forms.again(request, proof(request, pending.get(), List.of()));
        if (!bounds.admit(request.source(), token(request))) {
            return forms.show(
                    request,
                    429,
                    proof(request, pending.get(), List.of()),
                    Optional.of("Too many tries in a short time."));
        }
        boolean here = registrations.askedFor(token(request), forms.browser(request));
        if (!here
                && !registrations.isTheirs(
                        pending.get(), fields.first("password").orElse(""))) {
            return forms.show(
                    request,
                    400,
                    proof(request, pending.get(), List.of("This is not the password you chose when you registered.")),
                    Optional.empty());
        }
        return registrations
                .redeem(enrollments.current(), token(request))
                .map(proved -> made(request, proved.user(), back(proved, here)))
                .orElseGet(() -> over(request));
    }

    /// An app waits in the browser in which it was begun: in another one, its answer would be a stranger's to it.
    private static ReturnPath back(Registrations.Proved proved, boolean here) {
        var from = proved.from().flatMap(ReturnPath::parse).orElse(ReturnPath.HOME);
        return here || from.oktaKey().isEmpty() ? from : ELSEWHERE;
    }

    /// GET: where people are who confirmed on another device than the one on which they began.
    public Response showDone(Request request) {
        return forms.tell(
                request,
                200,
                "Your account is there",
                "Go back to where you began, and sign in. You are signed in here, too.",
                Optional.of(new Action("Look at your account", "/account")));
    }

    private Response made(Request request, User user, ReturnPath back) {
        var actor = SystemLog.actor(user);
        var before =
                List.of(Entry.success(EventType.USER_CREATE, actor), Entry.success(EventType.USER_ACTIVATE, actor));
        return welcome.enter(request, user, before, back);
    }

    private Response mailed(Request request, String email, ReturnPath back) {
        return forms.tell(
                request,
                200,
                "Look into your mail",
                "We sent a mail to " + email + ". Follow the link in it to go on. It may take a minute; look into the"
                        + " spam folder, too. If you follow it on another device, come back here then.",
                Optional.of(new Action("I have confirmed it", "/login/login.htm?" + back.asParameter())));
    }

    private Response closed(Request request) {
        return forms.tell(
                request,
                404,
                "Nobody can register here",
                "Accounts are made by whoever runs this site. Ask them for one.",
                Optional.of(new Action("Sign in", "/login/login.htm")));
    }

    private Response over(Request request) {
        return forms.tell(
                request,
                410,
                "This link no longer works",
                "A link works once and for a day, until a newer one is sent. If your account is there already, sign in.",
                Optional.of(new Action("Sign in", "/login/login.htm")));
    }

    private Form proof(Request request, Pending pending, List<String> faults) {
        boolean here = registrations.askedFor(token(request), forms.browser(request));
        return RegisterForms.proof(token(request), pending, here, faults);
    }

    private static String token(Request request) {
        return request.pathParameter("token");
    }
}
