package dev.narthex.signin;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.LinkRequests;
import dev.narthex.recovery.Links;
import dev.narthex.recovery.OneTimeLink;
import dev.narthex.signin.AttemptStore.Admission;
import dev.narthex.signin.AuthnState.Step;
import dev.narthex.users.User;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// `/api/v1/authn/recovery/…`: a way back in for who has lost the password, by script.
///
/// Asking for a mail is answered alike whether there is such a person or not.
public final class AuthnRecoveryApi {
    private static final int LONGEST = 2048;
    private static final String ANSWERS = "recovery answer";

    private final AuthnApi steps;
    private final AuthnApi.Rooms rooms;
    private final Links links;
    private final LinkRequests requests;
    private final Attempts attempts;

    /// How wrong answers are counted.
    public record Attempts(AttemptStore store, InstantSource clock) {}

    public AuthnRecoveryApi(
            AuthnApi steps, AuthnApi.Rooms rooms, Links links, LinkRequests requests, Attempts attempts) {
        this.steps = steps;
        this.rooms = rooms;
        this.links = links;
        this.requests = requests;
        this.attempts = attempts;
    }

    /// POST `…/recovery/password`.
    public Response password(Request request) {
        return mail(request, requests::forPassword, "PASSWORD");
    }

    /// POST `…/recovery/unlock`.
    public Response unlock(Request request) {
        return mail(request, requests::forUnlock, "UNLOCK");
    }

    /// By the same bounds and rules as the page: else this would be the way around them.
    private Response mail(Request request, BiConsumer<String, Map<String, String>> wish, String type) {
        var body = Fields.of(request.json());
        String username = body.requiredText("username", LONGEST);
        var relayState = body.text("relayState", LONGEST);
        // Okta's SDK for Java writes it small, the documents large.
        if (!body.requiredText("factorType", 20).equalsIgnoreCase("EMAIL")) body.fault("factorType", "must be EMAIL");
        var error = body.error("recovery");
        if (error.isPresent()) return error.get().response(request);
        if (!requests.admits(request.source(), username))
            return rooms.responder().tooFast(request);
        wish.accept(username, Map.of());
        return rooms.responder().challenged(type, relayState);
    }

    /// POST `…/recovery/token`, and `/api/v1/authn` with a token: somebody has followed a link.
    public Response token(Request request) {
        var body = Fields.of(request.json());
        String token = body.requiredText(body.has("token") ? "token" : "recoveryToken", LONGEST);
        var relayState = body.text("relayState", LONGEST);
        var error = body.error("recoveryToken");
        if (error.isPresent()) return error.get().response(request);
        var link =
                links.redeem(LinkPurpose.PASSWORD_RESET, token).or(() -> links.redeem(LinkPurpose.ACTIVATION, token));
        return link.map(OneTimeLink::userId)
                .flatMap(rooms.users()::byId)
                .map(user -> entered(user, link.get().purpose(), relayState))
                .orElseGet(() -> OktaError.invalidToken().response(request));
    }

    /// The question is asked where there is one: a mailbox alone may be somebody else's by now.
    private Response entered(User user, LinkPurpose purpose, Optional<String> relayState) {
        boolean asks = purpose == LinkPurpose.PASSWORD_RESET
                && user.credentials().question().isPresent();
        var step = asks ? Step.RECOVERY : Step.PASSWORD_RESET;
        return rooms.responder().step(rooms.states().begin(step, user.id(), relayState), user);
    }

    /// POST `…/recovery/answer`.
    public Response answer(Request request) {
        return steps.inState(request, List.of(Step.RECOVERY), (body, standing) -> {
            String answer = body.requiredText("answer", LONGEST);
            var error = body.error("answer");
            if (error.isPresent()) return error.get().response(request);
            var user = standing.user();
            if (!isRight(user.id(), answer)) {
                return OktaError.of(403, "E0000087", "The recovery question answer did not match our records.")
                        .response(request);
            }
            rooms.states().leave(standing.token());
            return rooms.responder().step(standing.state().at(Step.PASSWORD_RESET), user);
        });
    }

    private boolean isRight(String userId, String answer) {
        var now = attempts.clock().instant();
        var admission = attempts.store().admit(userId, ANSWERS, PasswordSignIn.LIMITS, now);
        boolean right = rooms.passwords().isAnswer(userId, answer) && admission instanceof Admission.Admitted;
        if (right) attempts.store().clear(userId, ANSWERS);
        return right;
    }
}
