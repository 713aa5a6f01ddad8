package dev.narthex.authorize;

import dev.narthex.apps.App;
import dev.narthex.apps.TokenBinding;
import dev.narthex.http.Parameters;
import dev.narthex.oauth.CodeChallenge;
import dev.narthex.oauth.Prompts;
import dev.narthex.oauth.ResponseType;
import dev.narthex.oauth.ResponseTypes;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.AuthorizationServer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A request of a known app, not yet checked: each accessor reads one parameter and is empty where that can't be read.
/// `audience`: the one that the server has.
record Candidate(App app, AuthorizationServer server, String audience, Parameters parameters) {

    Optional<ResponseTypes> types() {
        return parameters.first("response_type").flatMap(ResponseTypes::parse);
    }

    boolean asksForCode() {
        return types().map(types -> types.has(ResponseType.CODE)).orElse(false);
    }

    /// As asked for, or the server's default ones; `offline_access` that can't lead to a refresh token is dropped.
    Optional<Scopes> scopes() {
        var asked = parameters.first("scope");
        boolean refreshable =
                asksForCode() && app.settings().oauth().grantTypes().contains("refresh_token");
        return (asked.isPresent() ? Scopes.parse(asked.get()) : Optional.of(server.defaultScopes()))
                .map(scopes -> refreshable ? scopes : scopes.without(Set.of(Scopes.OFFLINE_ACCESS)));
    }

    Optional<CodeChallenge> challenge() {
        return parameters.first("code_challenge").flatMap(CodeChallenge::parse);
    }

    /// The key that the code is for. An app that is not set to have bound tokens is not heard, as at the token
    /// endpoint.
    // RFC 9449 §10: dpop_jkt.
    Optional<String> key() {
        boolean binds = asksForCode() && TokenBinding.of(app.settings()).required();
        return binds ? parameters.first("dpop_jkt") : Optional.empty();
    }

    Optional<Prompts> prompts() {
        return parameters.first("prompt").map(Prompts::parse).orElse(Optional.of(Prompts.UNSPECIFIED));
    }

    Optional<Duration> maxAge() {
        return parameters
                .first("max_age")
                .filter(text -> text.matches("[0-9]{1,10}"))
                .map(Long::parseLong)
                .filter(seconds -> seconds <= Integer.MAX_VALUE)
                .map(Duration::ofSeconds);
    }

    /// The first class of authentication asked for that we can reach.
    Optional<String> acr() {
        return Stream.concat(
                        parameters.first("acr_values").stream().flatMap(values -> Stream.of(values.split(" "))),
                        claims().stream().flatMap(RequestedClaims::classes))
                .filter(AuthenticationClasses.REACHED_BY_PASSWORD::contains)
                .findFirst();
    }

    /// Empty for what is malformed; none requested if the parameter is not there.
    Optional<RequestedClaims> claims() {
        return parameters.first("claims").map(RequestedClaims::parse).orElse(Optional.of(RequestedClaims.NONE));
    }
}
