package dev.narthex.clientauth;

import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a caller shows to prove which client it is.
sealed interface Credentials {
    String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// `readings`: the secret as it stands, and as it reads when it was form-encoded first.
    record Secret(String clientId, Set<String> readings) implements Credentials {
        @Override
        public String toString() {
            return "Secret[" + clientId + "]";
        }
    }

    record Assertion(Optional<String> clientId, String jwt) implements Credentials {}

    record Nothing(String clientId) implements Credentials {}

    /// What was found, or why it can't be taken.
    sealed interface Found {
        record One(Credentials credentials) implements Found {}

        record None() implements Found {}

        record Several() implements Found {}

        record Unreadable() implements Found {}
    }

    // RFC 6749 §2.3: not more than one way in one request.
    static Found in(Request request, Parameters form) {
        var found = new ArrayList<Credentials>();
        var authorization = request.header("authorization").filter(header -> isBasic(header));
        if (authorization.isPresent()) {
            var basic = basic(authorization.get());
            if (basic.isEmpty()) return new Found.Unreadable();
            found.add(basic.get());
        }
        var clientId = form.first("client_id");
        form.first("client_assertion")
                .filter(_ -> form.first("client_assertion_type").equals(Optional.of(ASSERTION_TYPE)))
                .ifPresent(jwt -> found.add(new Assertion(clientId, jwt)));
        form.first("client_secret")
                .flatMap(secret -> clientId.map(id -> new Secret(id, Set.of(secret))))
                .ifPresent(found::add);
        if (found.isEmpty()) clientId.ifPresent(id -> found.add(new Nothing(id)));
        return only(found, clientId);
    }

    /// A `client_id` in the form beside a header must be the same.
    private static Found only(List<Credentials> found, Optional<String> clientId) {
        if (found.isEmpty()) return new Found.None();
        if (found.size() > 1) return new Found.Several();
        boolean agrees = clientId.map(id -> switch (found.getFirst()) {
                    case Secret secret -> secret.clientId().equals(id);
                    case Assertion _ -> true;
                    case Nothing(var own) -> own.equals(id);
                })
                .orElse(true);
        return agrees ? new Found.One(found.getFirst()) : new Found.Several();
    }

    private static boolean isBasic(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith("basic ");
    }

    /// Form-encoded id and secret, as RFC 6749 says, or as they stand; an official SDK of public clients sends its id
    /// without even a colon.
    private static Optional<Credentials> basic(String header) {
        try {
            String pair = new String(
                    Base64.getDecoder()
                            .decode(header.substring("basic ".length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            String id = decoded(colon < 0 ? pair : pair.substring(0, colon));
            String secret = colon < 0 ? "" : pair.substring(colon + 1);
            // No database keeps a NUL, and no client is called so.
            if (id.isEmpty() || id.indexOf(0) >= 0) return Optional.empty();
            return Optional.of(secret.isEmpty() ? new Nothing(id) : new Secret(id, readings(secret)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    // RFC 6749 §2.3.1: id and secret are form-encoded before they are joined.
    private static Set<String> readings(String secret) {
        var readings = new HashSet<>(Set.of(secret));
        readings.add(decoded(secret));
        return Set.copyOf(readings);
    }

    /// Text with a stray percent sign was not encoded.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
