package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Okta's management SDK for Java administers authorization servers of ours.
@Timeout(120)
class OktaSdkServersTest {
    private static final String EXPECTED = """
            status ACTIVE
            issuer true
            rotation AUTO
            renamed Archive
            deactivated INACTIVE
            found 1
            consent IMPLICIT
            titled Read your books
            scopes 1
            refused 400
            always true
            value user.title
            malformed 400
            subject true
            priority 1
            policy INACTIVE
            lifetime 10
            rules 1
            policies 0
            keys 3
            retired EXPIRED
            clients 0
            logged 1
            severity INFO
            gone 404
            kept 403""";

    @TempDir
    static Path folder;

    @Test
    @DisplayName(
            "okta-sdk-java makes, changes and deletes a server, its scopes, claims, policies and rules, and reads the log")
    void servers() {
        try (var idp = SecureServer.start(folder);
                var program = Child.java("okta-sdk", "OktaSdkServers", idp.trust(), idp.asAdministrator())) {
            String said = program.last();
            List<String> words =
                    EXPECTED.lines().map(line -> line.split(" ")[0] + " ").toList();
            String answers = String.join(
                    "\n",
                    said.lines()
                            .filter(line -> words.stream().anyMatch(line::startsWith))
                            .toList());
            assertEquals(EXPECTED, answers, said);
        }
    }
}
