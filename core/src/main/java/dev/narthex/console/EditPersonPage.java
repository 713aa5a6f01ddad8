package dev.narthex.console;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.page.console.ConsolePages;
import dev.narthex.page.console.PersonForm;
import dev.narthex.page.console.Section;
import dev.narthex.roles.Right;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.User;
import dev.narthex.users.schema.UserSchemas;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes a person's profile.
public final class EditPersonPage {
    private final ConsoleResponder console;
    private final ConsolePages pages;
    private final Hands hands;
    private final InstantSource clock;

    public record Hands(UserSchemas schemas, Accounts accounts) {}

    public EditPersonPage(ConsoleResponder console, ConsolePages pages, Hands hands, InstantSource clock) {
        this.console = console;
        this.pages = pages;
        this.hands = hands;
        this.clock = clock;
    }

    /// GET `/admin/people/{id}/profile`.
    public Response show(Request request) {
        return console.as(
                request,
                Right.MANAGE,
                admin -> console.about(request, admin, Right.MANAGE, user -> {
                    var typed = fields().stored(user.profile());
                    return pages.form(200, form(request, admin, user, typed, Map.of()));
                }));
    }

    /// POST.
    public Response submit(Request request) {
        return console.changing(
                request,
                Right.MANAGE,
                (admin, sent) -> console.about(request, admin, Right.MANAGE, user -> {
                    var typed = fields().typed(sent);
                    var profile = fields().profile(typed);
                    var faults = fields().faults(user.profile(), profile);
                    return faults.isEmpty()
                            ? save(request, admin, user, typed, profile)
                            : pages.form(400, form(request, admin, user, typed, faults));
                }));
    }

    private Response save(
            Request request, Administrator admin, User user, Map<String, String> typed, Map<String, Object> profile) {
        return switch (hands.accounts().edit(user.id(), it -> it.with(merged(it, profile), clock.instant()))) {
            case AccountResult.Done(var after) -> {
                console.record(request, admin, EventType.USER_UPDATE_PROFILE, PersonActionPage.target(after));
                yield Response.seeOther(PersonPage.path(user.id()) + "?done=saved");
            }
            case AccountResult.NotFound() -> console.gone(request, "person", Section.PEOPLE.path());
            case AccountResult refused ->
                pages.form(400, form(request, admin, user, typed, ProfileFields.taken(refused)));
        };
    }

    /// What the form did not show stays.
    private Map<String, Object> merged(User user, Map<String, Object> profile) {
        var merged = new LinkedHashMap<>(user.profile());
        merged.keySet().removeAll(hands.schemas().current().attributes().keySet());
        merged.putAll(profile);
        return merged;
    }

    private ProfileFields fields() {
        return new ProfileFields(hands.schemas().current());
    }

    private PersonForm form(
            Request request,
            Administrator admin,
            User user,
            Map<String, String> typed,
            Map<String, List<String>> faults) {
        String path = PersonPage.path(user.id());
        return new PersonForm(
                console.shell(request, admin, Section.PEOPLE, "Profile of " + user.displayName()),
                "Save",
                path + "/profile",
                path,
                fields().first(typed, faults),
                fields().rest(typed, faults),
                Optional.empty());
    }
}
