package dev.narthex.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.Example;
import dev.narthex.access.OwnBrowsers.Self;
import dev.narthex.cache.Changes;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Headers;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.LogEvent.Actor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A person who is signed in could otherwise read and change what belongs to others, by putting their id into the path.
class CallersTest {
    private static final Actor ADA = new Actor("00uada", "User", "ada@example.org", "Ada Byron");

    private final Callers callers = new Callers(
            new NoTokens(),
            new NoChanges(),
            _ -> new Bearing.None(),
            request -> Optional.of(new Self("00uada", ADA))
                    .filter(_ -> request.cookie("sid").isPresent()));

    private int status(boolean own, Map<String, String> path, Map<String, List<String>> headers) {
        Callers.Operation operation = (_, caller) ->
                Response.text(200, caller.self().orElse("") + caller.actor().id());
        var guarded =
                own ? callers.guardSelf("okta.users.read", operation) : callers.guard("okta.users.read", operation);
        var plain = Example.request(Map.of(), Map.of());
        return guarded.handle(new Request(
                        plain.id(),
                        "GET",
                        "/api/v1/users/x",
                        path,
                        "",
                        plain.query(),
                        new Headers(headers),
                        Map.of("sid", List.of("a session")),
                        new byte[0],
                        "127.0.0.1"))
                .status();
    }

    @Test
    @DisplayName("Abuse 109: a session opens what is one's own, where an operation is for that, and nothing else")
    void own() {
        assertEquals(200, status(true, Map.of("id", "me"), Map.of()));
        assertEquals(200, status(true, Map.of("id", "00uada"), Map.of()));
        assertEquals(200, status(true, Map.of(), Map.of()));
        assertEquals(403, status(true, Map.of("id", "00uother"), Map.of()));
        assertEquals(403, status(true, Map.of("id", "ada@example.org"), Map.of()));
        assertEquals(401, status(false, Map.of("id", "me"), Map.of()));
    }

    @Test
    @DisplayName("Abuse 109: who shows a token that is not good is not taken for the person who is signed in")
    void badTokenBesideASession() {
        var bad = Map.of("authorization", List.of("SSWS 00wrong"));
        assertEquals(401, status(true, Map.of("id", "me"), bad));
    }

    private record NoTokens() implements ApiTokenStore {
        @Override
        public Optional<ApiToken> byHash(SecretHash hash) {
            return Optional.empty();
        }

        @Override
        public void create(ApiToken token) {}

        @Override
        public List<ApiToken> all() {
            return List.of();
        }

        @Override
        public boolean revoke(String id) {
            return false;
        }
    }

    private record NoChanges() implements Changes {
        @Override
        public void onChange(BiConsumer<String, String> listener) {}

        @Override
        public boolean fresh() {
            return true;
        }
    }
}
