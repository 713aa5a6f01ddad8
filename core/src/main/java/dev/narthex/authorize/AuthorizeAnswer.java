package dev.narthex.authorize;

import dev.narthex.apps.ImplicitUse;
import dev.narthex.authorize.Standing.SignedIn;
import dev.narthex.http.Request;
import dev.narthex.issue.AccessToken;
import dev.narthex.issue.Entitlement;
import dev.narthex.issue.ServerClaims;
import dev.narthex.issue.Subject;
import dev.narthex.issue.TokenIssuer;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.logout.Participants;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.ResponseType;
import dev.narthex.policy.Issuers;
import dev.narthex.token.Authorization.Authentication;
import dev.narthex.token.AuthorizationCode;
import dev.narthex.token.Codes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Issues what was decided, on record before it is answered.
final class AuthorizeAnswer {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final TokenIssuer issuer;
    private final Codes codes;
    private final Issuers issuers;
    private final Participants participants;
    private final ImplicitUse implicitUse;
    private final SystemLog log;
    private final InstantSource clock;

    AuthorizeAnswer(AuthorizeEndpoint.Answering answering, InstantSource clock) {
        this.issuer = answering.issuer();
        this.codes = answering.codes();
        this.issuers = answering.issuers();
        this.participants = answering.participants();
        this.implicitUse = answering.implicitUse();
        this.log = answering.log();
        this.clock = clock;
    }

    AuthorizeOutcome grant(Request request, AuthorizeRequest valid, Interaction.Proceed proceed) {
        try {
            return granted(request, valid, proceed);
        } catch (ServerClaims.Failed failed) {
            var problem = new Problem(OAuthError.SERVER_ERROR, failed.getMessage());
            var actor = SystemLog.actor(proceed.signedIn().person().user());
            var server = new Target(
                    valid.server().id(),
                    "AuthorizationServer",
                    valid.server().id(),
                    valid.server().settings().name());
            log.write(
                    request,
                    Optional.of(proceed.signedIn().session()),
                    Entry.failure(EventType.CLAIM_EVALUATION, actor, failed.getMessage(), server));
            return refuse(request, valid, Optional.of(proceed.signedIn()), problem);
        }
    }

    private AuthorizeOutcome granted(Request request, AuthorizeRequest valid, Interaction.Proceed proceed) {
        var session = proceed.signedIn().session();
        var subject = new Subject(
                proceed.signedIn().person(),
                session.authenticatedAt(),
                session.amr(),
                valid.wishes().acr(),
                Optional.of(session.id()),
                valid.wishes().claims().inIdToken());
        participants.join(session, valid.app(), valid.server());
        if (valid.asked().types().carriesTokens()) {
            implicitUse.count(valid.app().clientId(), valid.asked().challenge().isPresent());
        }
        var entitlement = new Entitlement(valid.app(), valid.server(), proceed.scopes(), lifetime(proceed));
        var tokens = tokens(valid, entitlement, subject, code(valid, proceed));
        log.write(request, Optional.of(session), entries(valid, proceed, tokens));
        return new AuthorizeOutcome.Granted(valid.returnTo(), parameters(entitlement, tokens));
    }

    /// What travels in an address is good for an hour at most, whatever the rule says.
    private static Duration lifetime(Interaction.Proceed proceed) {
        return proceed.lifetime().compareTo(LONGEST) < 0 ? proceed.lifetime() : LONGEST;
    }

    /// A code, and the authorization that it stands for.
    private record Code(String text, String authorizationId) {}

    /// What an answer carries.
    record Tokens(Optional<String> code, Optional<AccessToken> access, Optional<String> id) {}

    private Optional<Code> code(AuthorizeRequest valid, Interaction.Proceed proceed) {
        if (!valid.asked().types().has(ResponseType.CODE)) return Optional.empty();
        var session = proceed.signedIn().session();
        var authentication = new Authentication(
                session.authenticatedAt(),
                session.amr(),
                valid.wishes().acr(),
                session.id(),
                valid.wishes().claims().inIdToken());
        var parties = new Codes.Parties(valid.app().clientId(), valid.server().id(), session.userId());
        var authorization = codes.authorization(parties, proceed.scopes(), authentication);
        var binding = new AuthorizationCode.Binding(
                valid.returnTo().uri().text(),
                valid.asked().challenge(),
                valid.asked().nonce(),
                valid.asked().key());
        return Optional.of(new Code(codes.issue(authorization, binding), authorization.id()));
    }

