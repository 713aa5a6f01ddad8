package dev.narthex.introspect;

import dev.narthex.clientauth.TokenResponder;
import dev.narthex.clientauth.TokenResponder.Question;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import java.util.Map;

/// POST `…/v1/introspect`: who asks, about what, and what may be said.
public final class IntrospectEndpoint {
    private final TokenResponder responder;
    private final Introspection introspection;

    public IntrospectEndpoint(TokenResponder responder, Introspection introspection) {
        this.responder = responder;
        this.introspection = introspection;
    }

    public Response handle(Request request) {
        return responder.respond(request, (_, question) -> told(question));
    }

    private Response told(Question question) {
        // RFC 7662 §2.2: of a token that does not count, nothing else is said.
        var answer = introspection
                .of(
                        question.client(),
                        question.server(),
                        question.token(),
                        question.form().first("token_type_hint"))
                .orElse(Map.of("active", false));
        return Response.json(200, answer);
    }
}
