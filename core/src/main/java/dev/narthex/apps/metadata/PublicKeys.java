package dev.narthex.apps.metadata;

import dev.narthex.jose.Jwk;
import dev.narthex.jose.JwkSet;
import dev.narthex.jose.LocalKeys;
import dev.narthex.okta.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The public keys that a client registers by value.
public final class PublicKeys {
    public static final int MOST = 50;

    /// Members of the management API that are no part of a key.
    private static final Set<String> AROUND = Set.of("id", "status", "created", "lastUpdated", "_links");

    private PublicKeys() {}

    /// `jwks` of these fields; none if it is absent.
    static List<Jwk> read(Fields client) {
        var jwks = client.maybeObject("jwks");
        if (jwks.isEmpty()) return List.of();
        var keys = new ArrayList<Jwk>();
        if (!(jwks.get().members().get("keys") instanceof List<?> given) || given.size() > MOST) {
            jwks.get().fault("keys", "must be an array of " + MOST + " keys at most");
            return List.of();
        }
        for (Object key : given) {
            if (isUsable(key)) keys.add(jwk(key));
            else jwks.get().fault("keys", "each must be a public key for signatures, and its 'kid' a text");
        }
        // OIDC Core 1.0 §10.1: one key needs no name; of several, a signature says which it means.
        if (keys.stream().filter(key -> !key.members().containsKey("kid")).count() > 1) {
            jwks.get().fault("keys", "one at most may be without a 'kid'");
        }
        if (keys.stream().map(Jwk::keyId).distinct().count() < keys.size()) {
            jwks.get().fault("keys", "no two may have one 'kid'");
        }
        return keys;
    }

    /// One key of several, if it is usable and has a name.
    public static Optional<Jwk> one(Map<String, Object> members) {
        return members.get("kid") != null && isUsable(members) ? Optional.of(jwk(members)) : Optional.empty();
    }

    /// A private key is none that we want to see.
    static boolean isUsable(Object key) {
        if (!(key instanceof Map<?, ?> members) || members.containsKey("d") || members.containsKey("k")) return false;
        if (members.get("kid") != null && !(members.get("kid") instanceof String)) return false;
        var jwk = jwk(key);
        return LocalKeys.of(new JwkSet(List.of(jwk))).find(jwk.keyId()).isPresent();
    }

    /// Without members that say nothing.
    static Jwk jwk(Object key) {
        var members = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) key).forEach((name, value) -> {
            if (value != null && !AROUND.contains(name)) members.put((String) name, value);
        });
        return new Jwk(members);
    }
}
