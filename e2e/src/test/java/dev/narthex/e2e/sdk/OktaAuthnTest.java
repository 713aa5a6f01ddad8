package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PasswordPolicyOf;
import dev.narthex.e2e.TestServer;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Change;
import dev.narthex.users.UserStore.Question;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Okta's authentication SDK for Java, as it is published, signs people in.
@Timeout(120)
class OktaAuthnTest {
    private static final String LOGIN = "ada@example.org";
    private static final Pattern UNLOCK = Pattern.compile("/signin/unlock/([A-Za-z0-9_-]+)");
    private static final Pattern LINK = Pattern.compile("/signin/reset-password/([A-Za-z0-9_-]+)");

    @Test
    @DisplayName(
            "D2: okta-authn-sdk-java: SUCCESS, a refusal, an expired password, a warning, recovery by mail, a lock")
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
            isWarned(idp, sdk, "Third-Horse-33");
            isLockedOut(idp, sdk, ada);
        }
    }

    private static void recovers(TestServer idp, Child sdk) {
        assertTrue(sdk.ask("recover " + LOGIN).startsWith("verified RECOVERY_CHALLENGE"));
        String token = linked(idp, LINK);
        String state = sdk.ask("follow " + token);
        assertTrue(state.startsWith("verified PASSWORD_RESET "), state);
        assertEquals("refused 403 E0000014", sdk.ask("reset short " + word(state)));
        assertTrue(sdk.ask("reset Third-Horse-33 " + word(state)).startsWith("verified SUCCESS "));
        assertEquals("refused 401 E0000011", sdk.ask("follow " + token));
        assertTrue(sdk.ask("unlock " + LOGIN).startsWith("verified RECOVERY_CHALLENGE"));
    }

    private static void isWarned(TestServer idp, Child sdk, String password) {
        new PasswordPolicyOf(idp).set("age", "maxAgeDays", 30, "expireWarnDays", 5);
        idp.clock.advance(Duration.ofDays(27));
        assertTrue(sdk.ask("authenticate " + LOGIN + " " + password).startsWith("verified SUCCESS "));
        String first = sdk.ask("warned " + LOGIN + " " + password);
        assertTrue(first.startsWith("verified PASSWORD_WARN "), first);
        assertEquals("refused 403 E0000079", sdk.ask("previous " + word(first)));
        assertTrue(sdk.ask("skip " + word(first)).startsWith("verified SUCCESS "));
        assertEquals("refused 401 E0000011", sdk.ask("skip " + word(first)));
        idp.clock.advance(Duration.ofSeconds(1));
        String second = sdk.ask("warned " + LOGIN + " " + password);
        assertTrue(sdk.ask("cancel " + word(second)).startsWith("verified "));
        assertEquals("refused 401 E0000011", sdk.ask("skip " + word(second)));
        idp.clock.advance(Duration.ofSeconds(1));
        String third = sdk.ask("warned " + LOGIN + " " + password);
        String change = "change " + password + " Fourth-Horse-44 " + word(third);
        assertTrue(sdk.ask(change).startsWith("verified SUCCESS "));
    }

    private static void isLockedOut(TestServer idp, Child sdk, User ada) {
        var users = idp.storage.users();
        var asked = users.byId(ada.id()).orElseThrow().in(User.Status.ACTIVE, idp.clock.instant());
        users.change(Change.of(asked).with(new Question("Pet?", idp.fixture.hash("rosebud"))));
        new PasswordPolicyOf(idp).set("lockout", "maxAttempts", 2, "showLockoutFailures", true);
        for (int i = 0; i < 2; i++) sdk.ask("authenticate " + LOGIN + " wrong");
        String locked = sdk.ask("authenticate " + LOGIN + " Fourth-Horse-44");
        assertTrue(locked.startsWith("verified LOCKED_OUT "), locked);
        assertTrue(sdk.ask("unlock " + LOGIN).startsWith("verified RECOVERY_CHALLENGE"));
        String state = sdk.ask("follow " + linked(idp, UNLOCK));
        assertTrue(state.startsWith("verified RECOVERY "), state);
        assertEquals("refused 403 E0000087", sdk.ask("answer wrong " + word(state)));
        assertTrue(sdk.ask("answer rosebud " + word(state)).startsWith("verified SUCCESS"));
        assertTrue(sdk.ask("authenticate " + LOGIN + " Fourth-Horse-44").startsWith("verified SUCCESS "));
    }

    private static String linked(TestServer idp, Pattern pattern) {
        return idp.mails().stream()
                .map(mail -> pattern.matcher(mail.letter().text()))
                .filter(link -> link.find())
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /// The last one: a token.
    private static String word(String answer) {
        return answer.substring(answer.lastIndexOf(' ') + 1);
    }
}
