package dev.narthex.flow;

import dev.narthex.crypt.SecretHash;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/// An authorization request that waits for a person: the parameters as they came, and what has been done for it.
///
/// `toAsk`: the scopes that the person must be asked about, if that is what it waits for.
public record PausedRequest(
        String serverId,
        Map<String, String> parameters,
        Instant begun,
        SequencedSet<String> toAsk,
        Optional<ConsentDecision> decision) {

    public PausedRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        toAsk = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(toAsk));
    }

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
        return new PausedRequest(serverId, parameters, now, new LinkedHashSet<>(), Optional.empty());
    }

    public PausedRequest with(ConsentDecision made) {
        return new PausedRequest(serverId, parameters, begun, toAsk, Optional.of(made));
    }

    public PausedRequest asking(SequencedSet<String> scopes) {
        return new PausedRequest(serverId, parameters, begun, scopes, decision);
    }

    /// The same request anew: nothing has been done for it.
    public PausedRequest restarted(Instant now) {
        return begin(serverId, parameters, now);
    }
}
