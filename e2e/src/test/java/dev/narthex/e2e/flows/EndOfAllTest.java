package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.token.Revocations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A stolen token works on in the thief's hands while its owner believes that everything was ended.
class EndOfAllTest {
    private static final String DATABASE = Databases.postgresql();

    @AutoClose
    private static TestServer idp;

    @AutoClose
    private static TestServer other;

    @BeforeAll
    static void start() {
        idp = TestServer.on(DATABASE);
        other = TestServer.beside(idp, DATABASE);
    }

    private static void end(String userId, Optional<String> clientId) {
        new Revocations(idp.storage.revocations(), idp.storage.refreshTokens(), idp.clock)
                .revokeAllOf(userId, clientId);
        idp.clock.advance(Duration.ofMillis(1));
    }

    private static int userinfo(TestServer node, Object token) {
        return new Api(node).userinfo("/oauth2/default", token.toString()).statusCode();
    }

    @Test
    @DisplayName(
            "Abuse 71: what a person ends for all apps ends at once: implicit tokens, codes on their way, refresh tokens")
    void all() {
        var user = idp.fixture.user("all@example.org");
        var page = TokenClient.ofPage(idp);
        var implicit = Answer.inFragment(
                idp.browser().signIn(Ask.of(idp.fixture.app()).url(), user.login(), Fixture.PASSWORD));
        var tokens = page.tokens(user.login());
        var code = page.code(idp.browser(), user.login(), "openid offline_access");
        assertEquals(200, userinfo(idp, implicit.get("access_token")));
        end(user.id(), Optional.empty());
        assertEquals(401, userinfo(idp, implicit.get("access_token")));
        assertEquals(401, userinfo(idp, tokens.get("access_token")));
        var late = page.post("token", TokenClient.redeeming(code));
        assertEquals("invalid_grant", Api.json(late).get("error"));
        var refresh = Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.get("refresh_token").toString());
        assertEquals("invalid_grant", Api.json(page.post("token", refresh)).get("error"));
        var anew = page.tokens(user.login());
        assertEquals(200, userinfo(idp, anew.get("access_token")), "what comes after counts");
    }

    @Test
    @DisplayName("Abuse 71: what a person ends for one app leaves the others, on every node")
    void ofOneApp() {
        var user = idp.fixture.user("one@example.org");
        var ended = TokenClient.ofPage(idp);
        var kept = TokenClient.ofPage(idp);
        var first = ended.tokens(user.login());
        var second = kept.tokens(user.login());
        end(user.id(), Optional.of(ended.id()));
        var introspected = Map.of("token", first.get("access_token").toString());
        assertEquals(false, Api.json(ended.post("introspect", introspected)).get("active"));
        assertEquals(401, userinfo(idp, first.get("access_token")));
        assertEquals(200, userinfo(idp, second.get("access_token")));
        var refresh = Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                second.get("refresh_token").toString());
        assertEquals(200, kept.post("token", refresh).statusCode());
        var holder = user.id() + " " + ended.id();
        assertTrue(
                other.storage
                        .revocations()
                        .isAnyRevoked(List.of(holder), idp.clock.instant().minusSeconds(9)),
                "another node knows");
    }
}
