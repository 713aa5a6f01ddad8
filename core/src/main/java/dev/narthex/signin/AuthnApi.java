package dev.narthex.signin;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.session.Devices;
import dev.narthex.signin.AuthnState.Step;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// `/api/v1/authn`: signing in without our pages, by a script in an app's own.
///
/// It ends with a session token, which a browser or a program turns into one session.
public final class AuthnApi {
    private static final int LONGEST = 2048;

    private final PasswordSignIn passwords;
    private final SignInThrottle throttle;
    private final Devices devices;
    private final SignInLog log;
    private final Rooms rooms;

    /// What a sign-in by steps is made of.
    public record Rooms(
            AuthnStates states,
            AuthnResponder responder,
            UserStore users,
            Accounts accounts,
            AccountPasswords passwords) {}

    public AuthnApi(PasswordSignIn passwords, SignInThrottle throttle, Devices devices, SignInLog log, Rooms rooms) {
        this.passwords = passwords;
        this.throttle = throttle;
        this.devices = devices;
        this.log = log;
        this.rooms = rooms;
    }

    /// POST `/api/v1/authn` with user name and password, or with a state token to be told where it stands.
    public Response primary(Request request) {
        var body = Fields.of(request.json());
        if (body.has("stateToken")) return introspect(request);
        String username = body.requiredText("username", LONGEST);
        String password = body.requiredText("password", LONGEST);
        var relayState = body.text("relayState", LONGEST);
        var error = body.error("authentication");
        if (error.isPresent()) return error.get().response(request);
        if (!throttle.admits(request.source(), username))
            return rooms.responder().tooFast(request);
        var credentials = new PasswordSignIn.Credentials(username, password, devices.token(request), request);
        return switch (passwords.attempt(credentials)) {
            case SignInResult.SignedIn(var user, var since) -> signedIn(request, user, since, relayState);
            case SignInResult.MustChange(var user) ->
                rooms.responder().step(rooms.states().begin(Step.PASSWORD_EXPIRED, user.id(), relayState), user);
            case SignInResult.Refused refused -> {
                log.refused(request, username, refused);
                yield rooms.responder().authenticationFailed(request);
            }
        };
    }

    private Response signedIn(Request request, User user, Instant since, Optional<String> relayState) {
        log.signedIn(request, user, Optional.empty());
        return rooms.responder().success(user, since, relayState);
    }

    /// POST `…/introspect`: where the sign-in stands.
    public Response introspect(Request request) {
        return inState(
                request,
                List.of(Step.values()),
                (_, standing) -> rooms.responder().step(standing.state(), standing.user()));
    }

    /// POST `…/cancel`: the state token ends.
    public Response cancel(Request request) {
        return inState(request, List.of(Step.values()), (_, standing) -> {
            rooms.states().leave(standing.token());
            return rooms.responder().cancelled(standing.state().relayState());
        });
    }

    /// POST `…/credentials/change_password`.
    public Response changePassword(Request request) {
        return inState(request, List.of(Step.PASSWORD_EXPIRED), (body, standing) -> {
            String old = body.requiredText("oldPassword", LONGEST);
            String fresh = body.requiredText("newPassword", LONGEST);
            boolean everywhere = body.flag("revokeSessions").orElse(false);
            var error = body.error("password");
            if (error.isPresent()) return error.get().response(request);
            var replacing = new AccountPasswords.Replacing(old, fresh);
            String id = standing.user().id();
            var result = rooms.passwords().change(id, replacing, true);
            if (everywhere && result instanceof AccountResult.Done)
                rooms.accounts().signOutEverywhere(id, true);
            return changed(request, standing, result);
        });
    }

    /// POST `…/credentials/reset_password`.
    public Response resetPassword(Request request) {
        return inState(request, List.of(Step.PASSWORD_RESET), (body, standing) -> {
            String fresh = body.requiredText("newPassword", LONGEST);
            var error = body.error("password");
            if (error.isPresent()) return error.get().response(request);
            return changed(
                    request, standing, rooms.passwords().choose(standing.user().id(), fresh));
        });
    }

    private Response changed(Request request, Standing standing, AccountResult result) {
        return switch (result) {
            case AccountResult.Done(var user) -> {
                rooms.states().leave(standing.token());
                yield signedIn(
                        request, user, rooms.responder().now(), standing.state().relayState());
            }
            case AccountResult.Unfit(var reasons) -> rooms.responder().unfit(request, reasons);
            case AccountResult.WrongPassword() ->
                rooms.responder().unfit(request, List.of("oldPassword: the password is not right"));
            default -> rooms.responder().notNow(request);
        };
    }

    /// A state token that is good, what it says, and about whom.
    record Standing(String token, AuthnState state, User user) {}

    Response inState(Request request, List<Step> steps, BiFunction<Fields, Standing, Response> answer) {
        var body = Fields.of(request.json());
        String token = body.requiredText("stateToken", LONGEST * 2);
        var error = body.error("stateToken");
        if (error.isPresent()) return error.get().response(request);
        var standing = rooms.states()
                .open(token)
                .flatMap(state -> rooms.users()
                        .byId(state.userId())
                        .filter(user -> fits(state, user))
                        .map(user -> new Standing(token, state, user)));
        if (standing.isEmpty()) return OktaError.invalidToken().response(request);
        return steps.contains(standing.get().state().step())
                ? answer.apply(body, standing.get())
                : rooms.responder().notNow(request);
    }

    /// Whoever was suspended meanwhile has come to an end here, too, and so has what began before the password was
    /// changed: who changed it had no need of it, or did it because of it.
    private static boolean fits(AuthnState state, User user) {
        boolean changed = user.times()
                .passwordChanged()
                .filter(at -> at.isAfter(state.begun()))
                .isPresent();
        return !changed && isFor(state, user);
    }

    private static boolean isFor(AuthnState state, User user) {
        return switch (user.status()) {
            case SUSPENDED, DEPROVISIONED, STAGED -> false;
            case ACTIVE, RECOVERY, PASSWORD_EXPIRED, LOCKED_OUT -> true;
            case PROVISIONED -> state.step() == Step.PASSWORD_RESET;
        };
    }
}
