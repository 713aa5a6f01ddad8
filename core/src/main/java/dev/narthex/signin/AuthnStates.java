package dev.narthex.signin;

import dev.narthex.crypt.Sealer;
import dev.narthex.http.Json;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.session.Spent;
import dev.narthex.signin.AuthnState.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/// State tokens: a state, sealed, for five minutes. Nothing is stored before a state is left for good.
public final class AuthnStates {
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Sealer sealer;
    private final Spent spent;
    private final InstantSource clock;

    public AuthnStates(Sealer sealer, Spent spent, InstantSource clock) {
        this.sealer = sealer;
        this.spent = spent;
        this.clock = clock;
    }

    AuthnState begin(Step step, String userId, Optional<String> relayState) {
        return new AuthnState(step, userId, Optional.empty(), relayState, clock.instant());
    }

    /// Of somebody who followed a link.
    AuthnState followed(LinkPurpose link, Step step, String userId, Optional<String> relayState) {
        return new AuthnState(step, userId, Optional.of(link), relayState, clock.instant());
    }

    String seal(AuthnState state) {
        var members = new LinkedHashMap<String, Object>();
        members.put("s", state.step().name());
        members.put("u", state.userId());
        state.link().ifPresent(link -> members.put("l", link.name()));
        state.relayState().ifPresent(text -> members.put("r", text));
        members.put("at", state.begun().toEpochMilli());
        return sealer.sealText(Json.text(members));
    }

    /// The state, if the token is ours and still good.
    Optional<AuthnState> open(String token) {
        return sealer.openText(token)
                .map(AuthnStates::read)
                .filter(state -> state.begun().plus(LIFETIME).isAfter(clock.instant()))
                .filter(_ -> !spent.isSpent(token));
    }

    /// Ends the token; false if it had ended.
    boolean leave(String token) {
        return spent.spend(token, clock.instant().plus(LIFETIME));
    }

    private static AuthnState read(String json) {
        var members = Json.readObject(json.getBytes(StandardCharsets.UTF_8));
        return new AuthnState(
                Step.valueOf((String) members.get("s")),
                (String) members.get("u"),
                Optional.ofNullable((String) members.get("l")).map(LinkPurpose::valueOf),
                Optional.ofNullable((String) members.get("r")),
                Instant.ofEpochMilli(((Number) members.get("at")).longValue()));
    }
}
