package dev.narthex.servers;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import dev.narthex.policy.Scope;
import dev.narthex.servers.ChangeResponder.Shape;
import dev.narthex.servers.PartResponder.Kind;
import dev.narthex.servers.ScopeEdits.Publishing;
import java.util.LinkedHashMap;
import java.util.Map;

/// `/api/v1/authorizationServers/{server}/scopes[/{scope}]`.
public final class ScopesApi {
    private static final Kind<Scope> KIND = new Kind<>(
            ScopeEdits.TYPE, Scope::id, EventType.SCOPE_CREATED, EventType.SCOPE_UPDATED, EventType.SCOPE_DELETED);

    private final PartResponder<Scope> scopes;
    private final Addresses addresses;
    private final Ids ids;

    public ScopesApi(ChangeResponder responder, Issuers issuers, Ids ids) {
        this.scopes = new PartResponder<>(responder, KIND, new Shape<>(this::json, ScopesApi::target));
        this.addresses = new Addresses(issuers);
        this.ids = ids;
    }

    /// GET; `q` finds scopes by a part of their name.
    public Response list(Request request, Caller caller) {
        String wanted = request.query().first("q").orElse("");
        return scopes.page(
                request,
                server -> server.scopes().stream()
                        .filter(scope -> scope.name().contains(wanted))
                        .toList());
    }

    public Response get(Request request, Caller caller) {
        return scopes.one(request, id(request), server -> ScopeEdits.find(server, id(request)));
    }

    public Response create(Request request, Caller caller) {
        String id = ids.next("scp");
        return scopes.create(request, caller, (server, fields) -> ScopeEdits.add(server, fields, id));
    }

    public Response replace(Request request, Caller caller) {
        return scopes.replace(request, caller, (server, fields) -> ScopeEdits.replace(server, fields, id(request)));
    }

    public Response delete(Request request, Caller caller) {
        return scopes.delete(request, caller, server -> ScopeEdits.remove(server, id(request)));
    }

    private static String id(Request request) {
        return request.pathParameter("scope");
    }

    private Map<String, Object> json(AuthorizationServer server, Scope scope) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", scope.id());
        json.put("name", scope.name());
        json.put("displayName", orNull(scope.text().title()));
        json.put("description", orNull(scope.text().description()));
        json.put("system", scope.flags().system());
        json.put("default", scope.flags().isDefault());
        json.put("optional", scope.flags().optional());
        json.put(
                "metadataPublish", (scope.flags().published() ? Publishing.ALL_CLIENTS : Publishing.NO_CLIENTS).name());
        json.put("consent", scope.consent().name());
        json.put("_links", addresses.self(addresses.of(server) + "/scopes/" + scope.id()));
        return json;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Target target(Scope scope) {
        return new Target(scope.id(), "OAuth2Scope", scope.name(), scope.title());
    }
}
