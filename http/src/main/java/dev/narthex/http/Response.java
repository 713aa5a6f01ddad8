package dev.narthex.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One answer: status, header fields in order (names keep their case on the wire), body.
///
/// Immutable; `with…` makes a changed copy.
public record Response(int status, List<Field> fields, byte[] body, Optional<Flow> flow) {
    private static final byte[] EMPTY = {};

    /// A header field. Its name is a token and its value holds neither CR, LF nor NUL, so an answer cannot be split;
    /// and how the message is framed on the wire is the engine's business alone.
    public record Field(String name, String value) {
        private static final String OF_TOKENS =
                "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

        private static final Set<String> FRAMING =
                Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade");

        public Field {
            if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("an answer can't set " + name);
            }
            if (!isToken(name)) throw new IllegalArgumentException("not a header name");
            if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || value.indexOf(0) >= 0) {
                throw new IllegalArgumentException("control character in header " + name);
            }
        }

        private static boolean isToken(String name) {
            for (int i = 0; i < name.length(); i++) if (OF_TOKENS.indexOf(name.charAt(i)) < 0) return false;
            return !name.isEmpty();
        }
    }

    /// A body that is made while it is written, of any length.
    public interface Flow {
        /// @throws IOException if who asked has gone
        void writeTo(OutputStream out) throws IOException;
    }

    public Response {
        fields = List.copyOf(fields);
    }

    public Response(int status, List<Field> fields, byte[] body) {
        this(status, fields, body, Optional.empty());
    }

    /// What goes wrong once the first bytes are out cuts the answer short, which its reader can see.
    public static Response flowing(int status, String contentType, Flow flow) {
        return new Response(status, List.of(new Field("Content-Type", contentType)), EMPTY, Optional.of(flow));
    }

    public static Response empty(int status) {
        return new Response(status, List.of(), EMPTY);
    }

    public static Response json(int status, Object value) {
        return of(status, "application/json", Json.write(value));
    }

    public static Response html(int status, byte[] page) {
        return of(status, "text/html; charset=utf-8", page);
    }

    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, List.of(new Field("Content-Type", contentType)), body);
    }

    /// 302, for the authorization response.
    public static Response found(String location) {
        return empty(302).with("Location", location);
    }

    /// 303: the next request is a GET and carries no form, so a password can't be posted on (RFC 9700 §4.12).
    public static Response seeOther(String location) {
        return empty(303).with("Location", location);
    }

    /// Adds a field, beside those of the same name.
    public Response with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Response(status, more, body, flow);
    }

    /// Sets a field unless the answer has one of that name.
    public Response withDefault(String name, String value) {
        return first(name).isPresent() ? this : with(name, value);
    }

    public Response with(SetCookie cookie) {
        return with("Set-Cookie", cookie.text());
    }

    public Optional<String> first(String name) {
        for (Field field : fields) if (field.name().equalsIgnoreCase(name)) return Optional.of(field.value());
        return Optional.empty();
    }
}
