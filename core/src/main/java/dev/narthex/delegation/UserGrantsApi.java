package dev.narthex.delegation;

import dev.narthex.access.Caller;
import dev.narthex.apps.App;
import dev.narthex.apps.Apps;
import dev.narthex.consent.Grant;
import dev.narthex.consent.GrantStore;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import dev.narthex.users.User;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// `/api/v1/users/{id}/grants[/{grant}]` and `/api/v1/users/{id}/clients/{client}/grants`.
///
/// Whoever revokes a grant revokes the tokens that hold its scope.
public final class UserGrantsApi {
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 200;

    private final Holders holders;
    private final GrantStore grants;
    private final Withdrawal withdrawal;
    private final Given given;
    private final Issuers issuers;
    private final SystemLog log;

    /// Who may hold something.
    public record Holders(BiFunction<Request, Caller, Optional<User>> users, Apps apps) {}

    /// What is held, and where it is noted.
    public record Record(GrantStore grants, Withdrawal withdrawal, SystemLog log) {}

    public UserGrantsApi(Holders holders, Record record, AuthorizationServers servers, Issuers issuers) {
        this.holders = holders;
        this.grants = record.grants();
        this.withdrawal = record.withdrawal();
        this.given = new Given(servers, issuers);
        this.issuers = issuers;
        this.log = record.log();
    }

    /// GET `…/grants`; `scopeId` finds those of one scope.
    public Response list(Request request, Caller caller) {
        return ofUser(request, caller, user -> page(request, user, Optional.empty()));
    }

    /// GET `…/clients/{client}/grants`.
    public Response listOfClient(Request request, Caller caller) {
        return ofClient(request, caller, (user, app) -> page(request, user, Optional.of(app.clientId())));
    }

    private Response page(Request request, User user, Optional<String> clientId) {
        var listing = Listing.asked(request, PAGE, LARGEST_PAGE);
        var scopeId = request.query().first("scopeId");
        // Of one scope there is at most one a client and server: such a page is cut out of all.
        var found = scopeId.isEmpty()
                ? grants.ofUser(user.id(), clientId, listing.after(), listing.fetch())
                : ofScope(user, clientId, scopeId.get(), listing);
        boolean expanded = isExpanded(request);
        return listing.response(request, issuers.baseUrl(), found, grant -> given.grant(grant, expanded), Grant::id);
    }

    private List<Grant> ofScope(User user, Optional<String> clientId, String scopeId, Listing listing) {
        return grants.ofUser(user.id(), clientId, listing.after(), Integer.MAX_VALUE).stream()
                .filter(grant -> given.scopeId(grant).equals(scopeId))
                .limit(listing.fetch())
                .toList();
    }

    public Response get(Request request, Caller caller) {
        return ofUser(
                request,
                caller,
                user -> grants.byId(user.id(), grantId(request))
                        .map(grant -> Response.json(200, given.grant(grant, isExpanded(request))))
                        .orElseGet(() -> unknownGrant(request)));
    }

    private static boolean isExpanded(Request request) {
        return request.query().first("expand").equals(Optional.of("scope"));
    }

    /// DELETE `…/grants/{grant}`.
    public Response revoke(Request request, Caller caller) {
        return ofUser(request, caller, user -> {
            if (!withdrawal.grant(user.id(), grantId(request))) return unknownGrant(request);
            var grant = new Target(grantId(request), "OAuth2ScopeConsentGrant", "", "");
            return revoked(request, caller, EventType.CONSENT_REVOKE, grant, target(user));
        });
    }

    /// DELETE `…/grants`.
    public Response revokeAll(Request request, Caller caller) {
        return ofUser(request, caller, user -> {
            withdrawal.grants(user.id(), Optional.empty());
            return revoked(request, caller, EventType.CONSENT_REVOKE_USER, target(user));
        });
    }

    /// DELETE `…/clients/{client}/grants`.
    public Response revokeOfClient(Request request, Caller caller) {
        return ofClient(request, caller, (user, app) -> {
            withdrawal.grants(user.id(), Optional.of(app.clientId()));
            return revoked(request, caller, EventType.CONSENT_REVOKE_CLIENT, target(user), target(app));
        });
    }

    private Response revoked(Request request, Caller caller, EventType type, Target... targets) {
        log.write(request, Optional.empty(), Entry.success(type, caller.actor(), targets));
        return Response.empty(204);
    }

    private Response ofUser(Request request, Caller caller, Function<User, Response> answer) {
        String id = request.pathParameter("id");
        return holders.users()
                .apply(request, caller)
                .map(answer)
                .orElseGet(() -> OktaError.notFound(id, "User").response(request));
    }

    private Response ofClient(Request request, Caller caller, BiFunction<User, App, Response> answer) {
        String id = request.pathParameter("client");
        return ofUser(
                request,
                caller,
                user -> holders.apps()
                        .byClientId(id)
                        .map(app -> answer.apply(user, app))
                        .orElseGet(() -> OktaError.notFound(id, "OAuth2Client").response(request)));
    }

    private static String grantId(Request request) {
        return request.pathParameter("grant");
    }

    private static Response unknownGrant(Request request) {
        return OktaError.notFound(grantId(request), "OAuth2ScopeConsentGrant").response(request);
    }

    static Target target(User user) {
        return new Target(user.id(), "User", user.login(), user.displayName());
    }

    static Target target(App app) {
        return new Target(app.clientId(), "PublicClientApp", app.clientId(), app.label());
    }
}
