package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.hooks.OldSystem;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Okta's SDK for Java, as it is published, administers hooks here.
@Timeout(180)
class OktaSdkHooksTest {

    @Test
    @DisplayName("B6: okta-sdk-java makes a hook, changes it, tries it, switches it off and on, and deletes it")
    void life() {
        try (var idp = TestServer.fresh();
                var system = new OldSystem()) {
            system.says(200, "{\"commands\":[{\"type\":\"com.okta.action.update\",\"value\":[]}]}");
            // The library wants https, save where it is told not to.
            var flags = List.of("-Dokta.testing.disableHttpsCheck=true");
            var arguments = List.of(idp.baseUrl(), TestServer.API_TOKEN, system.url());
            try (var sdk = Child.java("okta-sdk", "OktaHooksClient", flags, arguments)) {
                assertEquals(
                        "ACTIVE true " + system.url() + " By-SDK-again By-SDK-at-last com.okta.action.update"
                                + " 400 INACTIVE ACTIVE 404",
                        sdk.await("verified"));
            }
            assertEquals(List.of("Bearer s3cret"), system.headers().getFirst().get("Authorization"));
        }
    }
}
