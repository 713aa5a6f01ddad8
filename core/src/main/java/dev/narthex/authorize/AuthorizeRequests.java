package dev.narthex.authorize;

import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;
import static dev.narthex.oauth.OAuthError.INVALID_REQUEST_URI;

import dev.narthex.apps.App;
import dev.narthex.apps.RequestRules;
import dev.narthex.clientauth.AssertionStore;
import dev.narthex.clientauth.AssertionVerifier;
import dev.narthex.flow.PausedRequest;
import dev.narthex.flow.PausedRequest.Ticket;
import dev.narthex.flow.PausedRequests;
import dev.narthex.flow.PushedRequests;
import dev.narthex.http.Parameters;
import dev.narthex.issue.IdTokenHints;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads and checks authorization requests: for the endpoint that answers them, and for the one they are pushed to.
public final class AuthorizeRequests {
    private static final Duration LEEWAY = Duration.ofMinutes(2);

    private final Function<String, Optional<App>> apps;
    private final PushedRequests pushed;
    private final AssertionStore used;
    private final AuthorizeValidator validator;
    private final RequestObjects objects;

    /// What signed requests are opened with, and their hints.
    public record Evidence(AssertionVerifier.Means means, IdTokenHints hints, InstantSource clock) {}

    public AuthorizeRequests(
            Function<String, Optional<App>> apps,
            PushedRequests pushed,
            AssertionStore used,
            Evidence evidence,
            Issuers issuers) {
        this.apps = apps;
        this.pushed = pushed;
        this.used = used;
        this.validator = new AuthorizeValidator(apps, evidence.hints(), issuers);
        this.objects = new RequestObjects(evidence.means(), issuers, evidence.clock());
    }

    /// What a browser brought.
    Reading read(AuthorizationServer server, Parameters sent) {
        var app = app(sent);
        // Without an app that is known there are more basic things to say, and the checks say them.
        if (app.isEmpty()) return new Reading.Whole(sent, List.of());
        if (!sent.all("request_uri").isEmpty()) return readPushed(server, app.get(), sent);
        // RFC 9126 §5: of such an app, only requests that were pushed are taken.
        if (RequestRules.of(app.get().settings()).pushedOnly()) {
            return faulty(sent, INVALID_REQUEST, "The app must push its requests to the endpoint for that first.");
        }
        return readSigned(
                server, app.get(), sent, RequestRules.of(app.get().settings()).signedOnly());
    }

    /// `alone`: nothing that was sent beside the request object counts.
    private Reading readSigned(AuthorizationServer server, App app, Parameters sent, boolean alone) {
        var object = sent.all("request");
        boolean mustBeSigned = RequestRules.of(app.settings()).signedOnly();
        if (object.isEmpty() && mustBeSigned) return faulty(sent, INVALID_REQUEST, "The app must sign its requests.");
        if (object.isEmpty()) return new Reading.Whole(sent, List.of());
        if (object.size() > 1) return faulty(sent, INVALID_REQUEST, "The 'request' parameter came more than once.");
        return switch (objects.open(app, server, object.getFirst())) {
            case RequestObjects.Opened.Bad(var problem) -> new Reading.Faulty(sent, problem);
            case RequestObjects.Opened.Good(var inside, var tickets) ->
                new Reading.Whole(alone ? inside.with("client_id", app.clientId()) : merged(sent, inside), tickets);
        };
    }

    // OIDC Core 1.0 §6.1: what is signed supersedes what is beside it; the rest may be beside it. An app that must
    // sign, or signs what it pushes, has all of it inside: RFC 9101 §6.3.
    private static Parameters merged(Parameters sent, Parameters inside) {
        return sent.without(List.of("request")).overlaidBy(inside);
    }

    private Optional<App> app(Parameters sent) {
        boolean once = sent.all("client_id").size() == 1;
        return sent.first("client_id").filter(_ -> once).flatMap(apps).filter(App::active);
    }

    // OIDC Core 1.0 §6.2: an address from which we would have to fetch a request is refused: we fetch nothing.
    private Reading readPushed(AuthorizationServer server, App app, Parameters sent) {
        boolean once = sent.all("request_uri").size() == 1 && !sent.has("request");
        if (!once) return unusable(INVALID_REQUEST, "A 'request_uri' comes once, and without a 'request'.");
        String uri = sent.all("request_uri").getFirst();
        if (!uri.startsWith("urn:")) {
            return faulty(
                    sent, OAuthError.REQUEST_URI_NOT_SUPPORTED, "A 'request_uri' must come from a pushed request.");
        }
        // RFC 9126 §4: what was pushed is the request; beside it, only the client_id counts, which must be the same.
        return pushed.open(uri)
                .filter(request -> request.serverId().equals(server.id()))
                .filter(request -> app.clientId().equals(request.parameters().get("client_id")))
                .<Reading>map(request -> new Reading.Whole(Parameters.of(request.parameters()), request.tickets()))
                .orElseGet(() -> unusable(
                        INVALID_REQUEST_URI, "The 'request_uri' is not one that this app pushed, or it has expired."));
    }

    /// What an app pushed, as it is to be kept.
    Reading readPushing(AuthorizationServer server, App app, Parameters form) {
        // RFC 9126 §2.1: a pushed request is whole, and refers to no other.
        if (!form.all("request_uri").isEmpty()) {
            return faulty(form, INVALID_REQUEST, "A pushed request has no 'request_uri'.");
        }
        // RFC 9126 §3: a request object that is pushed holds all of the request.
        return readSigned(server, app, form.with("client_id", app.clientId()), true);
    }

    Validation validate(AuthorizationServer server, Parameters parameters) {
        return validator.validate(server, parameters);
    }

    /// As [#validate], for a request that has a problem already.
    Validation.Refused refuse(AuthorizationServer server, Parameters parameters, Problem problem) {
        return validator.refuse(server, parameters, problem);
    }

    /// False if one of its tickets has been used before. Asked when somebody signed in is about to be granted an
    /// answer, not when a page is loaded: strangers cost no write, and people may reload.
    // RFC 9126 §7.3: a request_uri serves once.
    boolean useUp(PausedRequest request) {
        String clientId = request.parameters().get("client_id");
        boolean fresh = true;
        for (Ticket ticket : request.tickets()) {
            // As long as a request that arrived in time may wait for a person.
            var until = ticket.until().plus(PausedRequests.LIFETIME).plus(LEEWAY);
            fresh &= used.use(clientId, ticket.id(), until);
        }
        return fresh;
    }

    private static Reading faulty(Parameters sent, OAuthError error, String description) {
        return new Reading.Faulty(sent, new Problem(error, description));
    }

    private static Reading unusable(OAuthError error, String description) {
        return new Reading.Unusable(new Problem(error, description));
    }
}
