package dev.narthex.http.client;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What came of a [Call].
public sealed interface Answer {

    /// Any status, 3xx too: redirects are not followed.
    ///
    /// @param headers by lower-case name, the first of each
    record Answered(int status, Map<String, String> headers, byte[] body) implements Answer {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "Answered[" + status + ", " + body.length + " bytes]";
        }
    }

    /// The address is none that we call; nothing was sent.
    record Refused(String reason) implements Answer {}

    /// @param detail for the operator; it may have words of the other side
    record Failed(Cause cause, String detail) implements Answer {}

    /// Why there is no answer.
    enum Cause {
        TIMEOUT,
        /// The name is unknown, or nobody listens.
        UNREACHABLE,
        /// The certificate is not one that we trust, or not of this name.
        UNTRUSTED,
        TOO_LARGE,
        /// What came is not HTTP, or ended too early.
        BROKEN
    }
}
