package dev.narthex.signin;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.PasswordNotice;
import dev.narthex.session.Devices;
import dev.narthex.signin.AuthnState.Step;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.AccountPasswords.Replacing;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

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
            AccountPasswords passwords,
            PasswordNotice notice) {}

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
        boolean warns = body.object("options").flag("warnBeforePasswordExpired").orElse(false);
        var error = body.error("authentication");
        if (error.isPresent()) return error.get().response(request);
        if (!throttle.admits(request.source(), username))
            return rooms.responder().tooFast(request);
        var credentials = new PasswordSignIn.Credentials(username, password, devices.token(request), request);
        return switch (passwords.attempt(credentials)) {
            case SignInResult.SignedIn(var user, var since, var daysLeft) ->
                warns && daysLeft.isPresent()
                        ? step(Step.PASSWORD_WARN, user, relayState)
                        : signedIn(request, user, since, relayState);
            case SignInResult.MustChange(var user) -> step(Step.PASSWORD_EXPIRED, user, relayState);
            case SignInResult.LockedOut locked -> {
                log.refused(request, username, locked.refused());
                yield rooms.responder().lockedOut(relayState);
            }
            case SignInResult.Refused refused -> {
                log.refused(request, username, refused);
                yield rooms.responder().authenticationFailed(request);
            }
        };
    }

    private Response step(Step step, User user, Optional<String> relayState) {
        return rooms.responder().step(rooms.states().begin(step, user.id(), relayState), user);
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
        return inState(
                request,
                List.of(Step.values()),
                (_, standing) -> left(
                        request,
                        standing,
                        () -> rooms.responder().cancelled(standing.state().relayState())));
    }

    /// POST `…/skip`: the warning is passed by.
    public Response skip(Request request) {
        return inState(
                request,
                List.of(Step.PASSWORD_WARN),
                (_, standing) -> left(
                        request,
                        standing,
                        () -> signedIn(
                                request,
                                standing.user(),
                                standing.state().begun(),
                                standing.state().relayState())));
    }

    /// For what none of our states allows, such as POST `…/previous`.
    public Response inNoState(Request request) {
        return inState(request, List.of(), (_, _) -> rooms.responder().notNow(request));
    }

    /// POST `…/credentials/change_password`.
    public Response changePassword(Request request) {
        return inState(request, List.of(Step.PASSWORD_WARN, Step.PASSWORD_EXPIRED), (body, standing) -> {
            String old = body.requiredText("oldPassword", LONGEST);
            String fresh = body.requiredText("newPassword", LONGEST);
            boolean everywhere = body.flag("revokeSessions").orElse(false);
            var error = body.error("password");
            if (error.isPresent()) return error.get().response(request);
            String id = standing.user().id();
            return switch (rooms.passwords().changeOwn(id, new Replacing(old, fresh))) {
                case AccountResult.Done(var user) -> {
                    if (everywhere) rooms.accounts().signOutEverywhere(id, true);
                    yield left(request, standing, () -> changed(request, standing, user));
                }
                case AccountResult refusal -> refused(request, refusal);
            };
        });
    }

    /// POST `…/credentials/reset_password`. The token ends before the password changes, so that it changes it once.
    public Response resetPassword(Request request) {
        return inState(request, List.of(Step.PASSWORD_RESET), (body, standing) -> {
            String fresh = body.requiredText("newPassword", LONGEST);
            var error = body.error("password");
            if (error.isPresent()) return error.get().response(request);
            var user = standing.user();
            var faults = rooms.passwords().faultsOfChoice(fresh, user);
            if (!faults.isEmpty()) return rooms.responder().unfit(request, faults);
            return left(
                    request,
                    standing,
                    () -> rooms.passwords().choose(user.id(), fresh) instanceof AccountResult.Done(var now)
                            ? changed(request, standing, now)
                            : rooms.responder().notNow(request));
        });
    }

    private Response changed(Request request, Standing standing, User user) {
        boolean first =
                standing.state().link().filter(LinkPurpose.ACTIVATION::equals).isPresent();
        if (first) log.noted(request, user, EventType.USER_ACTIVATE);
        else rooms.notice().send(user);
        log.noted(request, user, EventType.USER_UPDATE_PASSWORD);
        return signedIn(request, user, rooms.responder().now(), standing.state().relayState());
    }

    private Response refused(Request request, AccountResult result) {
        return switch (result) {
            case AccountResult.Unfit(var reasons) -> rooms.responder().unfit(request, reasons);
            case AccountResult.WrongPassword() ->
                rooms.responder().unfit(request, List.of("oldPassword: the password is not right"));
            default -> rooms.responder().notNow(request);
        };
    }

    void noted(Request request, User user, EventType event) {
        log.noted(request, user, event);
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

    /// Of all who leave a state with its token, one does.
    Response left(Request request, Standing standing, Supplier<Response> then) {
        return rooms.states().leave(standing.token())
                ? then.get()
                : OktaError.invalidToken().response(request);
    }

    /// Whoever was suspended meanwhile has come to an end here, too, and whoever proved a password that is no more.
    private static boolean fits(AuthnState state, User user) {
        boolean stale = user.times()
                .passwordChanged()
                .filter(changed -> changed.isAfter(state.begun()))
                .isPresent();
        if (stale) return false;
        return switch (state.step()) {
            case PASSWORD_WARN -> user.status() == User.Status.ACTIVE;
            case PASSWORD_EXPIRED ->
                user.status() == User.Status.ACTIVE || user.status() == User.Status.PASSWORD_EXPIRED;
            case RECOVERY, PASSWORD_RESET ->
                state.link().filter(link -> link.opens(user.status())).isPresent();
        };
    }
}
