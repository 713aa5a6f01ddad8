package dev.narthex.apps.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.fuzz.Target;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import dev.narthex.oauth.RedirectUri;
import dev.narthex.okta.Fields;
import dev.narthex.outbound.AddressRules;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Client metadata. What is accepted keeps the rules, and reads the same when it is written and read again.
public final class ClientMetadataTarget implements Target {

    @Override
    public void accept(byte[] input) {
        try {
            read(Json.readObject(input)).ifPresent(ClientMetadataTarget::assertSound);
        } catch (BadRequest refused) {
            assertEquals(400, refused.status());
        }
    }

    private static Optional<AppSettings> read(Map<String, Object> json) {
        var fields = Fields.of(json);
        var around = new ClientMetadata.Around(
                "App", true, ConsentMethod.REQUIRED, Map.of(), AddressRules.PUBLIC, Optional.empty());
        var settings = ClientMetadata.read(fields, fields, around);
        return fields.error("client").isPresent() ? Optional.empty() : Optional.of(settings);
    }

    private static void assertSound(AppSettings settings) {
        var oauth = settings.oauth();
        assertTrue(oauth.redirectUris().stream()
                .allMatch(uri -> RedirectUri.parse(uri).isPresent()));
        assertTrue(oauth.authentication().secrets().isEmpty());
        boolean code = oauth.grantTypes().contains("authorization_code");
        assertEquals(code, oauth.responseTypes().contains("code"));
        boolean open = code && oauth.authentication().method().equals("none");
        assertFalse(open && !oauth.authentication().pkceRequired());
        var app = new App("0oa1", "0oa1", true, settings, Instant.EPOCH, new App.Revision(1, Instant.EPOCH));
        var written = ClientMembers.of(app);
        written.put("token_endpoint_auth_method", oauth.authentication().method());
        written.put("pkce_required", oauth.authentication().pkceRequired());
        written.put("consent_method", oauth.consentMethod().name());
        assertEquals(Optional.of(settings), read(written));
    }
}
