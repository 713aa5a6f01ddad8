package dev.narthex.clients;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.OktaError;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers whoever registers clients: those who know the standard, and those who know Okta.
final class RegistrationResponder {
    private RegistrationResponder() {}

    static Response client(int status, Map<String, Object> json) {
        return Response.json(status, json).with("Cache-Control", "no-store").with("Pragma", "no-cache");
    }

    /// One body that both read: an error has a member `error` to the ones, a member `errorCode` to the others.
    // RFC 7591 §3.2.2: the two errors of registration.
    static Response refused(Request request, OktaError error) {
        boolean redirects = error.causes().stream().allMatch(cause -> cause.startsWith("redirect_uris"));
        var body = new LinkedHashMap<String, Object>();
        body.put("error", redirects ? "invalid_redirect_uri" : "invalid_client_metadata");
        body.put("error_description", String.join("; ", error.causes()));
        body.putAll(error.body(request.id()));
        return client(400, body);
    }

    /// A token that is wrong, or of another client: which, is not said.
    // RFC 7592 §2.1: 401 where the client is gone or the token is not its own.
    static Response unauthorized(Request request) {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", "invalid_token");
        body.put("error_description", "The registration access token is not one of this client.");
        body.putAll(OktaError.invalidToken().body(request.id()));
        return client(401, body).with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
}
