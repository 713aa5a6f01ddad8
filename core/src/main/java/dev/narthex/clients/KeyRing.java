package dev.narthex.clients;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.crypt.SecretHash;
import dev.narthex.jose.Jwk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys that a client registered by value. One that is inactive proves nothing: it lies apart from those that do.
final class KeyRing {
    /// Members of an app's further settings: inactive keys, and since when each key is as it is.
    static final List<String> MEMBERS = List.of("inactive_jwks", "jwks_since");

    private static final int ID = 17;

    private KeyRing() {}

    /// A key, and since when it is active or not.
    record Key(Jwk jwk, boolean active, Instant since) {
        /// Names the key in addresses, where a `kid` could hold anything.
        String id() {
            return "pks" + SecretHash.of(jwk.keyId()).hex().substring(0, ID);
        }

        Key with(boolean nowActive, Instant now) {
            return new Key(jwk, nowActive, now);
        }
    }

    static List<Key> of(App app) {
        var keys = new ArrayList<Key>();
        var names = new HashSet<String>();
        for (Jwk jwk : app.settings().authentication().keys()) {
            keys.add(new Key(jwk, true, since(app, jwk)));
            names.add(jwk.keyId());
        }
        // One that was registered anew is active again.
        for (Jwk jwk : inactive(app)) {
            if (names.add(jwk.keyId())) keys.add(new Key(jwk, false, since(app, jwk)));
        }
        return keys;
    }

    static Optional<Key> find(App app, String id) {
        return of(app).stream().filter(key -> key.id().equals(id)).findFirst();
    }

    static AppSettings with(AppSettings settings, List<Key> keys) {
        var extra = new LinkedHashMap<>(settings.extra());
        var since = new LinkedHashMap<String, Object>();
        keys.forEach(key -> since.put(key.jwk().keyId(), key.since().toEpochMilli()));
        extra.put("jwks_since", since);
        extra.put(
                "inactive_jwks",
                keys.stream()
                        .filter(key -> !key.active())
                        .map(key -> key.jwk().members())
                        .toList());
        var active = keys.stream().filter(Key::active).map(Key::jwk).toList();
        var changed = settings.with(settings.authentication().withKeys(active));
        return new AppSettings(
                changed.label(), changed.type(), changed.oauth(), changed.branding(), changed.everyone(), extra);
    }

    @SuppressWarnings("unchecked")
    private static List<Jwk> inactive(App app) {
        return app.settings().extra().get("inactive_jwks") instanceof List<?> keys
                ? keys.stream().map(key -> new Jwk((Map<String, Object>) key)).toList()
                : List.of();
    }

    /// As noted, else since there is the app.
    private static Instant since(App app, Jwk jwk) {
        return app.settings().extra().get("jwks_since") instanceof Map<?, ?> noted
                        && noted.get(jwk.keyId()) instanceof Number millis
                ? Instant.ofEpochMilli(millis.longValue())
                : app.created();
    }
}
