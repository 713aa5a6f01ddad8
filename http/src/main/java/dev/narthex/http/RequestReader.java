package dev.narthex.http;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;

/// Reads what came from the wire, within the limits.
///
/// In two steps, so that a refusal of the query or the body can be rendered for the path it was meant for.
final class RequestReader {
    // Only the peer's address decides whether these are believed; handlers never see them.
    private static final Set<String> FORWARDING = Set.of(
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-prefix",
            "x-forwarded-proto",
            "x-forwarded-server",
            "x-forwarded-uri",
            "x-original-url",
            "x-real-ip",
            "x-rewrite-url");

    private static final byte[] NO_BODY = {};

    private final HttpConfig config;
    private final Set<Connection> uploading;

    /// @param uploading where connections are noted for as long as a body is read that may take its time
    RequestReader(HttpConfig config, Set<Connection> uploading) {
        this.config = config;
        this.uploading = uploading;
    }

    /// The request without what may still be refused: query and body.
    dev.narthex.http.Request head(Request incoming, String id) {
        var all = fields(incoming);
        var peer = ((InetSocketAddress) incoming.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
        String client = config.trustedProxies().clientOf(peer, new Headers(all));
        all.keySet().removeAll(FORWARDING);
        var headers = new Headers(all);
        String query = incoming.getHttpURI().getQuery();
        return new dev.narthex.http.Request(
                id,
                incoming.getMethod(),
                String.valueOf(incoming.getHttpURI().getPath()),
                Map.of(),
                query == null ? "" : query,
                Parameters.NONE,
                headers,
                Cookies.parse(headers.all("cookie")),
                NO_BODY,
                client);
    }

    /// @throws BadRequest if path, query or body can't be read
    dev.narthex.http.Request complete(dev.narthex.http.Request head, Request incoming) {
        if (incoming.getHttpURI().getPathQuery().length() > config.limits().uriBytes()) {
            throw new BadRequest(414, "The address is too long.");
        }
        if (headerBytes(incoming) > config.limits().headerBytes()) {
            throw new BadRequest(431, "The request headers are too large.");
        }
        String path = Paths.decode(head.path());
        boolean upload = head.method().equals("POST") && config.uploads().contains(path);
        return new dev.narthex.http.Request(
                head.id(),
                head.method(),
                path,
                Map.of(),
                head.queryString(),
                Forms.parse(head.queryString()),
                head.headers(),
                head.cookies(),
                upload ? NO_BODY : body(incoming),
                upload ? upload(incoming) : InputStream.nullInputStream(),
                head.remoteAddress());
    }

    private static Map<String, List<String>> fields(Request incoming) {
        var all = new LinkedHashMap<String, List<String>>();
        for (var field : incoming.getHeaders()) {
            String value = field.getValue() == null ? "" : field.getValue();
            all.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(value);
        }
        return all;
    }

    private static int headerBytes(Request incoming) {
        int bytes = incoming.getHttpURI().getPathQuery().length();
        for (var field : incoming.getHeaders()) {
            bytes += field.getName().length()
                    + (field.getValue() == null ? 0 : field.getValue().length());
        }
        return bytes;
    }

    private byte[] body(Request incoming) {
        long declared = incoming.getLength();
        if (declared == 0) return NO_BODY;
        boolean waits = incoming.getHeaders().contains(HttpHeader.EXPECT);
        if (declared > (waits ? config.limits().bodyBytes() : mostRead())) throw tooLarge();
        try (var in = Request.asInputStream(incoming)) {
            return bounded(in);
        } catch (IOException cut) {
            throw unreadable(cut);
        }
    }

    /// Somewhat too large a body is read to its end and dropped: many clients see no answer while they still send.
    private long mostRead() {
        return 4L * config.limits().bodyBytes();
    }

    private byte[] bounded(InputStream in) throws IOException {
        long deadline = System.nanoTime() + config.limits().body().toNanos();
        // Most requests have no body and do not say so: for them there is nothing to make room for.
        int first = in.read();
        if (first < 0) return NO_BODY;
        var body = new ByteArrayOutputStream();
        body.write(first);
        byte[] part = new byte[8192];
        long size = 1;
        for (int length = in.read(part); length >= 0; length = in.read(part)) {
            size += length;
            if (size > mostRead()) throw tooLarge();
            if (size <= config.limits().bodyBytes()) body.write(part, 0, length);
            if (System.nanoTime() - deadline > 0) throw tooSlow();
        }
        if (size > config.limits().bodyBytes()) throw tooLarge();
        return body.toByteArray();
    }

    /// The body as it comes, for whoever asks for it.
    private InputStream upload(Request incoming) {
        var connection = incoming.getConnectionMetaData().getConnection();
        uploading.add(connection);
        Request.addCompletionListener(incoming, _ -> uploading.remove(connection));
        return new Upload(Request.asInputStream(incoming), config.limits().body());
    }

    /// Must keep coming: who sends a little now and then would hold a connection for days.
    private static final class Upload extends FilterInputStream {
        private static final long LEAST_A_SECOND = 1024;

        private final long begun = System.nanoTime();
        private final Duration grace;
        private long size;

        Upload(InputStream in, Duration grace) {
            super(in);
            this.grace = grace;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            try {
                int count = in.read(into, offset, length);
                size += Math.max(0, count);
                var late = Duration.ofNanos(System.nanoTime() - begun).minus(grace);
                if (count >= 0 && late.isPositive() && size < late.toSeconds() * LEAST_A_SECOND) throw tooSlow();
                return count;
            } catch (IOException cut) {
                throw unreadable(cut);
            }
        }
    }

    private static BadRequest unreadable(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) return tooSlow();
        }
        return new BadRequest(400, "The request body could not be read.");
    }

    private static BadRequest tooLarge() {
        return new BadRequest(413, "The request body is too large.");
    }

    private static BadRequest tooSlow() {
        return new BadRequest(408, "The request body took too long to arrive.");
    }
}
