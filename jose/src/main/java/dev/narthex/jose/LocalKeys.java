package dev.narthex.jose;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keys at hand, which never change: our own, or those of one answer of a keys endpoint.
public final class LocalKeys implements KeySource {
    private final Map<String, VerificationKey> keys;

    private LocalKeys(Map<String, VerificationKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /// The keys of a set. What is not a key for signatures is left out, and one without a name has its thumbprint for
    /// one; of two keys with one name
    /// neither is used, for nobody could say which was meant.
    public static LocalKeys of(JwkSet set) {
        var keys = new HashMap<String, VerificationKey>();
        var twice = new HashSet<String>();
        for (Jwk jwk : set.keys()) {
            VerificationKey.read(jwk.members()).ifPresent(key -> {
                if (keys.put(key.kid(), key) != null) twice.add(key.kid());
            });
        }
        keys.keySet().removeAll(twice);
        return new LocalKeys(keys);
    }

    /// The public keys of pairs, by their names.
    public static LocalKeys of(Map<String, SigningKeyPair> pairs) {
        var keys = new HashMap<String, VerificationKey>();
        pairs.forEach((kid, pair) -> keys.put(kid, new VerificationKey(kid, pair.algorithm(), pair.publicKey())));
        return new LocalKeys(keys);
    }

    @Override
    public Optional<VerificationKey> find(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    @Override
    public Optional<VerificationKey> findOnly(SigningAlgorithm algorithm) {
        var fitting = keys.values().stream()
                .filter(key -> key.algorithm() == algorithm)
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /// Reads the answer of a keys endpoint; nothing if it is not a key set. Private keys in it are left out.
    static Optional<LocalKeys> read(byte[] json) {
        return JoseJson.read(json)
                .map(document -> document.get("keys"))
                .filter(List.class::isInstance)
                .map(keys -> of(new JwkSet(publicKeys((List<?>) keys))));
    }

    private static List<Jwk> publicKeys(List<?> keys) {
        return keys.stream()
                .filter(Map.class::isInstance)
                .map(key -> named((Map<?, ?>) key))
                .filter(Jwk::isPublic)
                .map(Jwk::new)
                .toList();
    }

    private static Map<String, Object> named(Map<?, ?> json) {
        var named = new HashMap<String, Object>();
        json.forEach((name, value) -> named.put((String) name, value));
        return named;
    }
}
