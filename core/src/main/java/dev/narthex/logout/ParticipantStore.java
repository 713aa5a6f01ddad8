package dev.narthex.logout;

import java.time.Instant;
import java.util.List;

/// Which apps take part in which session. When a session ends, its participants become due in the same transaction, so
/// that no end is forgotten, whoever dies; when a person signs in again in its place, they go over to the new session.
public interface ParticipantStore {

    /// Remembers that the app takes part in the session whose id is the participant's `sid`. One that is there stays.
    void join(Participant participant, Instant now);

    /// Those of a living session, by its id.
    List<Participant> of(String sessionId);

    /// Takes those that are due, a few at most, and keeps them from others until the instant.
    List<Due> take(Instant now, Instant until, int limit);

    void done(Participant participant);

    void retry(Participant participant, Instant due);

    /// Removes those that joined before the instant and whose session did not end: it lasted no longer.
    int purge(Instant joinedBefore);

    /// `attempt` counts this one.
    record Due(Participant participant, int attempt) {}
}
