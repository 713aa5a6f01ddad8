package dev.narthex.console;

import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.page.console.ConfirmView;
import dev.narthex.page.console.ConsolePages;
import dev.narthex.page.console.HandoverView;
import dev.narthex.page.console.Section;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.Links;
import dev.narthex.recovery.Recipient;
import dev.narthex.roles.Right;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import java.util.Optional;
import java.util.function.Function;

/// Does one thing to a person's account: says first what follows from it, and hands over the link that may go with it.
public final class PersonActionPage {
    private static final String BY_MAIL = "mail";

    private final ConsoleResponder console;
    private final ConsolePages pages;
    private final Hands hands;

    public record Hands(Accounts accounts, Links links) {}

    public PersonActionPage(ConsoleResponder console, ConsolePages pages, Hands hands) {
        this.console = console;
        this.pages = pages;
        this.hands = hands;
    }

    /// What is to be done by whom to whom.
    private record Wish(Administrator admin, PersonAction action, User user) {}

    /// GET `/admin/people/{id}/do/{action}`.
    public Response show(Request request) {
        return console.as(
                request, Right.HELP, admin -> wished(request, admin, wish -> pages.confirm(view(request, wish))));
    }

    /// POST of the same.
    public Response submit(Request request) {
        return console.changing(
                request, Right.HELP, (admin, fields) -> wished(request, admin, wish -> done(request, wish, fields)));
    }

    /// POST `/admin/people/{id}/sessions`: signs the person out everywhere.
    public Response endSessions(Request request) {
        return console.changing(
                request,
                Right.HELP,
                (admin, _) -> console.about(request, admin, Right.HELP, user -> {
                    hands.accounts().signOutEverywhere(user.id(), true);
                    console.record(request, admin, EventType.SESSION_CLEAR, target(user));
                    return back(user, "done");
                }));
    }

    private Response wished(Request request, Administrator admin, Function<Wish, Response> then) {
        var action = PersonAction.of(request.pathParameter("action"));
        if (action.isEmpty()) return console.gone(request, "operation", Section.PEOPLE.path());
        return console.about(
                request,
                admin,
                action.get().right(),
                user -> admin.is(user.id())
                        ? console.tell(
                                request,
                                403,
                                "Not to yourself",
                                "Another administrator can do this to your account.",
                                PersonPage.path(user.id()))
                        : then.apply(new Wish(admin, action.get(), user)));
    }

    private ConfirmView view(Request request, Wish wish) {
        var action = wish.action();
        var address = Recipient.of(wish.user()).map(to -> to.address().text());
        return new ConfirmView(
                console.shell(request, wish.admin(), Section.PEOPLE, action.label()),
                wish.user().displayName(),
                action.consequence(),
                action.label(),
                action.path(wish.user().id()),
                PersonPage.path(wish.user().id()),
                action.grave(),
                Optional.of(new ConfirmView.Way(address)).filter(_ -> action.leadsToLink(wish.user())));
    }

    private Response done(Request request, Wish wish, Parameters fields) {
        var user = wish.user();
        return switch (hands.accounts().apply(user.id(), wish.action().operation())) {
            case AccountResult.Done(var after) -> {
                console.record(request, wish.admin(), wish.action().event(), target(after));
                yield linked(request, wish, after, fields);
            }
            case AccountResult.Deleted _ -> {
                console.record(request, wish.admin(), wish.action().event(), target(user));
                yield Response.seeOther(Section.PEOPLE.path() + "?done=removed");
            }
            case AccountResult.NotFound() -> console.gone(request, "person", Section.PEOPLE.path());
            default ->
                console.tell(
                        request,
                        409,
                        "Not in this status",
                        "The account has changed meanwhile, and this can no longer be done to it.",
                        PersonPage.path(user.id()));
        };
    }

    private Response linked(Request request, Wish wish, User after, Parameters fields) {
        if (after.status() != Status.PROVISIONED && after.status() != Status.RECOVERY) return back(after, "done");
        var purpose = after.status() == Status.RECOVERY ? LinkPurpose.PASSWORD_RESET : LinkPurpose.ACTIVATION;
        var recipient = Recipient.of(after);
        boolean mail = fields.first("way").filter(BY_MAIL::equals).isPresent();
        if (mail && recipient.isPresent()) {
            hands.links().mail(purpose, recipient.get());
            return back(after, "mailed");
        }
        var shell = console.shell(request, wish.admin(), Section.PEOPLE, "Hand this link over");
        String link = hands.links().issue(purpose, after.id()).url();
        return pages.handover(new HandoverView(
                shell,
                after.displayName(),
                "Whoever has it can choose the password of this account. It works once, and is shown only now.",
                "Link",
                link,
                PersonPage.path(after.id())));
    }

    private static Response back(User user, String notice) {
        return Response.seeOther(PersonPage.path(user.id()) + "?done=" + notice);
    }

    static Target target(User user) {
        return new Target(user.id(), "User", user.login(), user.displayName());
    }
}
