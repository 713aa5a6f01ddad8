package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.directory.UsersApi.Hands;
import dev.narthex.directory.UsersApi.Rooms;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.users.AccountPasswords.Replacing;
import dev.narthex.users.AccountResult;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserLifecycle;
import dev.narthex.users.UserLifecycle.Operation;
import dev.narthex.users.UserStore;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/// `/api/v1/users/{id}/credentials/…`.
public final class UserCredentialsApi {
    private static final int LONGEST = 2_000;

    private final Rooms rooms;
    private final Hands hands;
    private final UserStore users;
    private final BiPredicate<String, String> answers;

    /// @param answers whether the user of that id has this answer; counts the wrong ones, for apps pass strangers' on
    public UserCredentialsApi(Rooms rooms, Hands hands, UserStore users, BiPredicate<String, String> answers) {
        this.rooms = rooms;
        this.hands = hands;
        this.users = users;
        this.answers = answers;
    }

    /// POST `…/change_password` with the old and the new one.
    public Response changePassword(Request request, Caller caller) {
        return read(request, caller, (user, fields) -> {
            var replacing = new Replacing(
                    fields.object("oldPassword").requiredText("value", LONGEST),
                    fields.object("newPassword").requiredText("value", LONGEST));
            boolean revoke = fields.flag("revokeSessions").orElse(false);
            var error = fields.error("User");
            if (error.isPresent()) return error.get().response(request);
            boolean strict =
                    request.query().first("strict").filter("true"::equals).isPresent();
            var result = hands.passwords().change(user.id(), replacing, strict);
            if (revoke && result instanceof AccountResult.Done) hands.accounts().signOutEverywhere(user.id(), true);
            return changed(request, caller, result, EventType.USER_UPDATE_PASSWORD);
        });
    }

    /// POST `…/change_recovery_question` with the password, and the question with its answer.
    public Response changeQuestion(Request request, Caller caller) {
        return read(request, caller, (user, fields) -> {
            String password = fields.object("password").requiredText("value", LONGEST);
            var question = NewcomerReader.question(fields);
            if (question.isEmpty()) fields.fault("recovery_question", "The field cannot be left blank");
            question.flatMap(it -> hands.passwords().faultOfAnswer(user.id(), it.answer()))
                    .ifPresent(reason -> fields.fault("recovery_question.answer", reason));
            var error = fields.error("User");
            if (error.isPresent()) return error.get().response(request);
            if (!rooms.json().mayChangeQuestion(user)) return mayNotAsk().response(request);
            if (!hands.passwords().isTheirs(password, users.password(user.id()))) {
                return changed(request, caller, new AccountResult.WrongPassword(), EventType.USER_UPDATE_QUESTION);
            }
            var result = hands.passwords()
                    .setQuestion(
                            user.id(), question.get().text(), question.get().answer());
            return changed(request, caller, result, EventType.USER_UPDATE_QUESTION);
        });
    }

    /// POST `…/forgot_password`: a link by which the person chooses another; the present one works until then.
    public Response forgotPassword(Request request, Caller caller) {
        return rooms.lookup()
                .named(request, caller)
                .map(user -> forgotten(request, user))
                .orElseGet(() -> AccountsResponder.unknown(request));
    }

    private Response forgotten(Request request, User user) {
        if (!UserLifecycle.mayForget(user.status())) return mayNotForget().response(request);
        if (request.query().first("sendEmail").filter("false"::equals).isPresent()) {
            return Response.json(
                    200, Map.of("resetPasswordUrl", hands.links().reset(user).url()));
        }
        hands.links().mailReset(user);
        return Response.json(200, AccountsResponder.NOTHING);
    }

    private static OktaError mayNotAsk() {
        return OktaError.of(
                403, "E0000036", "Change of the recovery question is not allowed in the user's current status");
    }

    private static OktaError mayNotForget() {
        return OktaError.of(403, "E0000034", "Forgot password is not allowed in the user's current status");
    }

    /// POST `…/forgot_password_recovery_question` with the answer and the new password.
    public Response answerQuestion(Request request, Caller caller) {
        return read(request, caller, (user, fields) -> {
            String password = fields.object("password").requiredText("value", LONGEST);
            String answer = fields.object("recovery_question").requiredText("answer", 100);
            var error = fields.error("User");
            if (error.isPresent()) return error.get().response(request);
            if (!UserLifecycle.mayForget(user.status()) || user.status() == Status.PASSWORD_EXPIRED) {
                return mayNotForget().response(request);
            }
            if (!answers.test(user.id(), answer)) {
                return OktaError.of(403, "E0000087", "The recovery question answer did not match our records.")
                        .response(request);
            }
            var result = hands.passwords().choose(user.id(), password);
            return changed(request, caller, result, EventType.USER_UPDATE_PASSWORD);
        });
    }

    private Response read(Request request, Caller caller, BiFunction<User, Fields, Response> then) {
        return rooms.lookup()
                .named(request, caller)
                .map(user -> then.apply(user, Fields.of(request.json())))
                .orElseGet(() -> AccountsResponder.unknown(request));
    }

    private Response changed(Request request, Caller caller, AccountResult result, EventType event) {
        return AccountsResponder.answer(request, Operation.CHANGE_PASSWORD, result, user -> {
            hands.log().user(request, caller, event, user);
            return Response.json(200, UserJson.credentials(user));
        });
    }
}
