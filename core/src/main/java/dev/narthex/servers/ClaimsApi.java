package dev.narthex.servers;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Issuers;
import dev.narthex.servers.ChangeResponder.Shape;
import dev.narthex.servers.ClaimEdits.Status;
import dev.narthex.servers.ClaimEdits.ValueType;
import dev.narthex.servers.PartResponder.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/// `/api/v1/authorizationServers/{server}/claims[/{claim}]`.
public final class ClaimsApi {
    private static final Kind<Claim> KIND = new Kind<>(
            ClaimEdits.TYPE, Claim::id, EventType.CLAIM_CREATED, EventType.CLAIM_UPDATED, EventType.CLAIM_DELETED);

    private final PartResponder<Claim> claims;
    private final Addresses addresses;
    private final Ids ids;

    public ClaimsApi(ChangeResponder responder, Issuers issuers, Ids ids) {
        this.claims = new PartResponder<>(responder, KIND, new Shape<>(this::json, ClaimsApi::target));
        this.addresses = new Addresses(issuers);
        this.ids = ids;
    }

    public Response list(Request request, Caller caller) {
        return claims.page(request, ClaimEdits::all);
    }

    public Response get(Request request, Caller caller) {
        return claims.one(request, id(request), server -> ClaimEdits.find(server, id(request)));
    }

    public Response create(Request request, Caller caller) {
        String id = ids.next("ocl");
        return claims.create(request, caller, (server, fields) -> ClaimEdits.add(server, fields, id));
    }

    public Response replace(Request request, Caller caller) {
        return claims.replace(request, caller, (server, fields) -> ClaimEdits.replace(server, fields, id(request)));
    }

    public Response delete(Request request, Caller caller) {
        return claims.delete(request, caller, server -> ClaimEdits.remove(server, id(request)));
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
