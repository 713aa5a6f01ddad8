package dev.narthex.authorize;

import dev.narthex.apps.Apps;
import dev.narthex.apps.ImplicitUse;
import dev.narthex.authorize.Standing.SignedIn;
import dev.narthex.consent.Grants;
import dev.narthex.flow.PausedRequest;
import dev.narthex.flow.PausedRequests;
import dev.narthex.flow.PausedRequests.Opened;
import dev.narthex.flow.ReturnPath;
import dev.narthex.groups.People;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.issue.SignedAnswers;
import dev.narthex.issue.TokenIssuer;
import dev.narthex.log.SystemLog;
import dev.narthex.logout.Participants;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.okta.OktaError;
import dev.narthex.page.Pages;
import dev.narthex.policy.AccessPolicies;
import dev.narthex.policy.AccessPolicies.Asker;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import dev.narthex.session.Session;
import dev.narthex.session.Sessions;
import dev.narthex.token.Codes;
import dev.narthex.users.Person;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// The story of an authorization request: validate, interact, issue, respond.
public final class AuthorizeEndpoint {
    private static final int MAX_KEY = 8_000;

    private final Rooms rooms;
    private final AuthorizeRequests requests;
    private final AuthorizeAnswer answers;
    private final AuthorizeResponder responder;
    private final InstantSource clock;

    /// What the story asks along its way.
    public record Rooms(
            AuthorizationServers servers,
            Apps apps,
            People people,
            Sessions sessions,
            Grants grants,
            PausedRequests paused) {}

    /// What an answer is made of.
    public record Answering(
            TokenIssuer issuer,
            SignedAnswers signed,
            Codes codes,
            Issuers issuers,
            Participants participants,
            ImplicitUse implicitUse,
            SystemLog log,
            Pages pages) {}

    public AuthorizeEndpoint(Rooms rooms, AuthorizeRequests requests, Answering answering, InstantSource clock) {
        this.rooms = rooms;
        this.clock = clock;
        this.requests = requests;
        this.answers = new AuthorizeAnswer(answering, clock);
        this.responder =
                new AuthorizeResponder(answering.pages(), answering.issuers().baseUrl(), answering.signed());
    }

    /// GET or POST `…/v1/authorize`.
    public Response handle(Request request) {
        var server = rooms.servers().addressed(request);
        if (server.isEmpty()) return OktaError.unknownServer(request).response(request);
        return responder.respond(request, read(request, server.get()));
    }

    private AuthorizeOutcome read(Request request, AuthorizationServer server) {
        return switch (requests.read(server, parameters(request))) {
            case Reading.Whole(var parameters, var tickets) -> {
                var begun = PausedRequest.begin(server.id(), parameters.asMap(), clock.instant());
                yield outcome(request, server, new Arrival(parameters, begun.with(tickets), false));
            }
            case Reading.Faulty(var sent, var problem) -> refused(requests.refuse(server, sent, problem));
            case Reading.Unusable(var problem) -> new AuthorizeOutcome.RefusedOnPage(problem);
        };
    }

    /// GET `…/v1/authorize/redirect`: a paused request comes back.
    public Response resume(Request request) {
        return switch (rooms.paused().open(request.query().first("okta_key").orElse(""))) {
            case Opened.Fresh(var paused) -> resume(request, paused, true);
            case Opened.Late(var paused) -> resume(request, paused.restarted(clock.instant()), false);
            case Opened.Unreadable() -> responder.respond(request, expired());
        };
    }

    private Response resume(Request request, PausedRequest paused, boolean resumed) {
        var server = rooms.servers().activeOrOrg(paused.serverId());
        if (server.isEmpty()) {
            return OktaError.notFound(paused.serverId(), "AuthorizationServer").response(request);
        }
        var arrival = new Arrival(Parameters.of(paused.parameters()), paused, resumed);
        return responder.respond(request, outcome(request, server.get(), arrival));
    }

    /// A request as it arrives: new, or back from a step that may have done something for it.
    record Arrival(Parameters parameters, PausedRequest paused, boolean resumed) {}

