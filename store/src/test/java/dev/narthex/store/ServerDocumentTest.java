package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.policy.AuthorizationServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServerDocumentTest {
    private static final AuthorizationServer.Revision REVISION =
            new AuthorizationServer.Revision(1, Instant.EPOCH, Instant.EPOCH);

    @Test
    void aServerStoredBeforeThereWereOptionsHasTheStandardOnes() {
        var settings = new AuthorizationServer.Settings("x", "", "api://x", SigningAlgorithm.RS256, true);
        var server = new AuthorizationServer("x", settings, List.of(), List.of(), List.of(), REVISION);
        String now = ServerDocument.write(server);
        String before = now.replace("\"implicit\":true,\"jwtProfile\":\"OKTA\",", "");
        assertNotEquals(now, before);
        assertEquals(server, ServerDocument.read("x", before, REVISION));
    }
}
