package dev.narthex.device;

import dev.narthex.oauth.Scopes;
import java.time.Instant;
import java.util.List;

/// A person's yes, with the facts of the session in which it was given. `scopes` may be fewer than were asked for.
public record Approval(String userId, String sessionId, Instant authenticatedAt, List<String> amr, Scopes scopes) {
    public Approval {
        amr = List.copyOf(amr);
    }
}
