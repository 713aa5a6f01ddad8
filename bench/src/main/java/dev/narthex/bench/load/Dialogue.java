package dev.narthex.bench.load;

import java.io.IOException;

/// What one connection says and hears, once: this is what is timed and counted. Any other answer ends the run.
@FunctionalInterface
public interface Dialogue {
    void hold(KeptConnection connection) throws IOException;

    /// The same request; each answer holds what is expected.
    static Dialogue same(String request, String expected) {
        byte[] asked = KeptConnection.bytes(request);
        byte[] awaited = KeptConnection.bytes(expected);
        return connection -> {
            connection.send(asked);
            if (!connection.holds(awaited)) throw new IOException("not as expected: " + connection.text());
        };
    }

    /// A POST of a form.
    static String post(String path, String form) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: narthex-bench\r\n"
                + "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length() + "\r\n\r\n" + form;
    }

    /// A POST of JSON, with more lines for the head.
    static String postJson(String path, String json, String head) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: narthex-bench\r\n" + head
                + "Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                + "\r\n\r\n" + json;
    }

    static String get(String path, String cookie) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: narthex-bench\r\n"
                + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n") + "Accept: text/html\r\n\r\n";
    }

    /// Uses a refresh token, and then the one that came for it.
    final class Refreshing implements Dialogue {
        private static final byte[] NEXT = KeptConnection.bytes("\"refresh_token\":\"");
        private final String path;
        private final String form;
        private String token;

        /// @param form in which `$` stands for the token
        public Refreshing(String path, String form, String token) {
            this.path = path;
            this.form = form;
            this.token = token;
        }

        @Override
        public void hold(KeptConnection connection) throws IOException {
            connection.send(KeptConnection.bytes(post(path, form.replace("$", token))));
            String next = connection.between(NEXT, '"');
            if (next.equals(token)) throw new IOException("the token was not replaced: " + connection.text());
            token = next;
        }
    }

    /// Gets a code as a browser with a session, and redeems it as the app does.
    final class Redeeming implements Dialogue {
        private static final byte[] CODE = KeptConnection.bytes("?code=");
        private static final byte[] TOKENS = KeptConnection.bytes("\"access_token\":\"ey");
        private final byte[] authorize;
        private final String path;
        private final String form;

        /// @param form in which `$` stands for the code
        public Redeeming(String authorize, String path, String form) {
            this.authorize = KeptConnection.bytes(authorize);
            this.path = path;
            this.form = form;
        }

        @Override
        public void hold(KeptConnection connection) throws IOException {
            connection.send(authorize);
            String code = connection.between(CODE, '&');
            connection.send(KeptConnection.bytes(post(path, form.replace("$", code))));
            if (!connection.holds(TOKENS)) throw new IOException("no tokens: " + connection.text());
        }
    }
}
