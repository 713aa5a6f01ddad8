package dev.narthex.clients;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.metadata.ClientMetadata;
import dev.narthex.apps.metadata.Label;
import dev.narthex.okta.Fields;
import dev.narthex.outbound.AddressRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a client as dynamic registration writes it. What is wrong is noted in the fields.
///
/// A client can't give itself what an administrator decides: whether people are asked, who may come in, under which
/// issuer. Such members are taken from what is stored, whatever is sent.
public final class ClientReader {
    private static final String NAMELESS = "OAuth 2.0 client";
    private static final String NAME = "client_name";
    private static final List<String> DECIDED_BY_ADMINISTRATORS = List.of(
            "consent_method",
            "pkce_required",
            "issuer_mode",
            "wildcard_redirect",
            "idp_initiated_login",
            "participate_slo",
            "refresh_token");

    private final AddressRules outbound;

    /// @param outbound what this server may call
    public ClientReader(AddressRules outbound) {
        this.outbound = outbound;
    }

    /// Who writes it: an administrator may do more than a client that registers itself.
    enum Writer {
        ADMINISTRATOR,
        CLIENT
    }

    /// What of a body is the writer's to say.
    static Fields fields(Map<String, Object> sent, Optional<AppSettings> before) {
        var members = new LinkedHashMap<>(sent);
        for (String name : DECIDED_BY_ADMINISTRATORS) {
            members.remove(name);
            before.map(AppSettings::extra).map(extra -> extra.get(name)).ifPresent(value -> members.put(name, value));
        }
        return Fields.of(members);
    }

    Draft read(Fields client, Writer writer, Optional<AppSettings> before) {
        String label = client.has(NAME) ? Label.read(client, NAME) : NAMELESS;
        var consent = before.map(app -> app.oauth().consentMethod()).orElse(ConsentMethod.REQUIRED);
        var settings = ClientMetadata.read(
                client,
                client,
                new ClientMetadata.Around(
                        label,
                        before.map(AppSettings::everyone).orElse(true),
                        consent,
                        before.map(AppSettings::extra).orElse(Map.of()),
                        outbound,
                        before));
        boolean asksPasswords = settings.oauth().grantTypes().contains("password");
        boolean had = before.filter(app -> app.oauth().grantTypes().contains("password"))
                .isPresent();
        if (asksPasswords && !had && writer == Writer.CLIENT) {
            // RFC 9700 §2.4: a client that asks people for their passwords teaches them to be phished.
            client.fault("grant_types", "'password' is granted by administrators only");
        }
        return new Draft(Optional.empty(), Optional.empty(), settings);
    }
}
