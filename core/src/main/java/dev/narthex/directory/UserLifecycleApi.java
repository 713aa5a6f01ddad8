package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.access.Callers;
import dev.narthex.directory.UsersApi.Hands;
import dev.narthex.directory.UsersApi.Rooms;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.OktaError;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserLifecycle.Operation;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// `/api/v1/users/{id}/lifecycle/…`.
public final class UserLifecycleApi {
    private final Rooms rooms;
    private final Hands hands;
    private final Supplier<String> temporaryPasswords;

    /// @param temporaryPasswords makes passwords that nobody can guess and a person can type
    public UserLifecycleApi(Rooms rooms, Hands hands, Supplier<String> temporaryPasswords) {
        this.rooms = rooms;
        this.hands = hands;
        this.temporaryPasswords = temporaryPasswords;
    }

    /// POST `…/activate`, with a mail unless the caller says otherwise.
    public Response activate(Request request, Caller caller) {
        return begun(
                request, caller, Operation.ACTIVATE, EventType.USER_ACTIVATE, !says(request, "sendEmail", "false"));
    }

    /// POST `…/reactivate`, with a mail if the caller says so.
    public Response reactivate(Request request, Caller caller) {
        return begun(
                request, caller, Operation.REACTIVATE, EventType.USER_REACTIVATE, says(request, "sendEmail", "true"));
    }

    private Response begun(Request request, Caller caller, Operation operation, EventType event, boolean mail) {
        return done(request, caller, operation, event, user -> {
            boolean recovering = user.status() == Status.RECOVERY;
            if (user.status() != Status.PROVISIONED && !recovering) return nothing();
            if (mail && recovering) hands.links().mailReset(user);
            if (mail && !recovering) hands.links().mailActivation(user);
            if (mail) return nothing();
            var link = recovering ? hands.links().reset(user) : hands.links().activation(user);
            return Response.json(200, Map.of("activationUrl", link.url(), "activationToken", link.token()));
        });
    }

    /// POST `…/deactivate`, `…/suspend`, `…/unsuspend` and `…/unlock`.
    public Callers.Operation plain(Operation operation, EventType event) {
        return (request, caller) -> done(request, caller, operation, event, _ -> nothing());
    }

    /// POST `…/expire_password`.
    public Response expirePassword(Request request, Caller caller) {
        return done(
                request,
                caller,
                Operation.EXPIRE_PASSWORD,
                EventType.USER_EXPIRE_PASSWORD,
                user -> Response.json(200, rooms.json().whole(request, user)));
    }

    /// POST `…/expire_password_with_temp_password`.
    public Response expireWithTemporary(Request request, Caller caller) {
        var user = rooms.lookup().named(request, caller);
        if (user.isEmpty()) return AccountsResponder.unknown(request);
        String made = temporaryPasswords.get();
        var result = hands.passwords().expire(user.get().id(), made);
        return AccountsResponder.answer(request, Operation.EXPIRE_PASSWORD, result, after -> {
            hands.log().user(request, caller, EventType.USER_EXPIRE_PASSWORD, after);
            revokeIfAsked(request, after);
            return Response.json(200, Map.of("tempPassword", made));
        });
    }

    /// POST `…/reset_password`: until they have chosen another password, there is none.
    public Response resetPassword(Request request, Caller caller) {
        if (!request.query().has("sendEmail")) {
            return OktaError.of(400, "E0000028", "The request is missing a required parameter: sendEmail")
                    .response(request);
        }
        if (request.query().has("provider")) return UnofferedApi.unsupported(request);
        return done(request, caller, Operation.RESET_PASSWORD, EventType.USER_RESET_PASSWORD, user -> {
            revokeIfAsked(request, user);
            if (!says(request, "sendEmail", "false")) {
                hands.links().mailReset(user);
                return nothing();
            }
            return Response.json(
                    200, Map.of("resetPasswordUrl", hands.links().reset(user).url()));
        });
    }

    private void revokeIfAsked(Request request, User user) {
        if (says(request, "revokeSessions", "true")) hands.accounts().signOutEverywhere(user.id(), true);
    }

    private static boolean says(Request request, String name, String value) {
        return request.query().first(name).filter(value::equals).isPresent();
    }

    private static Response nothing() {
        return Response.json(200, AccountsResponder.NOTHING);
    }

    private Response done(
            Request request, Caller caller, Operation operation, EventType event, Function<User, Response> whenDone) {
        var user = rooms.lookup().named(request, caller);
        if (user.isEmpty()) return AccountsResponder.unknown(request);
        var result = hands.accounts().apply(user.get().id(), operation);
        return AccountsResponder.answer(request, operation, result, after -> {
            hands.log().user(request, caller, event, after);
            return whenDone.apply(after);
        });
    }
}
