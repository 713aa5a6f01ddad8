package dev.narthex.server.wiring;

import dev.narthex.http.Router;
import dev.narthex.origins.TrustedOrigin.Use;
import dev.narthex.signin.AuthnApi;
import dev.narthex.signin.AuthnRecoveryApi;
import dev.narthex.signin.SessionCookiePage;
import dev.narthex.signin.SessionsApi;

/// Who answers where about signing in by script, and about sessions.
final class SessionRoutes {
    private static final String AUTHN = "/api/v1/authn";
    private static final String SESSIONS = "/api/v1/sessions";

    private SessionRoutes() {}

    static void add(Router router, Foundation base) {
        authn(router, base);
        sessions(router, base);
        var cookie = new SessionCookiePage(base.sessions, base.signingIn.sessionTokens, base.pages, base.origins);
        router.get("/login/sessionCookieRedirect", cookie::exchange)
                .post("/login/sessionCookieRedirect", cookie::exchange);
    }

    private static void authn(Router router, Foundation base) {
        var signingIn = base.signingIn;
        var authn = new AuthnApi(signingIn.passwords, signingIn.throttle, base.devices, signingIn.log, signingIn.authn);
        var ways = new AuthnRecoveryApi.Ways(
                base.links,
                signingIn.linkRequests,
                signingIn.desk,
                base.passwordDemands,
                signingIn.answers,
                base.callers::hasApiToken);
        var recovery = new AuthnRecoveryApi(authn, signingIn.authn, ways);
        router.post(
                        AUTHN,
                        request ->
                                request.json().containsKey("token") ? recovery.token(request) : authn.primary(request))
                .post(AUTHN + "/recovery/password", recovery::password)
                .post(AUTHN + "/recovery/unlock", recovery::unlock)
                .post(AUTHN + "/recovery/token", recovery::token)
                .post(AUTHN + "/recovery/answer", recovery::answer)
                .post(AUTHN + "/introspect", authn::introspect)
                .post(AUTHN + "/cancel", authn::cancel)
                .post(AUTHN + "/skip", authn::skip)
                .post(AUTHN + "/previous", authn::inNoState)
                .post(AUTHN + "/recovery/factors/{factor}/verify", authn::inNoState)
                .post(AUTHN + "/recovery/factors/{factor}/resend", authn::inNoState)
                .post(AUTHN + "/credentials/change_password", authn::changePassword)
                .post(AUTHN + "/credentials/reset_password", authn::resetPassword);
    }

    private static void sessions(Router router, Foundation base) {
        var setting = new SessionsApi.Setting(
                base.world.issuers().baseUrl(),
                base.org.id(),
                id -> base.people
                        .byId(id)
                        .map(person -> new SessionsApi.Holder(
                                person.user().login(), person.user().displayName())),
                origin -> base.origins.trusts(origin, Use.CORS));
        var sessions = new SessionsApi(base.sessions, base.signingIn.sessionTokens, setting, base.log);
        var read = "okta.sessions.read";
        var manage = "okta.sessions.manage";
        router.post(SESSIONS, sessions::create)
                .get(SESSIONS + "/me", sessions::mine)
                .delete(SESSIONS + "/me", sessions::endMine)
                .post(SESSIONS + "/me/lifecycle/refresh", sessions::refreshMine)
                .get(SESSIONS + "/{session}", base.callers.guard(read, sessions::show))
                .delete(SESSIONS + "/{session}", base.callers.guard(manage, sessions::end))
                .post(SESSIONS + "/{session}/lifecycle/refresh", base.callers.guard(manage, sessions::refresh));
    }
}
