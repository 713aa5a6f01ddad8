package dev.narthex.account;

import dev.narthex.account.SelfResponder.Form;
import dev.narthex.account.SelfResponder.Me;
import dev.narthex.flow.FormResponder;
import dev.narthex.flow.ReturnPath;
import dev.narthex.flow.Throttle;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.mail.MailAddress;
import dev.narthex.mail.MailKind;
import dev.narthex.mail.Mailer;
import dev.narthex.page.Action;
import dev.narthex.page.Field;
import dev.narthex.page.FormView;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.Links;
import dev.narthex.recovery.OneTimeLink;
import dev.narthex.recovery.Recipient;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where people change their e-mail address: by their password, and a link that only the new address gets. The old one
/// is told.
public final class EmailPage {
    public static final String PATH = "/account/email";

    private final SelfResponder self;
    private final FormResponder forms;
    private final People people;
    private final Post post;
    private final Record record;

    public record People(UserStore users, Accounts accounts, AccountPasswords passwords) {}

    public record Post(Links links, Mailer mailer) {}

    public record Record(Throttle throttle, SystemLog log, InstantSource clock) {}

    public EmailPage(SelfResponder self, FormResponder forms, People people, Post post, Record record) {
        this.self = self;
        this.forms = forms;
        this.people = people;
        this.post = post;
        this.record = record;
    }

    /// GET.
    public Response show(Request request) {
        return self.asMe(
                request, me -> self.form(request, 200, me, form(me, "", List.of(), List.of()), Optional.empty()));
    }

    /// POST of the form.
    public Response submit(Request request) {
        return self.asMe(request, me -> submit(request, me, request.form()));
    }

    private Response submit(Request request, Me me, Parameters fields) {
        String typed = fields.first("email").orElse("").strip();
        var plain = form(me, typed, List.of(), List.of());
        if (!self.isOurs(me, fields)) return self.stale(request, me, plain);
        if (!record.throttle().admits("password of " + me.user().id(), OwnPasswordPage.GUESSES)) {
            return self.form(request, 429, me, plain, Optional.of(OwnPasswordPage.TOO_FAST));
        }
        var address = MailAddress.parse(typed).filter(it -> typed.length() <= 100);
        boolean theirs = people.passwords()
                .isTheirs(
                        fields.first("password").orElse(""),
                        people.users().password(me.user().id()));
        if (address.isEmpty() || !theirs) {
            var wrong = address.isEmpty() ? List.of("This is not an e-mail address.") : List.<String>of();
            var password = theirs ? List.<String>of() : List.of("This is not your password.");
            return self.form(request, 400, me, form(me, typed, wrong, password), Optional.empty());
        }
        var user = me.user();
        var to = new Recipient(user.id(), user.displayName(), user.login(), address.get());
        post.links()
                .mail(
                        LinkPurpose.EMAIL_CHANGE,
                        to,
                        Map.of("email", address.get().text()));
        return SelfResponder.done("email");
    }

    /// GET of the link in the mail.
    public Response showProof(Request request) {
        return post.links()
                .find(LinkPurpose.EMAIL_CHANGE, token(request))
                .map(link -> forms.show(request, proof(request, link)))
                .orElseGet(() -> over(request));
    }

    /// POST of its form.
    public Response submitProof(Request request) {
        var found = post.links().find(LinkPurpose.EMAIL_CHANGE, token(request));
        if (found.isEmpty()) return over(request);
        if (!forms.isOurs(request, request.form())) return forms.again(request, proof(request, found.get()));
        return post.links()
                .redeem(LinkPurpose.EMAIL_CHANGE, token(request))
                .flatMap(link -> people.users()
                        .byId(link.userId())
                        .filter(User::maySignIn)
                        .map(before -> changed(request, before, link.facts().get("email"))))
                .orElseGet(() -> over(request));
    }

    private Response changed(Request request, User before, String email) {
        var result = people.accounts().edit(before.id(), user -> {
            var profile = new LinkedHashMap<>(user.profile());
            profile.put("email", email);
            return user.with(profile, record.clock().instant())
                    .provenBy(user.credentials().withEmailVerified(true));
        });
        if (!(result instanceof AccountResult.Done)) return over(request);
        // Whoever reads the old address can do nothing with links that went there.
        post.links().forget(before.id());
        Recipient.of(before)
                .ifPresent(old -> post.mailer()
                        .post(
                                MailKind.EMAIL_CHANGED,
                                old.address(),
                                Map.of("name", old.name(), "login", old.login(), "email", email)));
        record.log().write(request, Optional.empty(), Entry.success(EventType.EMAIL_UPDATE, SystemLog.actor(before)));
        return forms.tell(
                request,
                200,
                "Your address was changed",
                "Mail about your account goes to " + email + " from now on.",
                Optional.of(new Action("Your account", SelfResponder.PATH)));
    }

    private Response over(Request request) {
        return forms.tell(
                request,
                410,
                "This link no longer works",
                "A link works once and for an hour, until a newer one is sent.",
                Optional.of(new Action("Your account", SelfResponder.PATH)));
    }

    private Form form(Me me, String typed, List<String> wrong, List<String> password) {
        String now = me.user().attribute("email").orElse("none");
        return new Form(
                "Change your e-mail address",
                "Now it is " + now + ".",
                "Send me a link",
                PATH,
                List.of(
                        Field.email("email", "New e-mail address", typed).with(wrong),
                        Field.currentPassword().with(password)));
    }

    private static FormResponder.Form proof(Request request, OneTimeLink link) {
        var text =
                new FormView.Text("Confirm your new address", link.facts().get("email"), "Use this address", List.of());
        return new FormResponder.Form(
                text,
                LinkPurpose.EMAIL_CHANGE.path() + token(request),
                ReturnPath.HOME,
                Map.of(),
                Optional.empty(),
                List.of());
    }

    private static String token(Request request) {
        return request.pathParameter("token");
    }
}
