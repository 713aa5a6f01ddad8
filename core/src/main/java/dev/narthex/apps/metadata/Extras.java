package dev.narthex.apps.metadata;

import dev.narthex.apps.RequestRules;
import dev.narthex.apps.UserinfoFormat;
import dev.narthex.okta.Fields;
import dev.narthex.outbound.AddressRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Members of client metadata that features of their own act on: checked here, and kept under their names.
final class Extras {
    private static final int LONGEST_URI = 1024;
    private static final int MOST_LEEWAY = 60;

    /// Reads a member of this name; the rules say whom this server may call.
    @FunctionalInterface
    private interface Reader {
        Optional<?> read(Fields client, String name, AddressRules rules);
    }

    private static final Reader FLAG = (client, name, _) -> client.flag(name);
    private static final Reader LINK = (client, name, _) -> address(client, name, Addresses::faultOfLink);
    private static final Reader CALLED = (client, name, rules) -> address(client, name, rules::fault);

    /// In the order in which they are written back.
    private static final Map<String, Reader> READERS = new LinkedHashMap<>();

    static {
        READERS.put("initiate_login_uri", LINK);
        READERS.put("issuer_mode", oneOf(List.of("ORG_URL", "CUSTOM_URL", "DYNAMIC")));
        // Only whole addresses are compared, so none could ever match.
        READERS.put("wildcard_redirect", only("DISABLED", "wildcards in redirect URIs are not supported"));
        READERS.put("idp_initiated_login", Extras::login);
        READERS.put("refresh_token", Extras::refreshToken);
        READERS.put("participate_slo", FLAG);
        READERS.put("frontchannel_logout_uri", LINK);
        READERS.put("frontchannel_logout_session_required", FLAG);
        READERS.put("backchannel_logout_uri", CALLED);
        READERS.put("backchannel_logout_session_required", FLAG);
        READERS.put("jwks_uri", CALLED);
        READERS.put("request_object_signing_alg", oneOf(RequestRules.ALGORITHMS));
        READERS.put("require_signed_request_object", FLAG);
        READERS.put("require_pushed_authorization_requests", FLAG);
        READERS.put("dpop_bound_access_tokens", FLAG);
        READERS.put("userinfo_signed_response_alg", oneOf(UserinfoFormat.ALGORITHMS));
        READERS.put("subject_type", only("public", "other subject types are not supported"));
        READERS.put("id_token_encrypted_response_alg", only("none", "encrypted ID tokens are not supported"));
    }

    static final Set<String> NAMES = Set.copyOf(READERS.keySet());

    private Extras() {}

    static Map<String, Object> read(Fields client, AddressRules rules) {
        var extras = new LinkedHashMap<String, Object>();
        READERS.forEach((name, reader) -> reader.read(client, name, rules).ifPresent(value -> extras.put(name, value)));
        return extras;
    }

    /// What is kept under the names above.
    static Map<String, Object> of(Map<String, Object> kept) {
        var extras = new LinkedHashMap<String, Object>();
        for (String name : READERS.keySet()) {
            if (kept.containsKey(name)) extras.put(name, kept.get(name));
        }
        return extras;
    }

    private static Optional<?> address(Fields client, String name, Function<String, Optional<String>> faultOf) {
        var address = client.text(name, LONGEST_URI);
        address.flatMap(faultOf).ifPresent(fault -> client.fault(name, fault));
        return address;
    }

    private static Reader oneOf(List<String> words) {
        return (fields, name, _) -> fields.oneOf(name, words);
    }

    private static Reader only(String word, String otherwise) {
        return (fields, name, _) -> {
            var given = fields.text(name, LONGEST_URI);
            given.filter(it -> !it.equals(word)).ifPresent(_ -> fields.fault(name, otherwise));
            return given;
        };
    }

    private static Optional<?> refreshToken(Fields client, String name, AddressRules rules) {
        return client.maybeObject(name).map(object -> {
            var kept = new LinkedHashMap<String, Object>();
            if (!object.has("rotation_type")) object.fault("rotation_type", "The field cannot be left blank");
            object.oneOf("rotation_type", List.of("ROTATE", "STATIC"))
                    .ifPresent(type -> kept.put("rotation_type", type));
            object.number("leeway", 0, MOST_LEEWAY).ifPresent(seconds -> kept.put("leeway", seconds));
            return kept;
        });
    }

    private static Optional<?> login(Fields client, String name, AddressRules rules) {
        return client.maybeObject(name).map(object -> {
            var kept = new LinkedHashMap<String, Object>();
            object.oneOf("mode", List.of("DISABLED", "SPEC", "OKTA")).ifPresent(mode -> kept.put("mode", mode));
            kept.put("default_scope", object.texts("default_scope").orElse(List.of()));
            return kept;
        });
    }
}
