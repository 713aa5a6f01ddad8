package dev.narthex.account;

import dev.narthex.account.SelfResponder.Form;
import dev.narthex.account.SelfResponder.Me;
import dev.narthex.flow.ReturnPath;
import dev.narthex.flow.Throttle;
import dev.narthex.flow.Throttle.Rate;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.page.Action;
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
///
/// Signing in leads here, too, while a password is about to expire: with `fromURI` the page goes on there, whether the
/// password was changed or not.
public final class OwnPasswordPage {
    public static final String PATH = "/account/password";
    /// Who sits at somebody else's browser may guess so often.
    static final Rate GUESSES = new Rate(5, Duration.ofMinutes(1));

    private static final ReturnPath ACCOUNT =
            ReturnPath.parse(SelfResponder.PATH).orElseThrow();

    static final String TOO_FAST = "Too many tries in a short time. Wait a minute, then try again.";

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
        return self.asMe(
                request,
                me -> people.passwords().mayChange(me.user())
                        ? self.form(request, 200, me, form(me, request.query(), List.of(), List.of()), Optional.empty())
                        : notHere(request));
    }

    private Response notHere(Request request) {
        return self.tell(
                request,
                403,
                "Your password is not changed here",
                "Ask whoever looks after your account if you want another one.");
    }

    /// POST of the form.
    public Response submit(Request request) {
        return self.asMe(request, me -> submit(request, me, request.form()));
    }

    private Response submit(Request request, Me me, Parameters fields) {
        var plain = form(me, fields, List.of(), List.of());
        if (!self.isOurs(me, fields)) return self.stale(request, me, plain);
        if (!throttle.admits("password of " + me.user().id(), GUESSES)) {
            return self.form(request, 429, me, plain, Optional.of(TOO_FAST));
        }
        var replacing = new Replacing(
                fields.first("password").orElse(""), fields.first("newPassword").orElse(""));
        return switch (people.passwords().changeOwn(me.user().id(), replacing)) {
            case AccountResult.Done(var user) -> {
                people.accounts().signOutEverywhere(user.id(), true);
                people.links().forget(user.id());
                welcome.warn(user);
                var changed = Entry.success(EventType.USER_UPDATE_PASSWORD, SystemLog.actor(user));
                yield welcome.stay(request, user, me.session().persistent(), List.of(changed), done(fields));
            }
            case AccountResult.Unfit(var faults) -> refused(request, me, form(me, fields, List.of(), faults));
            case AccountResult.WrongPassword() -> wrong(request, me, fields);
            default -> notHere(request);
        };
    }

    private Response wrong(Request request, Me me, Parameters fields) {
        var entry = Entry.failure(EventType.USER_UPDATE_PASSWORD, SystemLog.actor(me.user()), "INVALID_CREDENTIALS");
        log.write(request, Optional.of(me.session()), entry);
        return refused(request, me, form(me, fields, List.of("This is not your password."), List.of()));
    }

    private Response refused(Request request, Me me, Form form) {
        return self.form(request, 400, me, form, Optional.empty());
    }

    /// Where the way leads that came by here; the account, if none did.
    private static ReturnPath onward(Parameters parameters) {
        return parameters.first("fromURI").flatMap(ReturnPath::parse).orElse(ACCOUNT);
    }

    private static Response done(Parameters fields) {
        var onward = onward(fields);
        return onward.text().equals(SelfResponder.PATH)
                ? SelfResponder.done("password")
                : Response.seeOther(onward.text());
    }

    private Form form(Me me, Parameters parameters, List<String> wrong, List<String> unfit) {
        var fields = List.of(
                Field.currentPassword().with(wrong),
                Field.newPassword("New password", people.passwords().rules(me.user()))
                        .with(unfit));
        var daysLeft = people.passwords().daysLeft(me.user());
        String onward = onward(parameters).text();
        boolean onTheWay = daysLeft.isPresent() && parameters.has("fromURI") || !onward.equals(SelfResponder.PATH);
        return new Form(
                daysLeft.map(OwnPasswordPage::warning).orElse("Change your password"),
                "Changing it signs you out in all other browsers.",
                "Change the password",
                PATH,
                fields,
                new Action(onTheWay ? "Not now" : "Back to your account", onward));
    }

    private static String warning(int days) {
        return "Your password expires " + (days > 1 ? "in " + days + " days" : "within a day");
    }
}
