package dev.narthex.signin;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.LinkRequests;
import dev.narthex.recovery.Links;
import dev.narthex.recovery.PasswordDesk;
import dev.narthex.signin.AuthnState.Step;
import dev.narthex.users.AccountResult;
import dev.narthex.users.PasswordDemands;
import dev.narthex.users.User;
import dev.narthex.users.UserLifecycle.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `/api/v1/authn/recovery/…`: a way back in for who has lost the password, by script.
///
/// Asking for a mail is answered alike whether there is such a person or not, save to an app that has an API token: it
/// is told, and may have the token that a mail would carry.
public final class AuthnRecoveryApi {
    private static final int LONGEST = 2048;

    private final AuthnApi steps;
    private final AuthnApi.Rooms rooms;
    private final Ways ways;

    /// @param trusted whether a request brings an API token
    public record Ways(
            Links links,
            LinkRequests requests,
            PasswordDesk desk,
            PasswordDemands demands,
            RecoveryAnswers answers,
            Predicate<Request> trusted) {}

    public AuthnRecoveryApi(AuthnApi steps, AuthnApi.Rooms rooms, Ways ways) {
        this.steps = steps;
        this.rooms = rooms;
        this.ways = ways;
    }

    /// What can be asked for.
    private enum Wish {
        PASSWORD(LinkPurpose.PASSWORD_RESET, "E0000034", "Forgot password not allowed on specified user."),
        UNLOCK(LinkPurpose.UNLOCK, "E0000032", "Unlock is not allowed for this user.");

        private final LinkPurpose link;
        private final OktaError refusal;

        Wish(LinkPurpose link, String code, String refusal) {
            this.link = link;
            this.refusal = OktaError.of(403, code, refusal);
        }
    }

    /// POST `…/recovery/password`.
    public Response password(Request request) {
        return ask(request, Wish.PASSWORD);
    }

    /// POST `…/recovery/unlock`.
    public Response unlock(Request request) {
        return ask(request, Wish.UNLOCK);
    }

    private Response ask(Request request, Wish wish) {
        var body = Fields.of(request.json());
        String username = body.requiredText("username", LONGEST);
        var relayState = body.text("relayState", LONGEST);
        boolean trusted = ways.trusted().test(request);
        boolean byHand = trusted && !body.has("factorType");
        // Okta's SDK for Java writes it small, the documents large.
        if (!byHand && !body.requiredText("factorType", 20).equalsIgnoreCase("EMAIL"))
            body.fault("factorType", "must be EMAIL");
        var error = body.error("recovery");
        if (error.isPresent()) return error.get().response(request);
        if (!trusted && !ways.requests().admits(request.source(), username))
            return rooms.responder().tooFast(request);
        if (byHand) return handed(request, wish, username, relayState);
        var answer = switch (wish) {
            case PASSWORD -> ways.requests().forPassword(username, Map.of());
            case UNLOCK -> ways.requests().forUnlock(username, Map.of());
        };
        if (trusted && !answer.sent()) return refusal(wish, answer.user()).response(request);
        return rooms.responder().challenged(wish.name(), relayState);
    }

    private static OktaError refusal(Wish wish, Optional<User> user) {
        return user.isPresent()
                ? wish.refusal
                : OktaError.of(403, "E0000095", "Recovery not allowed for unknown user.");
    }

    /// The app mails the token itself, or has other proof of who asks.
    private Response handed(Request request, Wish wish, String username, Optional<String> relayState) {
        var found = ways.requests().named(username);
        var holder = found.filter(user -> ways.requests().may(wish.link, user));
        if (holder.isEmpty()) return refusal(wish, found).response(request);
        var link = ways.links().issue(wish.link, holder.get().id());
        return rooms.responder().handed(wish.name(), holder.get(), link.token(), relayState);
    }

    /// POST `…/recovery/token`, and `/api/v1/authn` with a token: somebody has followed a link.
    public Response token(Request request) {
        var body = Fields.of(request.json());
        String token = body.requiredText(body.has("token") ? "token" : "recoveryToken", LONGEST);
        var relayState = body.text("relayState", LONGEST);
        var error = body.error("recoveryToken");
        if (error.isPresent()) return error.get().response(request);
        return Stream.of(LinkPurpose.PASSWORD_RESET, LinkPurpose.ACTIVATION, LinkPurpose.UNLOCK)
                .flatMap(purpose -> ways.desk().holder(purpose, token).stream()
                        .flatMap(user -> ways.links().redeem(purpose, token).stream()
                                .map(_ -> entered(request, user, purpose, relayState))))
                .findFirst()
                .orElseGet(() -> OktaError.invalidToken().response(request));
    }

    /// The question is asked where there is one: a mailbox alone may be somebody else's by now.
    private Response entered(Request request, User user, LinkPurpose purpose, Optional<String> relayState) {
        boolean asks = purpose != LinkPurpose.ACTIVATION
                && ways.demands().of(user.id()).asksQuestion(user);
        var state = rooms.states().followed(purpose, asks ? Step.RECOVERY : Step.PASSWORD_RESET, user.id(), relayState);
        return asks ? rooms.responder().step(state, user) : proved(request, state, user);
    }

    private Response proved(Request request, AuthnState state, User user) {
        if (state.link().filter(LinkPurpose.UNLOCK::equals).isEmpty()) {
            return rooms.responder().step(state.at(Step.PASSWORD_RESET), user);
        }
        // Not locked any more is as good.
        if (rooms.accounts().apply(user.id(), Operation.UNLOCK) instanceof AccountResult.Done(var now)) {
            steps.noted(request, now, EventType.ACCOUNT_UNLOCK);
        }
        return rooms.responder().unlocked(user, state.relayState());
    }

    /// POST `…/recovery/answer`.
    public Response answer(Request request) {
        return steps.inState(request, List.of(Step.RECOVERY), (body, standing) -> {
            String answer = body.requiredText("answer", LONGEST);
            var error = body.error("answer");
            if (error.isPresent()) return error.get().response(request);
            var user = standing.user();
            if (!ways.answers().isRight(user.id(), answer)) {
                return OktaError.of(403, "E0000087", "The recovery question answer did not match our records.")
                        .response(request);
            }
            return steps.left(request, standing, () -> proved(request, standing.state(), user));
        });
    }
}
