package dev.narthex.token;

import dev.narthex.crypt.SecretHash;
import java.time.Instant;

/// Authorization codes. Kept, redeemed, until a day after they expire, so that a replay is known as one.
public interface CodeStore {

    void issue(AuthorizationCode code);

    /// Redeems a code once, in one statement: the second caller gets [Redemption.Replayed], however close the race.
    Redemption redeem(SecretHash hash, Instant now);

    /// Removes codes that expired before the instant.
    int purge(Instant before);

    sealed interface Redemption {
        /// Whether it has expired is for the caller to see.
        record Redeemed(AuthorizationCode code) implements Redemption {}

        record Replayed(String authorizationId) implements Redemption {}

        record Unknown() implements Redemption {}
    }
}
