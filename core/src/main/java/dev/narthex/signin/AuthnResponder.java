package dev.narthex.signin;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.OktaError;
import dev.narthex.okta.Wire;
import dev.narthex.password.PasswordPolicy;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.session.SessionTokens;
import dev.narthex.signin.AuthnState.Step;
import dev.narthex.users.PasswordDemands;
import dev.narthex.users.PasswordSettings;
import dev.narthex.users.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the authentication API tells where a sign-in stands, in the shape from which SDKs make their methods.
public final class AuthnResponder {
    private final String api;
    private final SessionTokens tokens;
    private final AuthnStates states;
    private final PasswordDemands demands;
    private final InstantSource clock;

    public AuthnResponder(
            String baseUrl, SessionTokens tokens, AuthnStates states, PasswordDemands demands, InstantSource clock) {
        this.api = baseUrl + "/api/v1/authn";
        this.tokens = tokens;
        this.states = states;
        this.demands = demands;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /// Done: the session token is good for one session.
    /// @param since when the person showed who they are
    Response success(User user, Instant since, Optional<String> relayState) {
        var json = began("SUCCESS", clock.instant().plus(SessionTokens.LIFETIME), relayState);
        json.put("sessionToken", tokens.make(new SessionTokens.Proof(user.id(), List.of("pwd"), since)));
        json.put("_embedded", Map.of("user", user(user)));
        json.put("_links", Map.of("cancel", Wire.link(api + "/cancel", "POST")));
        return Response.json(200, json);
    }

    /// A step is to be made: the token says which, the links say how.
    Response step(AuthnState state, User user) {
        return switch (state.step()) {
            case PASSWORD_WARN, PASSWORD_EXPIRED -> step(state, user, "changePassword", "/credentials/change_password");
            case RECOVERY -> step(state, user, "answer", "/recovery/answer");
            case PASSWORD_RESET -> step(state, user, "resetPassword", "/credentials/reset_password");
        };
    }

    private Response step(AuthnState state, User user, String next, String path) {
        var json = began(state.step().name(), state.begun().plus(AuthnStates.LIFETIME), state.relayState());
        json.put("stateToken", states.seal(state));
        state.link().ifPresent(link -> json.put("recoveryType", link == LinkPurpose.UNLOCK ? "UNLOCK" : "PASSWORD"));
        json.put("_embedded", embedded(state, user));
        var links = new LinkedHashMap<String, Object>();
        links.put("next", named(next, path));
        if (state.step() == Step.PASSWORD_WARN) links.put("skip", named("skip", "/skip"));
        links.put("cancel", Wire.link(api + "/cancel", "POST"));
        json.put("_links", links);
        return Response.json(200, json);
    }

    private Map<String, Object> named(String name, String path) {
        var link = new LinkedHashMap<String, Object>(Map.of("name", name));
        link.putAll(Wire.link(api + path, "POST"));
        return link;
    }

    /// Refused, and told so.
    Response lockedOut(Optional<String> relayState) {
        var json = new LinkedHashMap<String, Object>();
        json.put("status", "LOCKED_OUT");
        relayState.ifPresent(text -> json.put("relayState", text));
        json.put("_links", Map.of("next", named("unlock", "/recovery/unlock")));
        return Response.json(200, json);
    }

    /// To an app that we trust: the token that a mail would have carried.
    Response handed(String recoveryType, User user, String token, Optional<String> relayState) {
        var lifetime = demands.of(user.id()).recovery().linkLifetime();
        var json = began("RECOVERY", clock.instant().plus(lifetime), relayState);
        json.put("recoveryToken", token);
        json.put("recoveryType", recoveryType);
        json.put("_embedded", Map.of("user", asked(user)));
        json.put("_links", Map.of("next", named("recovery", "/recovery/token")));
        return Response.json(200, json);
    }

    /// Nobody is signed in by an end to a lock.
    Response unlocked(User user, Optional<String> relayState) {
        var json = new LinkedHashMap<String, Object>();
        json.put("status", "SUCCESS");
        json.put("recoveryType", "UNLOCK");
        relayState.ifPresent(text -> json.put("relayState", text));
        json.put("_embedded", Map.of("user", user(user)));
        return Response.json(200, json);
    }

    /// A mail is on its way, or nobody has this name: the answer is the same.
    Response challenged(String recoveryType, Optional<String> relayState) {
        var json = new LinkedHashMap<String, Object>();
        json.put("status", "RECOVERY_CHALLENGE");
        json.put("factorResult", "WAITING");
        json.put("factorType", "EMAIL");
        json.put("recoveryType", recoveryType);
        relayState.ifPresent(text -> json.put("relayState", text));
        return Response.json(200, json);
    }

    Response cancelled(Optional<String> relayState) {
        return Response.json(
                200,
                relayState
                        .<Map<String, Object>>map(text -> Map.of("relayState", text))
                        .orElse(Map.of()));
    }

    Response authenticationFailed(Request request) {
        return OktaError.of(401, "E0000004", "Authentication failed").response(request);
    }

    Response notNow(Request request) {
        return OktaError.of(403, "E0000079", "This operation is not allowed in the current authentication state.")
                .response(request);
    }

    Response tooFast(Request request) {
        return OktaError.of(429, "E0000047", "Too many tries in a short time. Wait a minute, then try again.")
                .response(request)
                .with("Retry-After", "60");
    }

    Response unfit(Request request, List<String> reasons) {
        return new OktaError(403, "E0000014", "Update of credentials failed", reasons).response(request);
    }

    private static LinkedHashMap<String, Object> began(String status, Instant expires, Optional<String> relayState) {
        var json = new LinkedHashMap<String, Object>();
        json.put("expiresAt", Wire.time(expires));
        json.put("status", status);
        relayState.ifPresent(text -> json.put("relayState", text));
        return json;
    }

    private Map<String, Object> embedded(AuthnState state, User user) {
        var json = new LinkedHashMap<String, Object>();
        json.put("user", state.step() == Step.RECOVERY ? asked(user) : user(user));
        if (state.step() != Step.RECOVERY) json.put("policy", policy(state, user));
        return json;
    }

    private static Map<String, Object> asked(User user) {
        var person = user(user);
        user.credentials()
                .question()
                .ifPresent(question -> person.put("recovery_question", Map.of("question", question)));
        return person;
    }

    private Map<String, Object> policy(AuthnState state, User user) {
        var settings = demands.of(user.id());
        var json = new LinkedHashMap<String, Object>();
        if (state.step() == Step.PASSWORD_WARN) {
            int days = settings.daysLeft(user, clock.instant()).orElse(0);
            json.put("expiration", Map.of("passwordExpireDays", days));
        }
        json.put("complexity", complexity(settings.complexity()));
        json.put("age", age(settings.age()));
        return json;
    }

    private static Map<String, Object> age(PasswordSettings.Age age) {
        return Map.of("minAgeMinutes", age.least().toMinutes(), "historyCount", age.history());
    }

    private static Map<String, Object> complexity(PasswordPolicy policy) {
        var composition = policy.composition();
        return Map.of(
                "minLength", composition.minLength(),
                "minLowerCase", composition.minLowerCase(),
                "minUpperCase", composition.minUpperCase(),
                "minNumber", composition.minNumber(),
                "minSymbol", composition.minSymbol(),
                "excludeUsername", policy.excludeUsername());
    }

    private static LinkedHashMap<String, Object> user(User user) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", user.id());
        user.times().passwordChanged().ifPresent(changed -> json.put("passwordChanged", Wire.time(changed)));
        var profile = new LinkedHashMap<String, Object>();
        profile.put("login", user.login());
        profile.put("firstName", user.attribute("firstName").orElse(null));
        profile.put("lastName", user.attribute("lastName").orElse(null));
        profile.put("locale", user.attribute("locale").orElse("en_US"));
        profile.put("timeZone", user.attribute("timezone").orElse("America/Los_Angeles"));
        json.put("profile", profile);
        return json;
    }
}
