package dev.narthex.clients;

import dev.narthex.apps.App;
import dev.narthex.clients.ClientReader.Writer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.okta.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// `/oauth2/v1/clients/{client}` for the client itself, which shows its registration access token: it reads, replaces
/// and
/// removes its own registration.
public final class RegistrationApi {
    private static final List<String> NOT_TO_BE_SENT = List.of(
            "registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at");

    private final Registrar registrar;
    private final ClientReader reader;
    private final ClientJson json;
    private final RegistrationTokens tokens;
    private final AppLog log;

    public RegistrationApi(
            Registrar registrar, ClientReader reader, ClientJson json, RegistrationTokens tokens, AppLog log) {
        this.registrar = registrar;
        this.reader = reader;
        this.json = json;
        this.tokens = tokens;
        this.log = log;
    }

    /// The token comes back as it came: nobody here knows it.
    public Response get(Request request) {
        return own(request, (app, token) -> RegistrationResponder.client(200, json.managed(json.of(app), app, token)));
    }

    public Response replace(Request request) {
        return own(request, (app, token) -> {
            var before = Optional.of(app.settings());
            var sent = request.json();
            var body = ClientReader.fields(sent, before);
            checkOwn(sent, body, app);
            var draft = reader.read(body, Writer.CLIENT, before);
            var refused = body.error("client");
            if (refused.isPresent()) return RegistrationResponder.refused(request, refused.get());
            // Before the change: of two updates with one token, one is made.
            var next = tokens.rotate(token);
            if (next.isEmpty()) return RegistrationResponder.unauthorized(request);
            return registrar
                    .replace(app.id(), draft)
                    .map(changed -> replaced(request, app, changed, next.get()))
                    .orElseGet(() -> RegistrationResponder.unauthorized(request));
        });
    }

    private Response replaced(Request request, App before, App changed, String token) {
        log.write(request, actor(changed), List.of(EventType.APP_UPDATE, EventType.CLIENT_UPDATE), changed);
        boolean had = !before.settings().authentication().secrets().isEmpty();
        var written = had ? json.of(changed) : json.withSecret(changed);
        return RegistrationResponder.client(200, json.managed(written, changed, token));
    }

    // RFC 7592 §2.2: the client's own id, its secret if it sends one, and nothing that the server alone says.
    private static void checkOwn(Map<String, Object> sent, Fields body, App app) {
        if (!app.clientId().equals(sent.get("client_id"))) body.fault("client_id", "must be the client's own");
        NOT_TO_BE_SENT.stream().filter(sent::containsKey).forEach(name -> body.fault(name, "must not be sent"));
        if (sent.get("client_secret") instanceof String secret && !isOf(app, secret)) {
            body.fault("client_secret", "is not the client's own, and can't be chosen");
        }
    }

    private static boolean isOf(App app, String secret) {
        var hash = SecretHash.of(secret);
        return app.settings().authentication().secrets().stream()
                .anyMatch(known -> known.active() && known.hash().equals(hash));
    }

    public Response delete(Request request) {
        return own(request, (app, _) -> {
            registrar.delete(app.id());
            log.write(request, actor(app), List.of(EventType.APP_DELETE, EventType.CLIENT_DELETE), app);
            return Response.empty(204);
        });
    }

    private static Actor actor(App app) {
        return new Actor(app.clientId(), "PublicClientApp", app.label(), app.label());
    }

    private Response own(Request request, BiFunction<App, String, Response> answer) {
        return RegistrationTokens.in(request.header("authorization"))
                .flatMap(token ->
                        tokens.owner(token, request.pathParameter("client")).map(app -> answer.apply(app, token)))
                .orElseGet(() -> RegistrationResponder.unauthorized(request));
    }
}
