package dev.narthex.jose;

import java.util.List;
import java.util.Map;

/// The keys that a server publishes: those in use, the next one, and those whose tokens still live.
public record JwkSet(List<Jwk> keys) {
    public JwkSet {
        keys = List.copyOf(keys);
    }

    /// What the keys endpoint answers: `keys`, and nothing else.
    public Map<String, Object> toJson() {
        return Map.of("keys", keys.stream().map(Jwk::members).toList());
    }
}
