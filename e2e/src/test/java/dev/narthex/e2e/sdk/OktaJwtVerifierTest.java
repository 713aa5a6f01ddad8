package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Okta's verifiers, which insist on https, told to trust the development authority and nothing else.
@Timeout(120)
class OktaJwtVerifierTest {
    @TempDir
    static Path folder;

    @AutoClose
    private static SecureServer idp;

    @BeforeAll
    static void start() {
        idp = SecureServer.start(folder);
    }

    private static List<String> arguments() {
        return List.of(idp.issuer("default"), "api://default", SecureServer.CLIENT_ID);
    }

    @Test
    @DisplayName("okta-jwt-verifier for Java verifies both tokens, before and after a rotation of keys")
    void java() {
        try (var verifier = Child.java("okta-jwt-verifier", "OktaJwtVerifierClient", idp.trust(), arguments())) {
            verifier.await("ready");
            followsRotation(verifier);
        }
    }

    @Test
    @DisplayName("@okta/jwt-verifier for Node verifies both tokens, before and after a rotation of keys")
    void node() {
        Needs.that(
                Files.exists(Child.nodeFolder().resolve("node_modules/@okta/jwt-verifier")),
                "run npm ci in e2e/clients/node");
        var trust = Map.of("NODE_EXTRA_CA_CERTS", idp.authority().toString());
        try (var verifier = Child.node("verify.mjs", trust, arguments())) {
            verifier.await("ready");
            followsRotation(verifier);
        }
    }

    private static void followsRotation(Child verifier) {
        var before = idp.tokens("default");
        assertVerified(verifier, before);
        idp.rotateKeys("default");
        var after = idp.tokens("default");
        assertNotEquals(
                before.header("access_token").get("kid"),
                after.header("access_token").get("kid"));
        assertVerified(verifier, after);
        assertVerified(verifier, before);
        // The one after this was not yet published when the verifier asked last.
        idp.rotateKeys("default");
        assertVerified(verifier, idp.tokens("default"));
        assertRefusesOthers(verifier, after);
    }

    private static void assertVerified(Child verifier, Answer tokens) {
        assertEquals("verified " + SecureServer.USERNAME, verifier.ask("access " + tokens.get("access_token")));
        assertEquals(
                "verified " + tokens.claims("id_token").get("sub"),
                verifier.ask("id " + SecureServer.NONCE + " " + tokens.get("id_token")));
    }

    private static void assertRefusesOthers(Child verifier, Answer tokens) {
        Stream.of(
                        "access " + tokens.get("id_token"),
                        "id another " + tokens.get("id_token"),
                        "access " + idp.tokens("books").get("access_token"))
                .map(verifier::ask)
                .forEach(answer -> assertTrue(answer.startsWith("refused "), answer));
    }
}
