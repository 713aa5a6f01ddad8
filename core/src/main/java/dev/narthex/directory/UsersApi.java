package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.directory.NewcomerReader.Newcomer;
import dev.narthex.directory.NewcomerReader.Reading;
import dev.narthex.directory.NewcomerReader.Secret;
import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.okta.OktaError;
import dev.narthex.password.Passwords;
import dev.narthex.password.StoredPassword;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.User;
import dev.narthex.users.User.Provider;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserLifecycle.Operation;
import dev.narthex.users.UserStore;
import dev.narthex.users.schema.UserSchemas;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/api/v1/users` and `/api/v1/users/{id}`: creates, shows, changes and deletes people.
public final class UsersApi {
    private final Rooms rooms;
    private final Hands hands;
    private final Making making;

    /// Where people are found, and how they look.
    public record Rooms(UserLookup lookup, UserSchemas schemas, GroupStore groups, UserJson json) {}

    /// Who does what is to be done, tells the person, and keeps the record.
    public record Hands(Accounts accounts, AccountPasswords passwords, PersonalLinks links, DirectoryLog log) {}

    public record Making(Ids ids, Passwords passwords, InstantSource clock) {}

    public UsersApi(Rooms rooms, Hands hands, Making making) {
        this.rooms = rooms;
        this.hands = hands;
        this.making = making;
    }

    /// GET `/api/v1/users/{id}`.
    public Response get(Request request, Caller caller) {
        return rooms.lookup()
                .named(request, caller)
                .map(user ->
                        Response.json(200, expanded(request, user, rooms.json().seenBy(caller, request, user))))
                .orElseGet(() -> AccountsResponder.unknown(request));
    }

    private Map<String, Object> expanded(Request request, User user, Map<String, Object> json) {
        boolean blocks =
                request.query().first("expand").filter("blocks"::equals).isPresent();
        if (blocks) json.put("_embedded", Map.of("blocks", rooms.json().blocks(user)));
        return json;
    }

    /// POST `/api/v1/users`.
    public Response create(Request request, Caller caller) {
        var reader = new NewcomerReader(rooms.schemas().current(), rooms.json().typeId());
        return switch (reader.read(request)) {
            case Reading.Refused(var error) -> error.response(request);
            case Reading.Read(var newcomer) ->
                objection(newcomer)
                        .map(error -> error.response(request))
                        .orElseGet(() -> created(request, caller, newcomer));
        };
    }

    private Optional<OktaError> objection(Newcomer newcomer) {
        for (String id : newcomer.groupIds()) {
            if (rooms.groups().byId(id).isEmpty()) {
                return Optional.of(OktaError.invalid("groupIds", "groupIds: there is no group " + id));
            }
        }
        var answer =
                newcomer.question().flatMap(it -> hands.passwords().faultOfNewAnswer(newcomer.groupIds(), it.answer()));
        if (answer.isPresent()) {
            return Optional.of(OktaError.invalid("recovery_question", "recovery_question.answer: " + answer.get()));
        }
        if (!(newcomer.secret() instanceof Secret.Plain(var text))) return Optional.empty();
        var faults = hands.passwords().faultsOfNewcomer(text, newcomer.profile(), newcomer.groupIds());
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(OktaError.invalid(
                        "password", faults.stream().map(it -> "password: " + it).toArray(String[]::new)));
    }

    private Response created(Request request, Caller caller, Newcomer newcomer) {
        var made = made(newcomer);
        return AccountsResponder.answer(
                request, Operation.ACTIVATE, hands.accounts().create(made), user -> {
                    hands.log().user(request, caller, EventType.USER_CREATE, user);
                    if (newcomer.wishes().activate()) hands.log().user(request, caller, EventType.USER_ACTIVATE, user);
                    if (user.status() == Status.PROVISIONED) hands.links().mailActivation(user);
                    return Response.json(200, rooms.json().whole(request, user));
                });
    }

    private UserStore.NewUser made(Newcomer newcomer) {
        Instant now = making.clock().instant();
        Optional<StoredPassword> password = switch (newcomer.secret()) {
            case Secret.None() -> Optional.empty();
            case Secret.Plain(var text) -> Optional.of(making.passwords().hash(text));
            case Secret.Stored(var stored) -> Optional.of(stored);
        };
        var provider = newcomer.secret() instanceof Secret.Stored ? Provider.IMPORT : newcomer.provider();
        var times = User.Times.ofNew(now, newcomer.wishes().activate(), password.isPresent());
        var user = new User(
                making.ids().next("00u"),
                status(newcomer, password.isPresent(), provider),
                newcomer.profile(),
                times,
                1,
                User.Credentials.NONE.withProvider(provider));
        var question = newcomer.question().map(it -> hands.passwords().question(it.text(), it.answer()));
        return new UserStore.NewUser(user, password, question, members(newcomer.groupIds()));
    }

    private static Status status(Newcomer newcomer, boolean password, Provider provider) {
        if (!newcomer.wishes().activate()) return Status.STAGED;
        if (newcomer.wishes().changeNext()) return Status.PASSWORD_EXPIRED;
        return Accounts.beginning(password, provider);
    }

    /// Everybody is in Everyone without a row.
    private Set<String> members(Set<String> groupIds) {
        var members = new HashSet<>(groupIds);
        rooms.groups().byName(Group.EVERYONE).map(Group::id).ifPresent(members::remove);
        return members;
    }

    /// DELETE `/api/v1/users/{id}`: deactivates, and deletes who is deactivated.
    public Response delete(Request request, Caller caller) {
        var user = rooms.lookup().named(request, caller);
        if (user.isEmpty()) return AccountsResponder.unknown(request);
        boolean gone = user.get().status() == Status.DEPROVISIONED;
        var operation = gone ? Operation.DELETE : Operation.DEACTIVATE;
        AccountResult result = hands.accounts().apply(user.get().id(), operation);
        boolean done = result instanceof AccountResult.Done || result instanceof AccountResult.Deleted;
        if (done) {
            hands.log().user(request, caller, gone ? EventType.USER_DELETE : EventType.USER_DEACTIVATE, user.get());
        }
        return AccountsResponder.answer(request, operation, result, _ -> Response.empty(204));
    }

    /// Fields that a list of errors names.
    static OktaError invalid(List<String> causes) {
        return OktaError.invalid("User", causes.toArray(String[]::new));
    }
}
