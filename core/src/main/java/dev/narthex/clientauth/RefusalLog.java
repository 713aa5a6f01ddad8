package dev.narthex.clientauth;

import dev.narthex.clientauth.ClientAuthenticationResult.Refused;
import dev.narthex.http.Request;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.oauth.OAuthError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import java.util.Map;
import java.util.Optional;

/// Puts failed client authentication on record, at whatever endpoint: somebody may be trying secrets.
public final class RefusalLog {
    private final SystemLog log;
    private final Issuers issuers;

    public RefusalLog(SystemLog log, Issuers issuers) {
        this.log = log;
        this.issuers = issuers;
    }

    ClientAuthenticationResult write(Request request, AuthorizationServer server, ClientAuthenticationResult result) {
        if (!(result instanceof Refused(var _, var problem)) || problem.error() != OAuthError.INVALID_CLIENT) {
            return result;
        }
        String reason = problem.error().code() + ": " + problem.description();
        var entry = Entry.failure(EventType.INVALID_CLIENT, Actor.UNKNOWN, reason)
                .with(Map.of("issuer", issuers.issuer(server)));
        log.write(request, Optional.empty(), entry);
        return result;
    }
}
