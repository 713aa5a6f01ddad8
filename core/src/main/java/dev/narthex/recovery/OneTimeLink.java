package dev.narthex.recovery;

import java.time.Instant;
import java.util.Map;

/// A link that was made for one person and one purpose, without the secret in it. `facts` are what the one who made it
/// wanted to know again.
public record OneTimeLink(
        LinkPurpose purpose, String userId, Map<String, String> facts, Instant made, Instant expires) {
    public OneTimeLink {
        facts = Map.copyOf(facts);
    }
}
