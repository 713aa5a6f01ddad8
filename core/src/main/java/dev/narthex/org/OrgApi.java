package dev.narthex.org;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.Wire;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// `/api/v1/org`, and `/.well-known/okta-organization`, where clients learn what kind of org they talk to.
public final class OrgApi {
    private final Org org;
    private final String baseUrl;

    public OrgApi(Org org, String baseUrl) {
        this.org = org;
        this.baseUrl = baseUrl;
    }

    public Response settings(Request request, Caller caller) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", org.id());
        json.put("subdomain", URI.create(baseUrl).getHost().split("\\.")[0]);
        json.put("companyName", null);
        json.put("status", "ACTIVE");
        json.put("created", Wire.time(org.created()));
        json.put("lastUpdated", Wire.time(org.created()));
        json.put("expiresAt", null);
        json.put("_links", Map.of());
        return Response.json(200, json);
    }

    /// Anybody may know. `v1` is the pipeline whose pages and authentication API are here.
    public Response wellKnown(Request request) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", org.id());
        json.put("pipeline", "v1");
        json.put("_links", Map.of("organization", Wire.link(baseUrl)));
        return Response.json(200, json);
    }
}