    private AuthorizeOutcome outcome(Request request, AuthorizationServer server, Arrival arrival) {
        return switch (requests.validate(server, arrival.parameters())) {
            case Validation.Valid(var valid) -> interact(request, valid, arrival);
            case Validation.Refused refusal -> refused(refusal);
        };
    }

    private static AuthorizeOutcome refused(Validation.Refused refusal) {
        return switch (refusal) {
            case Validation.Unreturnable(var problem) -> new AuthorizeOutcome.RefusedOnPage(problem);
            case Validation.Returnable(var place, var problem) -> new AuthorizeOutcome.RefusedToClient(place, problem);
        };
    }

    private AuthorizeOutcome interact(Request request, AuthorizeRequest valid, Arrival arrival) {
        var standing = standing(request, valid, arrival);
        return switch (InteractionPolicy.decide(valid, standing)) {
            case Interaction.SignIn() -> pause(valid, arrival.paused(), AuthorizeOutcome.GoSignIn::new);
            case Interaction.ChooseAccount() -> pause(valid, arrival.paused(), AuthorizeOutcome.GoChooseAccount::new);
            case Interaction.CreateAccount() -> pause(valid, arrival.paused(), AuthorizeOutcome.GoCreateAccount::new);
            case Interaction.AskConsent(var toAsk) ->
                pause(valid, arrival.paused().asking(toAsk.names()), AuthorizeOutcome.GoConsent::new);
            case Interaction.Proceed _ when !requests.useUp(arrival.paused()) -> used();
            case Interaction.Proceed proceed -> answers.grant(request, valid, proceed);
            case Interaction.Impossible(var problem) -> answers.refuse(request, valid, standing.signedIn(), problem);
        };
    }

    /// A request waits in the address of a step, so it must fit into one, with room for what the steps add.
    private AuthorizeOutcome pause(
            AuthorizeRequest valid, PausedRequest paused, Function<ReturnPath, AuthorizeOutcome> step) {
        String key = rooms.paused().seal(paused);
        if (key.length() <= MAX_KEY) return step.apply(ReturnPath.toAuthorize(paused.serverId(), key));
        return new AuthorizeOutcome.RefusedToClient(
                valid.returnTo(), new Problem(OAuthError.INVALID_REQUEST, "The parameters are too long altogether."));
    }

    private Standing standing(Request request, AuthorizeRequest valid, Arrival arrival) {
        var signedIn = rooms.sessions()
                .current(request)
                .flatMap(session -> rooms.people()
                        .byId(session.userId())
                        .filter(person -> person.user().maySignIn())
                        .map(person -> signedIn(valid, session, person)));
        var begun = Optional.of(arrival.paused().begun()).filter(_ -> arrival.resumed());
        return new Standing(
                signedIn, begun, arrival.paused().decision(), arrival.paused().chosenIn(), clock.instant());
    }

    private SignedIn signedIn(AuthorizeRequest valid, Session session, Person person) {
        var question = new AccessPolicies.Question(
                valid.app().clientId(),
                valid.asked().grantType(),
                new Asker(person.id(), person.groupIds()),
                valid.asked().scopes());
        return new SignedIn(
                session,
                person,
                rooms.apps().mayUse(person, valid.app()),
                AccessPolicies.decide(valid.server(), question),
                rooms.grants()
                        .granted(
                                person.id(),
                                valid.app().clientId(),
                                valid.server().id()));
    }

    // OIDC Core 1.0 §3.1.2.1: by GET in the query, by POST in a form.
    private static Parameters parameters(Request request) {
        if (!request.method().equals("POST")) return request.query();
        if (!request.query().isEmpty()) {
            throw new BadRequest(400, "A POST carries its parameters in the form, none in the query.");
        }
        return request.form();
    }

    private static AuthorizeOutcome used() {
        return new AuthorizeOutcome.RefusedOnPage(
                new Problem(OAuthError.INVALID_REQUEST_URI, "This request has been answered already."));
    }

    private static AuthorizeOutcome expired() {
        return new AuthorizeOutcome.RefusedOnPage(
                new Problem(OAuthError.INVALID_REQUEST, "This sign-in took too long, or its address is not complete."));
    }
}
