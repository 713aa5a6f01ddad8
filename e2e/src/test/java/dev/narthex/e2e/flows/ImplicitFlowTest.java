package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole flow, on each database.
class ImplicitFlowTest {

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("RFC 6749 §4.2.2, OIDC Core 1.0 §3.2.2.5: after signing in, both tokens are in the fragment")
    void bothTokensInTheFragment(Databases.Kind database) {
        try (var idp = TestServer.on(database.fresh())) {
            idp.fixture.user("ada@example.org");
            var ask = Ask.of(idp.fixture.app());
            var answer = Answer.inFragment(idp.browser().signIn(ask.url(), "ada@example.org", Fixture.PASSWORD));
            assertEquals(Fixture.REDIRECT, answer.place());
            var names = Set.of("id_token", "access_token", "token_type", "expires_in", "scope", "state");
            assertEquals(names, answer.parameters().keySet());
            assertEquals("s1", answer.get("state"));
            assertEquals("Bearer", answer.get("token_type"));
            assertEquals("3600", answer.get("expires_in"));
            assertEquals("openid profile email", answer.get("scope"));
            assertEquals("ada@example.org", answer.claims("access_token").get("sub"));
            assertEquals("n1", answer.claims("id_token").get("nonce"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("A second request of the same browser is answered at once")
    void singleSignOn(Databases.Kind database) {
        try (var idp = TestServer.on(database.fresh())) {
            idp.fixture.user("ada@example.org");
            var ask = Ask.of(idp.fixture.app());
            var browser = idp.browser();
            browser.signIn(ask.url(), "ada@example.org", Fixture.PASSWORD);
            var answer = Answer.inFragment(browser.get(ask.url()));
            assertTrue(answer.parameters().containsKey("access_token"));
        }
    }
}
