package dev.narthex.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.Example;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.oauth.Prompts;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.Scope.Consent;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsentPolicyTest {
    private static final Set<String> NO_GRANTS = Set.of();

    private static Prompts prompts(String text) {
        return text.equals("absent") ? Prompts.UNSPECIFIED : Prompts.parse(text).orElseThrow();
    }

    @ParameterizedTest(name = "prompt {0}, app {1}, scope {2}, granted {3}: asked {4}")
    @CsvSource({
        "consent, TRUSTED,  IMPLICIT, false, false",
        "consent, TRUSTED,  IMPLICIT, true,  false",
        "consent, TRUSTED,  REQUIRED, false, true",
        "consent, TRUSTED,  REQUIRED, true,  true",
        "consent, TRUSTED,  FLEXIBLE, false, true",
        "consent, TRUSTED,  FLEXIBLE, true,  true",
        "consent, REQUIRED, IMPLICIT, false, false",
        "consent, REQUIRED, IMPLICIT, true,  false",
        "consent, REQUIRED, REQUIRED, false, true",
        "consent, REQUIRED, REQUIRED, true,  true",
        "consent, REQUIRED, FLEXIBLE, false, true",
        "consent, REQUIRED, FLEXIBLE, true,  true",
        "login consent, TRUSTED,  REQUIRED, true, true",
        "login consent, REQUIRED, IMPLICIT, true, false",
        "absent, TRUSTED,  IMPLICIT, false, false",
        "absent, TRUSTED,  REQUIRED, false, false",
        "absent, TRUSTED,  FLEXIBLE, false, false",
        "absent, REQUIRED, IMPLICIT, false, false",
        "absent, REQUIRED, REQUIRED, false, true",
        "absent, REQUIRED, REQUIRED, true,  false",
        "absent, REQUIRED, FLEXIBLE, false, true",
        "absent, REQUIRED, FLEXIBLE, true,  false",
        "login, TRUSTED,  REQUIRED, false, false",
        "login, REQUIRED, IMPLICIT, false, false",
        "login, REQUIRED, REQUIRED, false, true",
        "login, REQUIRED, REQUIRED, true,  false",
        "none, TRUSTED,  REQUIRED, false, false",
        "none, REQUIRED, IMPLICIT, false, false",
        "none, REQUIRED, REQUIRED, false, true",
        "none, REQUIRED, REQUIRED, true,  false",
        "none, REQUIRED, FLEXIBLE, false, true",
        "none, REQUIRED, FLEXIBLE, true,  false"
    })
    @DisplayName("App, scope and prompt decide together whether a person is asked")
    void matrix(String prompt, ConsentMethod app, Consent scope, boolean granted, boolean asked) {
        var toAsk = ConsentPolicy.toAsk(
                Example.app(app),
                Example.server(Example.scope("reports", scope)),
                Scopes.parse("openid reports").orElseThrow(),
                prompts(prompt),
                granted ? Set.of("reports") : NO_GRANTS);
        assertEquals(asked ? "reports" : "", toAsk.text());
    }

    @Test
    @DisplayName("A person is asked only for what is new, in the order of the request")
    void onlyWhatIsNew() {
        var server = Example.server(
                Example.scope("a", Consent.REQUIRED),
                Example.scope("b", Consent.REQUIRED),
                Example.scope("c", Consent.FLEXIBLE));
        var requested = Scopes.parse("c openid b a").orElseThrow();
        var app = Example.app(ConsentMethod.REQUIRED);
        assertEquals(
                "c a",
                ConsentPolicy.toAsk(app, server, requested, Prompts.UNSPECIFIED, Set.of("b", "x"))
                        .text());
    }

    @Test
    @DisplayName("The org's server asks for nothing")
    void org() {
        var app = Example.app(ConsentMethod.REQUIRED);
        var requested = Scopes.parse("openid profile").orElseThrow();
        assertEquals(Scopes.NONE, ConsentPolicy.toAsk(app, Example.org(), requested, prompts("consent"), NO_GRANTS));
    }

    @Test
    @DisplayName("A scope that the server does not know is nothing to ask about")
    void unknown() {
        var app = Example.app(ConsentMethod.REQUIRED);
        var requested = Scopes.parse("unknown").orElseThrow();
        var server = Example.server(Example.scope("a", Consent.REQUIRED));
        assertEquals(Scopes.NONE, ConsentPolicy.toAsk(app, server, requested, prompts("consent"), NO_GRANTS));
    }
}
