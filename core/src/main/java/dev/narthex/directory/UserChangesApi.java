package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.directory.NewcomerReader.Secret;
import dev.narthex.directory.UsersApi.Hands;
import dev.narthex.directory.UsersApi.Rooms;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.users.AccountResult;
import dev.narthex.users.User;
import dev.narthex.users.UserLifecycle.Operation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// POST and PUT `/api/v1/users/{id}`: changes a part of a user, or the whole. People change by POST what of their own
/// profile the schema leaves to them.
public final class UserChangesApi {
    private final Rooms rooms;
    private final Hands hands;
    private final InstantSource clock;

    public UserChangesApi(Rooms rooms, Hands hands, InstantSource clock) {
        this.rooms = rooms;
        this.hands = hands;
        this.clock = clock;
    }

    /// POST: what is not named stays; what is null goes.
    public Response update(Request request, Caller caller) {
        return change(request, caller, false);
    }

    /// PUT: what is not named goes.
    public Response replace(Request request, Caller caller) {
        return change(request, caller, true);
    }

    private Response change(Request request, Caller caller, boolean whole) {
        var user = rooms.lookup().named(request, caller);
        if (user.isEmpty()) return AccountsResponder.unknown(request);
        var fields = Fields.of(request.json());
        var foreign = foreign(fields, user.get(), caller);
        if (!foreign.isEmpty()) return notTheirs(foreign).response(request);
        var given = fields.object("profile").members();
        boolean profiled = fields.has("profile") || whole && !fields.has("credentials");
        var after = profiled ? edited(user.get(), given, whole) : user.get();
        if (profiled) {
            rooms.schemas()
                    .current()
                    .faults(user.get().profile(), after.profile())
                    .forEach(cause -> NewcomerReader.faultOf(fields, cause));
        }
        new NewcomerReader(rooms.schemas().current(), rooms.json().typeId()).type(fields);
        var secret = NewcomerReader.secret(fields.object("credentials"));
        var question = NewcomerReader.question(fields.object("credentials"));
        question.flatMap(it -> hands.passwords().faultOfAnswer(user.get().id(), it.answer()))
                .ifPresent(reason -> fields.fault("recovery_question.answer", reason));
        if (secret instanceof Secret.Plain(var text)) {
            hands.passwords().faults(text, after).forEach(reason -> fields.fault("password", reason));
        }
        var error = fields.error("User");
        if (error.isPresent()) return error.get().response(request);
        return changed(request, caller, user.get(), new Wish(profiled, whole, given, secret, question));
    }

    /// What people ask for themselves, and may not have that way: a new address is proved first, and a new password
    /// asks for the one before.
    private List<String> foreign(Fields fields, User user, Caller caller) {
        if (caller.self().isEmpty()) return List.of();
        var given = fields.object("profile").members();
        var foreign = new ArrayList<>(rooms.schemas().current().notTheirs(user.profile(), given));
        boolean address = given.containsKey("email")
                && !Objects.equals(given.get("email"), user.profile().get("email"));
        if (address) foreign.add("email");
        if (fields.has("credentials")) foreign.add("credentials");
        return foreign;
    }

    private static OktaError notTheirs(List<String> names) {
        var forbidden = OktaError.forbidden();
        var causes = names.stream()
                .distinct()
                .map(name -> name + ": people can't change this themselves here")
                .toList();
        return new OktaError(forbidden.status(), forbidden.code(), forbidden.summary(), causes);
    }

    private record Wish(
            boolean profiled,
            boolean whole,
            Map<String, Object> given,
            Secret secret,
            Optional<NewcomerReader.Question> question) {}

    private Response changed(Request request, Caller caller, User user, Wish wish) {
        AccountResult result = new AccountResult.Done(user);
        if (wish.profiled()) {
            result = hands.accounts().edit(user.id(), it -> edited(it, wish.given(), wish.whole()));
            log(request, caller, EventType.USER_UPDATE_PROFILE, result);
        }
        var operation = Operation.SET_PASSWORD;
        if (result instanceof AccountResult.Done && !(wish.secret() instanceof Secret.None)) {
            result = switch (wish.secret()) {
                case Secret.Plain(var text) -> hands.passwords().set(user.id(), text, isStrict(request));
                case Secret.Stored(var stored) -> hands.passwords().importHash(user.id(), stored);
                case Secret.None() -> result;
            };
            log(request, caller, EventType.USER_UPDATE_PASSWORD, result);
        }
        if (result instanceof AccountResult.Done && wish.question().isPresent()) {
            var question = wish.question().get();
            result = hands.passwords().setQuestion(user.id(), question.text(), question.answer());
            log(request, caller, EventType.USER_UPDATE_QUESTION, result);
        }
        return AccountsResponder.answer(
                request,
                operation,
                result,
                after -> Response.json(200, rooms.json().seenBy(caller, request, after)));
    }

    private static boolean isStrict(Request request) {
        return request.query().first("strict").filter("true"::equals).isPresent();
    }

    private void log(Request request, Caller caller, EventType type, AccountResult result) {
        if (result instanceof AccountResult.Done(var user)) hands.log().user(request, caller, type, user);
    }

    private User edited(User user, Map<String, Object> given, boolean whole) {
        var schema = rooms.schemas().current();
        var profile = new LinkedHashMap<>(whole ? Map.<String, Object>of() : schema.known(user.profile()));
        profile.putAll(given);
        // What nobody can be called without stays where it is not given; a blank one is refused by the schema.
        if (profile.get("login") == null && !given.containsKey("login")) profile.put("login", user.login());
        profile.values().removeIf(value -> Objects.isNull(value) || value.equals(""));
        if (!(profile.get("login") instanceof String)) profile.put("login", "");
        return user.with(schema.completed(profile), clock.instant());
    }
}
