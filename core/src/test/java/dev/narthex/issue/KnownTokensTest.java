package dev.narthex.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Our own tokens, known again.
final class KnownTokensTest {
    private static final AuthorizationServer SERVER = Example.server(new Scope[0]);
    private static final String ID_TOKEN = Issuing.idToken(SERVER, "openid");
    private static final String ACCESS_TOKEN =
            Issuing.accessToken(SERVER, "openid").value();

    private static Optional<String> hint(AuthorizationServer server, String clientId, String token) {
        return Issuing.hints(Example.NOW).read(server, clientId, token).map(IdTokenHint::subject);
    }

    private static boolean isAccessToken(AuthorizationServer server, String token, Instant now) {
        var tokens = new AccessTokens(_ -> Issuing.KEYS, Example.ISSUERS, () -> now, CryptoProvider.jdk(), _ -> false);
        return tokens.verify(server, token).isPresent();
    }

    @Test
    @DisplayName("An ID token of ours names its subject, even long after it has expired")
    void hints() {
        var ada = Optional.of("00u1ada0000000000001");
        assertEquals(ada, hint(SERVER, Example.CLIENT, ID_TOKEN));
        var later = Issuing.hints(Example.NOW.plus(Duration.ofDays(100)));
        assertEquals(ada, later.read(SERVER, Example.CLIENT, ID_TOKEN).map(IdTokenHint::subject));
    }

    @Test
    @DisplayName("Abuse case 59: of another client, of another server, or another kind of token, it names nobody")
    void notAHint() {
        assertTrue(hint(SERVER, "0oa2", ID_TOKEN).isEmpty());
        assertTrue(hint(Example.org(), Example.CLIENT, ID_TOKEN).isEmpty());
        assertTrue(hint(SERVER, "api://default", ACCESS_TOKEN).isEmpty());
    }

    @Test
    @DisplayName("Abuse case 59: an ID token is no access token, even where the audiences are the same")
    void accessTokens() {
        assertTrue(isAccessToken(SERVER, ACCESS_TOKEN, Example.NOW));
        assertFalse(isAccessToken(SERVER, ID_TOKEN, Example.NOW));
        var settings = new AuthorizationServer.Settings("", "", Example.CLIENT, SigningAlgorithm.ES256, true);
        var sameAudience = new AuthorizationServer(
                SERVER.id(), settings, SERVER.scopes(), SERVER.claims(), SERVER.policies(), SERVER.revision());
        assertFalse(isAccessToken(sameAudience, ID_TOKEN, Example.NOW));
    }

    @Test
    @DisplayName("Abuse case 72: an access token of one server is none of another")
    void otherServer() {
        assertFalse(isAccessToken(Example.org(), ACCESS_TOKEN, Example.NOW));
    }

    @Test
    @DisplayName("An access token ends; a minute is left for clocks that differ")
    void expiry() {
        assertTrue(isAccessToken(SERVER, ACCESS_TOKEN, Example.NOW.plusSeconds(1800 + 59)));
        assertFalse(isAccessToken(SERVER, ACCESS_TOKEN, Example.NOW.plusSeconds(1800 + 61)));
    }

    @Test
    @DisplayName("Abuse case 61: a token signed with a key that is not ours is nothing, whatever the key's name")
    void otherKey() {
        var forger = Issuing.issuer(Issuing.newKeys());
        var subject = Issuing.subject(Example.ada());
        var forged = forger.accessToken(Issuing.entitlement(SERVER, "openid"), subject, Optional.empty(), Example.NOW);
        assertFalse(isAccessToken(SERVER, forged.value(), Example.NOW));
    }

    @Property
    @Label("No text is a token of ours, and none makes reading throw")
    void noText(@ForAll String text) {
        assertTrue(hint(SERVER, Example.CLIENT, text).isEmpty());
        assertFalse(isAccessToken(SERVER, text, Example.NOW));
    }
}
