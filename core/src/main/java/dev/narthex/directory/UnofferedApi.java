package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.OktaError;

/// Operations that Okta has and we have not. Scripts hear so, rather than that there is nothing at these paths.
public final class UnofferedApi {

    public Response answer(Request request, Caller caller) {
        return unsupported(request);
    }

    static Response unsupported(Request request) {
        return OktaError.of(501, "E0000060", "Unsupported operation.").response(request);
    }
}
