package dev.narthex.account;

import dev.narthex.account.SelfResponder.Form;
import dev.narthex.account.SelfResponder.Me;
import dev.narthex.flow.Throttle;
import dev.narthex.flow.Throttle.Rate;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.page.Field;
import dev.narthex.recovery.Links;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.AccountPasswords.Replacing;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where people who know their password change it. Every other browser is signed out.
public final class OwnPasswordPage {
    public static final String PATH = "/account/password";
    /// Who sits at somebody else's browser may guess so often.
    static final Rate GUESSES = new Rate(5, Duration.ofMinutes(1));

    private final SelfResponder self;
    private final People people;
    private final WelcomeResponder welcome;
    private final Throttle throttle;
    private final SystemLog log;

    public record People(Accounts accounts, AccountPasswords passwords, Links links) {}

    public OwnPasswordPage(
            SelfResponder self, People people, WelcomeResponder welcome, Throttle throttle, SystemLog log) {
        this.self = self;
        this.people = people;
        this.welcome = welcome;
        this.throttle = throttle;
        this.log = log;
    }

    /// GET.
    public Response show(Request request) {
        return self.asMe(request, me -> self.form(request, 200, me, form(List.of(), List.of()), Optional.empty()));
    }

    /// POST of the form.
    public Response submit(Request request) {
        return self.asMe(request, me -> submit(request, me, request.form()));
    }

    private Response submit(Request request, Me me, Parameters fields) {
        if (!self.isOurs(me, fields)) return self.stale(request, me, form(List.of(), List.of()));
        if (!throttle.admits("password of " + me.user().id(), GUESSES)) {
            return self.form(request, 429, me, form(List.of(), List.of()), Optional.of(TOO_FAST));
        }
        var replacing = new Replacing(
                fields.first("password").orElse(""), fields.first("newPassword").orElse(""));
        return switch (people.passwords().change(me.user().id(), replacing, true)) {
            case AccountResult.Done(var user) -> {
                people.accounts().signOutEverywhere(user.id(), true);
                people.links().forget(user.id());
                welcome.warn(user);
                var changed = Entry.success(EventType.USER_UPDATE_PASSWORD, SystemLog.actor(user));
                yield welcome.stay(
                        request, user, me.session().persistent(), List.of(changed), SelfResponder.done("password"));
            }
            case AccountResult.Unfit(var faults) -> refused(request, me, form(List.of(), faults));
            case AccountResult.WrongPassword() -> wrong(request, me);
            default ->
                self.form(
                        request,
                        403,
                        me,
                        form(List.of(), List.of()),
                        Optional.of("Your password can't be changed now. Try again in a quarter of an hour."));
        };
    }

    static final String TOO_FAST = "Too many tries in a short time. Wait a minute, then try again.";

    private Response wrong(Request request, Me me) {
        var entry = Entry.failure(EventType.USER_UPDATE_PASSWORD, SystemLog.actor(me.user()), "INVALID_CREDENTIALS");
        log.write(request, Optional.of(me.session()), entry);
        return refused(request, me, form(List.of("This is not your password."), List.of()));
    }

    private Response refused(Request request, Me me, Form form) {
        return self.form(request, 400, me, form, Optional.empty());
    }

    private Form form(List<String> wrong, List<String> unfit) {
        return new Form(
                "Change your password",
                "All other browsers are signed out.",
                "Change the password",
                PATH,
                List.of(
                        Field.currentPassword().with(wrong),
                        Field.newPassword("New password", people.passwords().rules())
                                .with(unfit)));
    }
}
