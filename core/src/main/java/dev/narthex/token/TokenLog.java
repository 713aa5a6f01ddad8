package dev.narthex.token;

import dev.narthex.apps.App;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.policy.Issuers;
import dev.narthex.token.TokenGrant.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts what the token endpoint did on record before it is answered.
public final class TokenLog {
    private final SystemLog log;
    private final Issuers issuers;

    public TokenLog(SystemLog log, Issuers issuers) {
        this.log = log;
        this.issuers = issuers;
    }

    TokenResult write(Asking asking, TokenResult result) {
        if (result instanceof TokenResult.Waiting) return result;
        var entries = switch (result) {
            case TokenResult.Granted granted -> granted(asking, granted);
            case TokenResult.NonceNeeded _ -> List.<Entry>of();
            case TokenResult.Refused(var status, var problem) ->
                List.of(failure(asking, EventType.TOKEN_GRANT, EventType.ORG_TOKEN_GRANT, problem));
            case TokenResult.Waiting _ -> List.<Entry>of();
            case TokenResult.Reused(var problem) ->
                List.of(failure(asking, EventType.TOKEN_REUSE, EventType.ORG_TOKEN_REUSE, problem));
        };
        log.write(asking.request(), Optional.empty(), entries);
        return result;
    }

    private Entry failure(Asking asking, EventType custom, EventType org, Problem problem) {
        var type = asking.server().isOrg() ? org : custom;
        return Entry.failure(type, actor(asking.client().app()), reason(problem))
                .with(facts(asking));
    }

    private List<Entry> granted(Asking asking, TokenResult.Granted granted) {
        var actor = actor(asking.client().app());
        var facts = facts(asking);
        boolean org = asking.server().isOrg();
        var entries = new ArrayList<Entry>(3);
        var token = new Target(
                granted.access().id(), "access_token", "", granted.scopes().text());
        entries.add(Entry.success(org ? EventType.ORG_TOKEN_ACCESS_TOKEN : EventType.TOKEN_ACCESS_TOKEN, actor, token)
                .with(facts));
        if (granted.idToken().isPresent()) {
            entries.add(Entry.success(org ? EventType.ORG_TOKEN_ID_TOKEN : EventType.TOKEN_ID_TOKEN, actor)
                    .with(facts));
        }
        if (granted.refreshToken().isPresent()) {
            entries.add(Entry.success(org ? EventType.ORG_TOKEN_REFRESH_TOKEN : EventType.TOKEN_REFRESH_TOKEN, actor)
                    .with(facts));
        }
        return entries;
    }

    /// No tokens, for a claim of theirs can't be given.
    TokenResult failed(Asking asking, String reason) {
        var server = asking.server();
        var target = new Target(
                server.id(),
                "AuthorizationServer",
                server.id(),
                server.settings().name());
        var actor = actor(asking.client().app());
        var entry = Entry.failure(EventType.CLAIM_EVALUATION, actor, reason, target);
        log.write(asking.request(), Optional.empty(), entry.with(facts(asking)));
        return write(asking, TokenResult.refused(OAuthError.SERVER_ERROR, reason));
    }

    private static String reason(Problem problem) {
        return problem.error().code() + ": " + problem.description();
    }

    private static Actor actor(App app) {
        return new Actor(app.clientId(), "PublicClientApp", app.clientId(), app.label());
    }

    private Map<String, String> facts(Asking asking) {
        return Map.of(
                "issuer", issuers.issuer(asking.server()),
                "grantType", SystemLog.bounded(asking.form().first("grant_type").orElse("")));
    }
}
