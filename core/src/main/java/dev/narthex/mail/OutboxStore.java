package dev.narthex.mail;

import java.time.Instant;
import java.util.List;

/// Mails that wait to be taken by a server. What is in here survives every crash until it is [#done] or given up.
public interface OutboxStore {

    void add(SealedMail mail);

    /// Takes mails that are due, the oldest first, `limit` at most, and keeps others from them until `until`. Of all
    /// nodes that ask at once, one gets each.
    List<Taken> take(Instant now, Instant until, int limit);

    /// It was delivered, or need not be: forgets it.
    void done(String id);

    /// It was not delivered: becomes due again at `due`.
    void retry(String id, Instant due, String reason);

    /// It can't be delivered. Forgets what it says; that it was there, and the reason, stay until purged.
    void giveUp(String id, String reason);

    /// Forgets mails that were given up and written before the instant.
    int purge(Instant writtenBefore);

    /// `attempt` counts this one.
    record Taken(SealedMail mail, int attempt) {}
}
