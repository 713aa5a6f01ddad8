package dev.narthex.servers;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Issuers;
import dev.narthex.servers.ChangeResponder.Shape;
import dev.narthex.servers.ClaimEdits.Status;
import dev.narthex.servers.ClaimEdits.ValueType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/// `/api/v1/authorizationServers/{server}/claims[/{claim}]`.
public final class ClaimsApi {
    private final ChangeResponder responder;
    private final Addresses addresses;
    private final Ids ids;
    private final Shape<Claim> shape = new Shape<>(this::json, ClaimsApi::target);

    public ClaimsApi(ChangeResponder responder, Issuers issuers, Ids ids) {
        this.responder = responder;
        this.addresses = new Addresses(issuers);
        this.ids = ids;
    }

    public Response list(Request request, Caller caller) {
        var server = responder.server(request);
        if (server.isEmpty()) return OktaError.unknownServer(request).response(request);
        return responder.page(request, ClaimEdits.all(server.get()), claim -> json(server.get(), claim), Claim::id);
    }

    public Response get(Request request, Caller caller) {
        String id = id(request);
        return responder.one(
                request, server -> ClaimEdits.find(server, id).map(claim -> json(server, claim)), id, ClaimEdits.TYPE);
    }

    public Response create(Request request, Caller caller) {
        var json = request.json();
        String id = ids.next("ocl");
        return responder.created(
                request, caller, EventType.CLAIM_CREATED, shape, server -> ClaimEdits.add(server, Fields.of(json), id));
    }

    public Response replace(Request request, Caller caller) {
        var json = request.json();
        return responder.changed(
                request,
                caller,
                EventType.CLAIM_UPDATED,
                shape,
                server -> ClaimEdits.replace(server, Fields.of(json), id(request)));
    }

    public Response delete(Request request, Caller caller) {
        return responder.done(
                request, caller, EventType.CLAIM_DELETED, shape, server -> ClaimEdits.remove(server, id(request)));
    }

    private static String id(Request request) {
        return request.pathParameter("claim");
    }

    private Map<String, Object> json(AuthorizationServer server, Claim claim) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", claim.id());
        json.put("name", claim.name());
        json.put("status", (claim.flags().active() ? Status.ACTIVE : Status.INACTIVE).name());
        json.put("claimType", claim.target().name());
        json.put("valueType", ValueType.of(claim).name());
        json.put("value", claim.source().value());
        claim.source().groupFilter().ifPresent(filter -> json.put("group_filter_type", filter.name()));
        json.put("conditions", Map.of("scopes", new TreeSet<>(claim.scopes())));
        json.put("system", claim.flags().system());
        json.put("alwaysIncludeInToken", claim.flags().always());
        json.put("_links", addresses.self(addresses.of(server) + "/claims/" + claim.id()));
        return json;
    }

    private static Target target(Claim claim) {
        return new Target(claim.id(), "OAuth2Claim", claim.name(), claim.name());
    }
}
