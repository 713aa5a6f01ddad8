package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.ScopeGrant;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Okta's SDK for Java as a service with a key, as it is published.
@Timeout(120)
class OktaServiceTest {
    private static final String SCOPE = "okta.authorizationServers.read";

    @TempDir
    static Path folder;

    @AutoClose
    private static TestServer idp;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        // The library dates what it signs by the clock of this machine.
        idp.clock.advance(Duration.between(idp.clock.instant(), Instant.now()));
    }

    @ParameterizedTest(name = "[{index}] bound: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "Okta 5.6: okta-sdk-java in private-key mode gets a token and calls the management API, bound by DPoP or not")
    void privateKey(boolean bound) throws IOException {
        var pair = SigningKeyPair.generate(SigningAlgorithm.RS256);
        var authentication =
                new ClientAuthentication("private_key_jwt", false, List.of(), List.of(Jwk.publicKey("k1", pair)));
        var app = TokenClient.of(
                        idp, AppSettings.Type.SERVICE, authentication, Map.of("dpop_bound_access_tokens", bound))
                .app();
        idp.storage.scopeGrants().grant(new ScopeGrant("oag" + bound, app.id(), SCOPE, idp.clock.instant(), "test"));
        var key = Files.writeString(folder.resolve("key" + bound + ".pem"), pem(pair));
        var flags = List.of("-Dokta.testing.disableHttpsCheck=true");
        var arguments = List.of(idp.baseUrl(), app.clientId(), "k1", key.toString(), SCOPE);
        try (var service = Child.java("okta-sdk", "OktaServiceClient", flags, arguments)) {
            assertEquals("2", service.await("verified"));
        }
    }

    private static String pem(SigningKeyPair pair) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN PRIVATE KEY-----\n"
                + lines.encodeToString(pair.privateKeyPkcs8())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
