package dev.narthex.signin;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.okta.Wire;
import dev.narthex.session.Session;
import dev.narthex.session.SessionTokens;
import dev.narthex.session.Sessions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// `/api/v1/sessions`: a browser asks about its own session, an administrator about anybody's.
public final class SessionsApi {
    private static final String PATH = "/api/v1/sessions/";

    private final Sessions sessions;
    private final SessionTokens tokens;
    private final Setting setting;
    private final SystemLog log;

    /// @param holder name and login of a user who may have a session
    /// @param trusted whether an origin may act for a signed-in browser
    public record Setting(
            String baseUrl, String orgId, Function<String, Optional<Holder>> holder, Predicate<String> trusted) {}

    public record Holder(String login, String name) {}

    public SessionsApi(Sessions sessions, SessionTokens tokens, Setting setting, SystemLog log) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.setting = setting;
        this.log = log;
    }

    /// POST `/api/v1/sessions` with a session token.
    public Response create(Request request) {
        var body = Fields.of(request.json());
        String token = body.requiredText("sessionToken", 2000);
        var error = body.error("sessionToken");
        if (error.isPresent()) return error.get().response(request);
        return tokens.redeem(token)
                .flatMap(sessions::begin)
                .flatMap(started -> shown(started.session()))
                .map(json -> Response.json(200, json))
                .orElseGet(() ->
                        OktaError.of(401, "E0000004", "Authentication failed").response(request));
    }

    public Response mine(Request request) {
        return own(request, session -> answer(request, session));
    }

    public Response refreshMine(Request request) {
        return own(request, session -> answer(request, sessions.used(session)));
    }

    public Response endMine(Request request) {
        return own(request, session -> {
            sessions.end(session);
            var holder = setting.holder().apply(session.userId());
            holder.ifPresent(it -> {
                var actor = new Actor(session.userId(), "User", it.login(), it.name());
                log.write(request, Optional.of(session), Entry.success(EventType.SESSION_END, actor));
            });
            return Response.empty(204).with(sessions.removal());
        });
    }

    public Response show(Request request, Caller caller) {
        return named(request, session -> answer(request, session));
    }

    public Response refresh(Request request, Caller caller) {
        return named(request, session -> answer(request, sessions.used(session)));
    }

    public Response end(Request request, Caller caller) {
        return named(request, session -> {
            sessions.end(session);
            var holder = setting.holder().apply(session.userId());
            holder.ifPresent(it -> {
                var target = new Target(session.userId(), "User", it.login(), it.name());
                var entry = Entry.success(EventType.SESSION_END, caller.actor(), target);
                log.write(request, Optional.of(session), entry);
            });
            return Response.empty(204);
        });
    }

    private Response own(Request request, Function<Session, Response> answer) {
        boolean stranger = request.header("origin")
                .filter(origin ->
                        !origin.equals(setting.baseUrl()) && !setting.trusted().test(origin))
                .isPresent();
        if (stranger) return OktaError.of(403, "E0000005", "Invalid session").response(request);
        return sessions.current(request).map(answer).orElseGet(() -> unknown(request, "me"));
    }

    private Response named(Request request, Function<Session, Response> answer) {
        String id = request.pathParameter("session");
        return sessions.byId(id).map(answer).orElseGet(() -> unknown(request, id));
    }

    private static Response unknown(Request request, String id) {
        return OktaError.notFound(id, "Session").response(request);
    }

    private Response answer(Request request, Session session) {
        return shown(session).map(json -> Response.json(200, json)).orElseGet(() -> unknown(request, session.id()));
    }

    private Optional<Map<String, Object>> shown(Session session) {
        return setting.holder().apply(session.userId()).map(holder -> json(session, holder));
    }

    private Map<String, Object> json(Session session, Holder holder) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", session.id());
        json.put("userId", session.userId());
        json.put("login", holder.login());
        json.put("createdAt", Wire.time(session.times().created()));
        json.put("expiresAt", Wire.time(sessions.expires(session)));
        json.put("status", "ACTIVE");
        json.put("lastPasswordVerification", Wire.time(session.authenticatedAt()));
        json.put("lastFactorVerification", null);
        json.put("amr", session.amr());
        json.put("idp", Map.of("id", setting.orgId(), "type", "OKTA"));
        json.put("mfaActive", false);
        json.put("_links", links(holder));
        return json;
    }

    private Map<String, Object> links(Holder holder) {
        String me = setting.baseUrl() + PATH + "me";
        var user = new LinkedHashMap<String, Object>();
        user.put("name", holder.name());
        user.putAll(Wire.link(setting.baseUrl() + "/api/v1/users/me", "GET"));
        return Map.of(
                "self", Wire.link(me, "GET", "DELETE"),
                "refresh", Wire.link(me + "/lifecycle/refresh", "POST"),
                "user", user);
    }
}
