package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Grants of somebody else: what one person gave does not pass to the next, and nobody's token makes another's.
class ForeignGrantsTest {
    private static final String ADA = "ada@example.org";
    private static final String GRACE = "grace@example.org";
    private static final String SECRET = "s3cret-s3cret-s3cret";

    @AutoClose
    private static TestServer idp;

    private static TokenClient page;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        idp.fixture.user(ADA);
        idp.fixture.user(GRACE);
        page = TokenClient.ofPage(idp);
    }

    private static Object sub(Map<String, Object> tokens) {
        return Answer.part((String) tokens.get("id_token"), 1).get("sub");
    }

    /// A shared computer: in CVE-2022-3916 and CVE-2025-12390 the offline session of the first one was found by the
    /// session id that the second one had, and so each could continue as the other.
    @Test
    @DisplayName(
            "Abuse 67: whoever signs in next in the same browser gets nothing of the one before, nor the other way")
    void nextInTheSameBrowser() {
        var shared = idp.browser();
        var first = redeemed(page.code(shared, ADA, "openid offline_access"));
        var session = Map.copyOf(shared.cookies());
        shared.submit(shared.go("/"), Map.of());
        var second = redeemed(page.code(shared, GRACE, "openid offline_access"));
        assertNotEquals(
                session.values().stream().sorted().toList(),
                List.copyOf(shared.cookies().values()).stream().sorted().toList());
        assertNotEquals(sub(first), sub(second));
        assertEquals(sub(first), sub(refreshed(first)));
        assertEquals(sub(second), sub(refreshed(second)));
        page.post("revoke", Map.of("token", (String) first.get("refresh_token")));
        assertEquals(sub(second), sub(refreshed(second)));
    }

    private static Map<String, Object> redeemed(String code) {
        return TokenClient.json(page.post("token", TokenClient.redeeming(code)));
    }

    /// The first time; its successor is not used here but by the second refresh within the leeway.
    private static Map<String, Object> refreshed(Map<String, Object> tokens) {
        var answer = page.post(
                "token", Map.of("grant_type", "refresh_token", "refresh_token", (String) tokens.get("refresh_token")));
        assertEquals(200, answer.statusCode(), answer.body());
        return TokenClient.json(answer);
    }

    /// In CVE-2022-1245 and CVE-2026-9704 any client could exchange any token for one of another client or person.
    @Test
    @DisplayName("Abuse 106: no token is exchanged for another, whoever asks")
    void exchange() {
        var token = (String)
                redeemed(page.code(idp.browser(), ADA, "openid offline_access")).get("access_token");
        var form = Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                token,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token",
                "requested_subject",
                GRACE);
        var asked = page.post("token", form);
        assertEquals(400, asked.statusCode());
        assertEquals("unsupported_grant_type", TokenClient.json(asked).get("error"));
        var web = TokenClient.withSecrets(idp, "client_secret_basic", SECRET);
        var secretly = web.send("token", TokenClient.basic(web.id() + ":" + SECRET), form);
        assertEquals("unsupported_grant_type", TokenClient.json(secretly).get("error"));
    }
}
