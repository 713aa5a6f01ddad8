package dev.narthex.flow;

import dev.narthex.crypt.SecretHash;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An authorization request that waits for a person: the parameters as they came, and what has been done for it.
public record PausedRequest(
        String serverId, Map<String, String> parameters, Instant begun, Optional<ConsentDecision> decision) {

    /// What the person answered on the consent page, in which session.
    public record ConsentDecision(String sessionHash, Set<String> allowed, boolean denied) {
        public ConsentDecision {
            allowed = Set.copyOf(allowed);
        }

        /// A decision counts only in the session in which it was made.
        public boolean madeIn(SecretHash session) {
            return session.hex().equals(sessionHash);
        }
    }

    public static PausedRequest begin(String serverId, Map<String, String> parameters, Instant now) {
        return new PausedRequest(serverId, parameters, now, Optional.empty());
    }

    public PausedRequest with(ConsentDecision made) {
        return new PausedRequest(serverId, parameters, begun, Optional.of(made));
    }

    /// The same request anew: nothing has been done for it.
    public PausedRequest restarted(Instant now) {
        return begin(serverId, parameters, now);
    }
}
