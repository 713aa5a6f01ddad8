package dev.narthex.directory;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.OktaError;
import dev.narthex.users.AccountResult;
import dev.narthex.users.User;
import dev.narthex.users.UserLifecycle.Operation;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Says in the words of the management API what came of an operation on an account.
final class AccountsResponder {
    private AccountsResponder() {}

    static final Map<String, Object> NOTHING = Map.of();

    static Response answer(
            Request request, Operation operation, AccountResult result, Function<User, Response> whenDone) {
        return switch (result) {
            case AccountResult.Done(var user) -> whenDone.apply(user);
            case AccountResult.Deleted _ -> Response.empty(204);
            case AccountResult.NotFound() -> unknown(request);
            case AccountResult.AlreadyActive() ->
                OktaError.of(403, "E0000016", "Activation failed because the user is already active")
                        .response(request);
            case AccountResult.NotAllowed(var standing) ->
                notAllowed(operation, standing).response(request);
            case AccountResult.LoginTaken() -> taken("login").response(request);
            case AccountResult.AttributeTaken(var name) -> taken(name).response(request);
            case AccountResult.Unfit(var reasons) -> unfit(reasons).response(request);
            case AccountResult.WrongPassword() ->
                new OktaError(
                                403,
                                "E0000014",
                                "Update of credentials failed",
                                List.of("oldPassword: Old Password is not correct"))
                        .response(request);
        };
    }

    static Response unknown(Request request) {
        return OktaError.notFound(request.pathParameter("id"), "User").response(request);
    }

    private static OktaError taken(String attribute) {
        return OktaError.invalid(
                attribute, attribute + ": An object with this field already exists in the current organization");
    }

    /// A password that breaks the rules, where the whole request is about it.
    private static OktaError unfit(List<String> reasons) {
        var causes = reasons.stream().map(reason -> "password: " + reason).toList();
        return new OktaError(403, "E0000080", "The password does not meet the requirements of the policy", causes);
    }

    private static OktaError notAllowed(Operation operation, User.Status standing) {
        return switch (operation) {
            case UNLOCK -> OktaError.of(403, "E0000032", "Unlock is not allowed for this user");
            case CHANGE_PASSWORD ->
                OktaError.of(403, "E0000035", "Change of the password is not allowed in status " + standing);
            default -> OktaError.of(403, "E0000038", "This operation is not allowed in the user's status " + standing);
        };
    }
}
