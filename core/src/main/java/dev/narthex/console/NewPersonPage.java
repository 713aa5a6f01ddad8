package dev.narthex.console;

import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.page.Field;
import dev.narthex.page.console.ConsolePages;
import dev.narthex.page.console.PersonForm;
import dev.narthex.page.console.PersonForm.Beginning;
import dev.narthex.page.console.Section;
import dev.narthex.password.Passwords;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.Links;
import dev.narthex.recovery.Recipient;
import dev.narthex.roles.Right;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserStore;
import dev.narthex.users.schema.UserSchemas;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Adds a person, who then chooses a password by a link, or has one from the administrator, or begins later.
public final class NewPersonPage {
    static final String PATH = "/admin/people/new";
    private static final String LINK = "link";
    private static final String PASSWORD = "password";
    private static final String LATER = "later";
    private static final Set<String> WAYS = Set.of(LINK, PASSWORD, LATER);
    private static final Set<String> NO_GROUPS = Set.of();
    private static final String FIELD = "newPassword";

    private final ConsoleResponder console;
    private final ConsolePages pages;
    private final UserSchemas schemas;
    private final Hands hands;
    private final Making making;

    public record Hands(Accounts accounts, AccountPasswords rules, Links links) {}

    public record Making(Ids ids, Passwords passwords, InstantSource clock) {}

    public NewPersonPage(
            ConsoleResponder console, ConsolePages pages, UserSchemas schemas, Hands hands, Making making) {
        this.console = console;
        this.pages = pages;
        this.schemas = schemas;
        this.hands = hands;
        this.making = making;
    }

    /// What was typed, and how the person is to begin.
    private record Wish(Map<String, String> typed, Map<String, Object> profile, String way, String password) {}

    /// GET.
    public Response show(Request request) {
        return console.as(request, Right.MANAGE, admin -> {
            var empty = new Wish(Map.of(), Map.of(), LINK, "");
            return pages.form(200, form(request, admin, empty, Map.of()));
        });
    }

    /// POST.
    public Response submit(Request request) {
        return console.changing(request, Right.MANAGE, (admin, fields) -> {
            var wish = read(fields);
            var faults = faults(wish);
            return faults.isEmpty()
                    ? create(request, admin, wish)
                    : pages.form(400, form(request, admin, wish, faults));
        });
    }

    private Wish read(Parameters fields) {
        var reader = new ProfileFields(schemas.current());
        var typed = reader.typed(fields);
        String way = fields.first("begin").filter(WAYS::contains).orElse(LINK);
        return new Wish(typed, reader.profile(typed), way, fields.first(FIELD).orElse(""));
    }

    private Map<String, List<String>> faults(Wish wish) {
        var faults = new LinkedHashMap<>(new ProfileFields(schemas.current()).faults(wish.profile()));
        if (wish.way().equals(PASSWORD)) {
            var reasons = hands.rules().faultsOfNewcomer(wish.password(), wish.profile(), NO_GROUPS);
            if (!reasons.isEmpty()) faults.put(FIELD, reasons);
        }
        return faults;
    }

    private Response create(Request request, Administrator admin, Wish wish) {
        return switch (hands.accounts().create(newcomer(wish))) {
            case AccountResult.Done(var user) -> {
                console.record(request, admin, EventType.USER_CREATE, PersonActionPage.target(user));
                if (user.status() != Status.STAGED) {
                    console.record(request, admin, EventType.USER_ACTIVATE, PersonActionPage.target(user));
                }
                if (user.status() == Status.PROVISIONED) {
                    Recipient.of(user).ifPresent(to -> hands.links().mail(LinkPurpose.ACTIVATION, to));
                }
                yield Response.seeOther(PersonPage.path(user.id()) + "?done=created");
            }
            case AccountResult refused -> pages.form(400, form(request, admin, wish, ProfileFields.taken(refused)));
        };
    }

    private UserStore.NewUser newcomer(Wish wish) {
        var now = making.clock().instant();
        var password = Optional.of(wish.password())
                .filter(_ -> wish.way().equals(PASSWORD))
                .map(making.passwords()::hash);
        var status =
                wish.way().equals(LATER) ? Status.STAGED : Accounts.beginning(password.isPresent(), User.Provider.OKTA);
        var times = User.Times.ofNew(now, status != Status.STAGED, password.isPresent());
        var user = new User(making.ids().next("00u"), status, wish.profile(), times, 1);
        return new UserStore.NewUser(user, password, NO_GROUPS);
    }

    private PersonForm form(Request request, Administrator admin, Wish wish, Map<String, List<String>> faults) {
        var reader = new ProfileFields(schemas.current());
        var password = Field.newPassword("Password", hands.rules().rulesForNewcomer(NO_GROUPS))
                .asRequired(false)
                .with(faults.getOrDefault(FIELD, List.of()));
        return new PersonForm(
                console.shell(request, admin, Section.PEOPLE, "Add a person"),
                "Add",
                PATH,
                Section.PEOPLE.path(),
                reader.first(wish.typed(), faults),
                reader.rest(wish.typed(), faults),
                Optional.of(new Beginning(wish.way(), password)));
    }
}
