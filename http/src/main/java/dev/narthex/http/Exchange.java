package dev.narthex.http;

import org.eclipse.jetty.server.Handler.Abstract;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/// One request through our code: read, answered within its context and boundary, written.
final class Exchange extends Abstract {
    private final RequestReader reader;
    private final Handler root;
    private final ErrorRenderer errors;

    Exchange(RequestReader reader, Handler root, ErrorRenderer errors) {
        this.reader = reader;
        this.root = root;
        this.errors = errors;
    }

    @Override
    public boolean handle(
            org.eclipse.jetty.server.Request incoming, org.eclipse.jetty.server.Response outgoing, Callback callback) {
        String id = EngineErrors.requestId(incoming);
        try (var _ = MDC.putCloseable("requestId", id)) {
            var response = RequestContext.within(new RequestContext(id), () -> answer(incoming, id));
            ResponseWriter.write(response.withDefault("X-Okta-Request-Id", id), outgoing, callback);
        }
        return true;
    }

    private Response answer(org.eclipse.jetty.server.Request incoming, String id) {
        var head = reader.head(incoming, id);
        return new Boundary(_ -> root.handle(reader.complete(head, incoming)), errors).handle(head);
    }
}
