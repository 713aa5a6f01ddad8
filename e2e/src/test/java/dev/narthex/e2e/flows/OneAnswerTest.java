package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.e2e.Ask;
import dev.narthex.e2e.TestServer;
import java.net.http.HttpResponse;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a stranger learns from a sign-in that fails: nothing about who is in the directory.
class OneAnswerTest {

    @Test
    @DisplayName("Abuse 81: an unknown user and a wrong password are one answer: status, header names, page, address")
    void oneAnswer() {
        try (var idp = TestServer.fresh()) {
            idp.fixture.user("ada@example.org");
            String url = Ask.of(idp.fixture.app()).url();
            assertEquals(refused(idp, url, "ada@example.org"), refused(idp, url, "bob@example.org"));
        }
    }

    private static String refused(TestServer idp, String url, String username) {
        var browser = idp.browser();
        var answer = browser.login(browser.go(url), username, "wrong password");
        assertEquals(401, answer.statusCode());
        return new TreeSet<>(answer.headers().map().keySet()) + withoutWhatDiffersAlways(answer, username);
    }

    private static String withoutWhatDiffersAlways(HttpResponse<String> answer, String username) {
        String id = answer.headers().firstValue("X-Okta-Request-Id").orElseThrow();
        return answer.body()
                .replace(username, "NAME")
                .replace(id, "ID")
                .replaceAll("okta_key(=|%3D)[A-Za-z0-9_-]+", "KEY")
                .replaceAll("name=\"token\" value=\"[^\"]+\"", "TOKEN");
    }
}
