package dev.narthex.flow;

import dev.narthex.crypt.SecretHash;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/// An authorization request that waits for a person: the parameters as they came, and what has been done for it.
///
/// `chosenIn`: the session as whose person they chose to go on, if they were asked. `toAsk`: the scopes that the person
/// must be asked about, if that is what it waits for.
public record PausedRequest(
        String serverId,
        Map<String, String> parameters,
        Instant begun,
        SequencedSet<String> toAsk,
        Optional<ConsentDecision> decision,
        List<Ticket> tickets,
        Optional<String> chosenIn) {

    public PausedRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        toAsk = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(toAsk));
        tickets = List.copyOf(tickets);
    }

    /// What is used up when the request is granted, so that it is granted once: a pushed request, or one that its app
    /// signed for a single use. `until`: the end of that.
    public record Ticket(String id, Instant until) {}

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
        return new PausedRequest(
                serverId, parameters, now, new LinkedHashSet<>(), Optional.empty(), List.of(), Optional.empty());
    }

    public PausedRequest with(ConsentDecision made) {
        return new PausedRequest(serverId, parameters, begun, toAsk, Optional.of(made), tickets, chosenIn);
    }

    public PausedRequest with(List<Ticket> some) {
        return new PausedRequest(serverId, parameters, begun, toAsk, decision, some, chosenIn);
    }

    public PausedRequest asking(SequencedSet<String> scopes) {
        return new PausedRequest(serverId, parameters, begun, scopes, decision, tickets, chosenIn);
    }

    /// The person chose to go on as the one who is signed in, in that session.
    public PausedRequest chosen(SecretHash session) {
        return new PausedRequest(serverId, parameters, begun, toAsk, decision, tickets, Optional.of(session.hex()));
    }

    /// The same request anew: nothing has been done for it.
    public PausedRequest restarted(Instant now) {
        return begin(serverId, parameters, now);
    }
}
