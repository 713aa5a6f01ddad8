package dev.narthex.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Writes an answer as it is: names in their own case, repeated fields on lines of their own.
final class ResponseWriter {
    private static final int FLOW = 1 << 15;

    private ResponseWriter() {}

    static void write(dev.narthex.http.Response response, Response outgoing, Callback callback) {
        outgoing.setStatus(response.status());
        for (var field : response.fields()) add(field, outgoing);
        if (HttpStatus.hasNoBody(response.status())) {
            outgoing.write(true, ByteBuffer.allocate(0), callback);
            return;
        }
        boolean head = HttpMethod.HEAD.is(outgoing.getRequest().getMethod());
        if (response.flow().isPresent() && !head) {
            flow(response.flow().get(), outgoing, callback);
            return;
        }
        if (response.flow().isEmpty()) {
            outgoing.getHeaders().put(HttpHeader.CONTENT_LENGTH, response.body().length);
        }
        outgoing.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(response.body()), callback);
    }

    private static void flow(dev.narthex.http.Response.Flow flow, Response outgoing, Callback callback) {
        try {
            var out = new BufferedOutputStream(Content.Sink.asOutputStream(outgoing), FLOW);
            flow.writeTo(out);
            // Only now: closed after a failure, half an answer would look like a whole one.
            out.close();
            callback.succeeded();
        } catch (IOException | RuntimeException cut) {
            callback.failed(cut);
        }
    }

    private static void add(dev.narthex.http.Response.Field field, Response outgoing) {
        // The engine has set its own already.
        if (field.name().equalsIgnoreCase("Date")) {
            outgoing.getHeaders().put(HttpHeader.DATE, field.value());
        } else {
            outgoing.getHeaders().add(onTheWire(field));
        }
    }

    /// A known header would be written in its usual case; without the link to it, ours stays.
    private static HttpField onTheWire(dev.narthex.http.Response.Field field) {
        var plain = new HttpField(field.name(), field.value());
        var known = plain.getHeader();
        if (known == null || known.asString().equals(field.name())) return plain;
        return new HttpField((HttpHeader) null, field.name(), field.value());
    }
}