    private Tokens tokens(AuthorizeRequest valid, Entitlement entitlement, Subject subject, Optional<Code> code) {
        var now = clock.instant();
        var types = valid.asked().types();
        // OIDC Core 1.0 §3.2.2.10: the access token first, for the ID token holds its hash.
        Optional<AccessToken> access = types.has(ResponseType.TOKEN)
                ? Optional.of(issuer.accessToken(entitlement, subject, root(code), now))
                : Optional.empty();
        var binding = new TokenIssuer.Binding(valid.asked().nonce(), access, code.map(Code::text));
        Optional<String> id = types.has(ResponseType.ID_TOKEN)
                ? Optional.of(issuer.idToken(entitlement, subject, binding, now))
                : Optional.empty();
        return new Tokens(code.map(Code::text), access, id);
    }

    /// What the access token comes from, by which it can be ended: that of the code beside it, or one of its own.
    private Optional<String> root(Optional<Code> code) {
        return code.map(Code::authorizationId).or(() -> Optional.of(codes.newRoot()));
    }

    // RFC 6749 §4.2.2: access_token, token_type, expires_in, scope; OIDC Core 1.0 §3.2.2.5: id_token.
    static SequencedMap<String, Object> parameters(Entitlement entitlement, Tokens tokens) {
        var parameters = new LinkedHashMap<String, Object>();
        // RFC 6749 §4.1.2: code.
        tokens.code().ifPresent(code -> parameters.put("code", code));
        tokens.id().ifPresent(token -> parameters.put("id_token", token));
        tokens.access().ifPresent(token -> {
            parameters.put("access_token", token.value());
            parameters.put("token_type", "Bearer");
            parameters.put("expires_in", token.lifetime().toSeconds());
            parameters.put("scope", entitlement.scopes().text());
        });
        return parameters;
    }

    /// Refusals of a person are on record; a stranger's malformed request is not, or strangers could fill the log.
    AuthorizeOutcome refuse(Request request, AuthorizeRequest valid, Optional<SignedIn> signedIn, Problem problem) {
        signedIn.filter(_ -> problem.error() != OAuthError.LOGIN_REQUIRED).ifPresent(person -> {
            var type = valid.server().isOrg() ? EventType.ORG_AUTHORIZE : EventType.AUTHORIZE;
            var actor = SystemLog.actor(person.person().user());
            String reason = problem.error().code() + ": " + problem.description();
            var entry = Entry.failure(type, actor, reason, target(valid)).with(facts(valid));
            log.write(request, Optional.of(person.session()), entry);
        });
        return new AuthorizeOutcome.RefusedToClient(valid.returnTo(), problem);
    }

    private List<Entry> entries(AuthorizeRequest valid, Interaction.Proceed proceed, Tokens tokens) {
        boolean org = valid.server().isOrg();
        var actor = SystemLog.actor(proceed.signedIn().person().user());
        var target = target(valid);
        var facts = facts(valid);
        var entries = new ArrayList<Entry>(3);
        if (tokens.code().isPresent()) {
            entries.add(Entry.success(org ? EventType.ORG_CODE : EventType.CODE, actor, target)
                    .with(facts));
        }
        tokens.access().ifPresent(token -> {
            var type = org ? EventType.ORG_ACCESS_TOKEN : EventType.ACCESS_TOKEN;
            var issued =
                    new Target(token.id(), "access_token", "", proceed.scopes().text());
            entries.add(Entry.success(type, actor, target, issued).with(facts));
        });
        if (tokens.id().isPresent()) {
            entries.add(Entry.success(org ? EventType.ORG_ID_TOKEN : EventType.ID_TOKEN, actor, target)
                    .with(facts));
        }
        return entries;
    }

    private static Target target(AuthorizeRequest valid) {
        var app = valid.app();
        return new Target(app.clientId(), "PublicClientApp", app.clientId(), app.label());
    }

    private Map<String, String> facts(AuthorizeRequest valid) {
        return Map.of(
                "issuer", issuers.issuer(valid.server()),
                "requestedScopes", valid.asked().scopes().text(),
                "redirectUri", valid.returnTo().uri().text());
    }
}
