package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.users.User;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Okta's authentication SDK for Java, as it is published, signs people in.
@Timeout(120)
class OktaAuthnTest {
    private static final String LOGIN = "ada@example.org";
    private static final Pattern LINK = Pattern.compile("/signin/reset-password/([A-Za-z0-9_-]+)");

    @Test
    @DisplayName("D2: okta-authn-sdk-java: SUCCESS, a refusal, an expired password, recovery by mail")
    void signsIn() {
        // The library wants https, save where it is told not to.
        var flags = List.of("-Dokta.testing.disableHttpsCheck=true");
        try (var idp = TestServer.fresh();
                var sdk = Child.java("okta-authn", "OktaAuthnClient", flags, List.of(idp.baseUrl()))) {
            var ada = idp.fixture.user(LOGIN);
            sdk.await("ready");
            assertTrue(sdk.ask("authenticate " + LOGIN + " " + Fixture.PASSWORD).startsWith("verified SUCCESS "));
            assertEquals("refused 401 E0000004", sdk.ask("authenticate " + LOGIN + " wrong"));
            var expired = idp.storage
                    .users()
                    .byId(ada.id())
                    .orElseThrow()
                    .in(User.Status.PASSWORD_EXPIRED, idp.clock.instant());
            idp.storage.users().replace(expired);
            String state = sdk.ask("authenticate " + LOGIN + " " + Fixture.PASSWORD);
            assertTrue(state.startsWith("verified PASSWORD_EXPIRED "), state);
            String change = "change " + Fixture.PASSWORD + " Another-Horse-2 " + word(state);
            assertTrue(sdk.ask(change).startsWith("verified SUCCESS "));
            recovers(idp, sdk);
        }
    }

    private static void recovers(TestServer idp, Child sdk) {
        assertTrue(sdk.ask("recover " + LOGIN).startsWith("verified RECOVERY_CHALLENGE"));
        var link = LINK.matcher(idp.mailTo(LOGIN).letter().text());
        assertTrue(link.find());
        String state = sdk.ask("follow " + link.group(1));
        assertTrue(state.startsWith("verified PASSWORD_RESET "), state);
        assertEquals("refused 403 E0000014", sdk.ask("reset short " + word(state)));
        assertTrue(sdk.ask("reset Third-Horse-33 " + word(state)).startsWith("verified SUCCESS "));
        assertEquals("refused 401 E0000011", sdk.ask("follow " + link.group(1)));
        assertTrue(sdk.ask("unlock " + LOGIN).startsWith("verified RECOVERY_CHALLENGE"));
    }

    /// The last one: a token.
    private static String word(String answer) {
        return answer.substring(answer.lastIndexOf(' ') + 1);
    }
}
