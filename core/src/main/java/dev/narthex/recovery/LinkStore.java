package dev.narthex.recovery;

import dev.narthex.crypt.SecretHash;
import dev.narthex.mail.SealedMail;
import java.time.Instant;
import java.util.Optional;

/// One-time links by the hash of their secret. A person has one of each purpose: the newer takes the place of the
/// older.
public interface LinkStore {

    /// Stores the link, and in the same transaction puts the mail that carries it into the outbox.
    void issue(SecretHash hash, OneTimeLink link, Optional<SealedMail> mail);

    /// The link, if it still works. Changes nothing.
    Optional<OneTimeLink> find(LinkPurpose purpose, SecretHash hash, Instant now);

    /// The link, if it still worked: from now on it does not. Of all who redeem it at once, one gets it.
    Optional<OneTimeLink> redeem(LinkPurpose purpose, SecretHash hash, Instant now);

    /// Ends all links of a person.
    void forget(String userId);

    /// Removes links that have expired.
    int purge(Instant now);
}
